/** Where the visitor writes. */

import { type TemplateResult, html, nothing } from "lit";

import type { Words } from "../i18n";
import { icons } from "./icons";

/** The server reads this many characters, of the beginning and the end, and says so; here it is said before sending. */
export const READ_AT_MOST = 2_000;

export interface Composer {
  readonly words: Words;
  readonly draft: string;
  write(draft: string): void;
  send(): void;
}

export function composer({ words, draft, write, send }: Composer): TemplateResult {
  const written = (event: Event): void => write((event.target as HTMLTextAreaElement).value);
  const key = (event: KeyboardEvent): void => {
    // While an input method composes a word, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    send();
  };
  const tooLong = draft.length > READ_AT_MOST;
  const numbers = { limit: words.number(READ_AT_MOST), n: words.number(draft.length) };
  return html`<form class="composer" @submit=${submit}>
    ${tooLong ? html`<p class="long" id="long">${icons.note}${words.say("long", numbers)}</p>` : nothing}
    <div class="field">
      <textarea id="input" rows="1" enterkeyhint="send" aria-label=${words.say("input")}
        aria-describedby=${tooLong ? "long hint" : "hint"} placeholder=${words.say("placeholder")}
        .value=${draft} @input=${written} @keydown=${key}></textarea>
      <button type="submit" class="send" aria-label=${words.say("send")} title=${words.say("send")}>${icons.send}</button>
    </div>
    <p class="unseen" id="hint">${words.say("send_hint")}</p>
  </form>`;
}
