/** The launcher and the head of the panel. */

import { type TemplateResult, html, nothing } from "lit";

import type { Words } from "../i18n";
import { icons } from "./icons";

export function launcher(words: Words, unread: number, open: () => void): TemplateResult {
  const label = [words.say("launcher_short"), words.say("launcher"), unread && words.count("unread", unread)];
  return html`<button type="button" class="launcher" part="launcher" lang=${words.language} aria-haspopup="dialog"
    aria-label=${label.filter(Boolean).join(". ")} @click=${open}>
    ${icons.chat}<span>${words.say("launcher_short")}</span>
    ${unread ? html`<b class="unread" aria-hidden="true">${unread > 9 ? "9+" : unread}</b>` : nothing}
  </button>`;
}

export interface Head {
  readonly words: Words;
  readonly menuOpen: boolean;
  /** Undefined where the panel fills the screen anyway. */
  readonly wide: boolean | undefined;
  toggleMenu(): void;
  toggleWide(): void;
  close(): void;
}

export function head({ words, menuOpen, wide, toggleMenu, toggleWide, close }: Head): TemplateResult {
  const width = words.say(wide ? "narrower" : "wider");
  return html`<div class="top">
    <span class="mark" aria-hidden="true">${icons.chat}</span>
    <div>
      <h2 id="title">${words.say("title")}</h2>
      <p>${words.say("subtitle")}</p>
    </div>
    <button type="button" class="round" id="menu" aria-label=${words.say("menu")} title=${words.say("menu")}
      aria-expanded=${menuOpen} aria-controls="settings" @click=${toggleMenu}>${icons.menu}</button>
    ${wide === undefined
      ? nothing
      : html`<button type="button" class="round" aria-label=${width} title=${width} @click=${toggleWide}>
          ${wide ? icons.narrower : icons.wider}
        </button>`}
    <button type="button" class="round" aria-label=${words.say("close")} title=${words.say("close")} @click=${close}>
      ${icons.close}
    </button>
  </div>`;
}
