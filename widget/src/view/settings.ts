/** Language, sound, and forgetting. */

import { type TemplateResult, html, nothing } from "lit";

import { LANGUAGE_NAMES, type Words } from "../i18n";
import { LANGUAGES, type Language } from "../protocol/shapes";
import { icons } from "./icons";

export interface Settings {
  readonly words: Words;
  readonly sound: boolean;
  readonly asksForget: boolean;
  choose(language: Language): void;
  setSound(on: boolean): void;
  /** Undefined where nobody can be asked for. */
  readonly askPerson: (() => void) | undefined;
  askForget(ask: boolean): void;
  forget(): void;
}

export function settings(of: Settings): TemplateResult {
  const { words } = of;
  return html`<div class="settings" id="settings" role="group" aria-label=${words.say("menu")}>
    <fieldset>
      <legend>${words.say("language")}</legend>
      <div class="languages">
        ${LANGUAGES.map(
          (language) => html`<label lang=${language}>
            <input type="radio" name="language" .checked=${language === words.language} @change=${() => of.choose(language)} />
            <span>${LANGUAGE_NAMES[language]}</span>
          </label>`,
        )}
      </div>
    </fieldset>
    <label class="switch">
      <input type="checkbox" role="switch" .checked=${of.sound} aria-describedby="sound-hint"
        @change=${(event: Event) => of.setSound((event.target as HTMLInputElement).checked)} />
      <span>${words.say("sound")}<small id="sound-hint">${words.say("sound_hint")}</small></span>
    </label>
    ${of.askPerson
      ? html`<button type="button" class="small" id="ask-person" @click=${of.askPerson}>${icons.contact}${words.say("ask_person")}</button>`
      : nothing}
    ${of.asksForget
      ? html`<div class="sure" role="group" aria-labelledby="sure">
          <p id="sure">${words.say("forget_sure")}</p>
          <button type="button" class="small danger" @click=${() => of.forget()}>${words.say("forget_yes")}</button>
          <button type="button" class="small" id="keep-it" @click=${() => of.askForget(false)}>${words.say("forget_no")}</button>
        </div>`
      : html`<button type="button" class="small" id="forget" @click=${() => of.askForget(true)}>
          ${icons.bin}${words.say("forget")}
        </button>`}
  </div>`;
}
