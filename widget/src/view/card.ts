/** One enabler: what it is, where, why it fits, how sure that is, since when and by whom that is known. */

import { type TemplateResult, html, nothing } from "lit";

import { LANGUAGE_OF_FACTS, type Words } from "../i18n";
import { safeLink } from "../links";
import type { EnablerView, Status } from "../protocol/shapes";
import { icons } from "./icons";
import { externalLink } from "./prose";
import type { Scene } from "./scene";
import { sourceLines } from "./sources";

const FACTS_IN_SIGHT = 4;

export function kindOf(view: EnablerView): string {
  return view.kindLabel || view.kind.replaceAll("_", " ");
}

export function placeWords(view: EnablerView, words: Words): string {
  if (view.distanceKm === null) return view.place;
  return `${view.place} · ${words.say("km_away", { km: words.number(view.distanceKm) })}`;
}

export function statusBadge(status: Status, words: Words): TemplateResult {
  return html`<span class="badge ${status}"><i class="dot"></i>${words.say(`status_${status}`)}</span>`;
}

export function asOf(view: EnablerView, words: Words): TemplateResult {
  const known = view.asOf !== "" && view.asOf !== "undated";
  const text = known ? words.say("as_of", { date: words.date(view.asOf) }) : words.say("as_of_nothing");
  return html`<span class="date">${text}</span>`;
}

/** What an investor must know before going there. */
export function warnings(view: EnablerView, words: Words): unknown {
  const said = [
    view.kind === "company" ? html`${words.say("note_company")}` : nothing,
    view.caveat
      ? html`<span class="key">${words.say("labelled", { label: words.say("note") })}</span> <span lang=${LANGUAGE_OF_FACTS}>${view.caveat}</span>`
      : nothing,
  ].filter((item) => item !== nothing);
  return said.map((item) => html`<p class="note">${icons.note}<span>${item}</span></p>`);
}

export function facts(view: EnablerView, words: Words): unknown {
  if (view.why.length === 0) return nothing;
  const items = (reasons: readonly string[]): TemplateResult =>
    html`<ul class="why" lang=${LANGUAGE_OF_FACTS}>
      ${reasons.map((reason) => html`<li>${reason}</li>`)}
    </ul>`;
  // One more line takes no more room than the words that would hide it.
  if (view.why.length <= FACTS_IN_SIGHT + 1) return items(view.why);
  return html`${items(view.why.slice(0, FACTS_IN_SIGHT))}
    <details>
      <summary>${words.count("more_facts", view.why.length - FACTS_IN_SIGHT)}</summary>
      ${items(view.why.slice(FACTS_IN_SIGHT))}
    </details>`;
}

export function ways(view: EnablerView, scene: Scene): unknown {
  const { words } = scene;
  const links = [
    { href: view.website, icon: icons.globe, text: words.say("website") },
    { href: view.contact, icon: icons.contact, text: words.say("contact") },
    { href: view.map, icon: icons.pin, text: words.say("map_link") },
  ].filter((way) => safeLink(way.href));
  return links.map(({ href, icon, text }) =>
    externalLink(href, html`${icon}${text}`, scene, `${text}: ${view.name}`),
  );
}

export function keepButton(view: EnablerView, scene: Scene): TemplateResult {
  const { words } = scene;
  const kept = scene.kept.has(view.id);
  const label = words.say(kept ? "kept_name" : "keep_name", { name: view.name });
  return html`<button type="button" class="round keep ${kept ? "on" : ""}" aria-pressed=${kept} aria-label=${label}
    title=${label} @click=${() => scene.acts.toggleKept(view)}>${icons.star}</button>`;
}

/** `number` counts from 1 as on the map; 0 shows none. */
export function card(view: EnablerView, number: number, anchor: string, scene: Scene): TemplateResult {
  const { words } = scene;
  return html`<article class="card" data-card=${anchor} tabindex="-1" aria-label=${view.name}>
    <header>
      ${number > 0 ? html`<span class="number" aria-hidden="true">${number}</span>` : nothing}
      <div>
        <h3>${view.name}</h3>
        <p class="kind">${kindOf(view)}</p>
      </div>
      ${keepButton(view, scene)}
    </header>
    <p class="where">${icons.pin}<span>${placeWords(view, words)}</span></p>
    ${view.formerNames.length > 0
      ? html`<p class="former">${words.say("formerly", { names: view.formerNames.join(", ") })}</p>`
      : nothing}
    ${facts(view, words)} ${warnings(view, words)}
    <p class="standing">
      ${statusBadge(view.status, words)}
      ${asOf(view, words)}
    </p>
    ${sourceLines(view.sources, scene)}
    <div class="ways">${ways(view, scene)}</div>
  </article>`;
}
