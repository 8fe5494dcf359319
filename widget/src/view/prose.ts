/** The words of a message: paragraphs, with addresses as links; nothing in them is ever markup. */

import { type TemplateResult, html, nothing } from "lit";

import { pieces, safeLink } from "../links";
import type { Answer } from "../protocol/shapes";
import type { Scene } from "./scene";

export function externalLink(href: string, content: unknown, scene: Scene, label = ""): unknown {
  const safe = safeLink(href);
  if (!safe) return content;
  const onWeb = /^https?:/.test(safe);
  const name = label ? `${label}${onWeb ? ` (${scene.words.say("new_tab")})` : ""}` : null;
  return onWeb
    ? html`<a href=${safe} target="_blank" rel="noopener noreferrer" aria-label=${name ?? nothing}
        >${content}${name ? "" : html`<span class="unseen"> (${scene.words.say("new_tab")})</span>`}</a>`
    : html`<a href=${safe}>${content}</a>`;
}

function line(text: string, scene: Scene): unknown[] {
  return pieces(text).map((piece) => (piece.href ? externalLink(piece.href, piece.text.replace(/^https?:\/\//, ""), scene) : scene.words.unbroken(piece.text)));
}

export function prose(text: string, scene: Scene): TemplateResult[] {
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim())
    .map((paragraph) => html`<p class="prose">${line(paragraph.trim(), scene)}</p>`);
}

/**
 * Returns the lines of a text that the answer's own cards and links do not show already.
 * Channels without cards number the enablers, list reasons with dashes, and spell addresses out.
 */
export function besideCards(text: string, answer: Answer): string {
  const addresses = [
    ...answer.sources.map((source) => source.url),
    ...answer.enablers.flatMap((view) => [view.website, view.contact, ...view.sources.map((source) => source.url)]),
  ].filter(Boolean);
  const caveats = answer.enablers.map((view) => view.caveat).filter(Boolean);
  const onCard = (words: string): boolean =>
    /^(\d+\.|-)\s/.test(words) ||
    addresses.some((address) => words.includes(address)) ||
    caveats.some((caveat) => words.includes(caveat));
  if (answer.enablers.length === 0 && answer.sources.length === 0) return text;
  return text
    .split("\n")
    .filter((words) => !onCard(words.trim()))
    .join("\n");
}
