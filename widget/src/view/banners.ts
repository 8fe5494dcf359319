/** What stands between the conversation and the field: the line, a notice, the shortlist. */

import { type TemplateResult, html, nothing } from "lit";

import type { Words } from "../i18n";
import type { EnablerView } from "../protocol/shapes";
import { shortlistMail } from "../shortlist";
import { icons } from "./icons";

export function offlineBanner(words: Words, tryNow: () => void): TemplateResult {
  return html`<div class="banner offline">
    ${icons.cut}<span>${words.say("offline")}</span>
    <button type="button" class="small" @click=${tryNow}>${words.say("try_now")}</button>
  </div>`;
}

export function noticeBanner(text: string, words: Words, dismiss: () => void): TemplateResult {
  return html`<div class="banner notice">
    ${icons.note}<span>${text}</span>
    <button type="button" class="round" aria-label=${words.say("dismiss")} @click=${dismiss}>${icons.close}</button>
  </div>`;
}

export interface ShortlistActs {
  copy(views: readonly EnablerView[]): void;
  clear(): void;
}

export function shortlistBar(views: readonly EnablerView[], words: Words, acts: ShortlistActs): unknown {
  if (views.length === 0) return nothing;
  return html`<div class="banner shortlist">
    ${icons.star}<span>${words.say("shortlist", { n: views.length })}</span>
    <button type="button" class="small" @click=${() => acts.copy(views)}>${icons.copy}<span class="label">${words.say("copy")}</span></button>
    <a class="small" href=${shortlistMail(views, words)}>${icons.contact}<span class="label">${words.say("mail")}</span></a>
    <button type="button" class="small" title=${words.say("clear")} @click=${() => acts.clear()}>
      ${icons.bin}<span class="unseen">${words.say("clear")}</span></button>
  </div>`;
}
