/** Which language the interface speaks. */

import { languageOf } from "./i18n";
import type { Language } from "./protocol/shapes";

export interface LanguageSigns {
  /** The element's own `lang` attribute. */
  readonly attribute: string | null;
  /** `lang` of the page around it. */
  readonly page: string;
  readonly chosen: string;
  readonly chosenOn: string;
  readonly browser: readonly string[];
}

/** A choice made in the widget holds as long as the page keeps the language it was made on. */
export function chooseLanguage(signs: LanguageSigns): Language {
  const around = signs.attribute || signs.page;
  const chosen = signs.chosenOn === around ? languageOf(signs.chosen) : null;
  const preferred = signs.browser.map(languageOf).find((language) => language !== null);
  return chosen ?? languageOf(signs.attribute) ?? languageOf(signs.page) ?? preferred ?? "en";
}

export function pageLanguage(element: Element): string {
  return element.parentElement?.closest("[lang]")?.getAttribute("lang") ?? "";
}
