/** Each kind of answer as it is best read; all of them stand on the same text. */

import { type TemplateResult, html, nothing } from "lit";

import { LANGUAGE_OF_FACTS } from "../i18n";
import { mappable } from "../map/layout";
import type { Answer, AnswerKind, EnablerView, Entry } from "../protocol/shapes";
import { shortlistMail } from "../shortlist";
import { card } from "./card";
import { comparison } from "./comparison";
import { icons } from "./icons";
import { regionMap } from "./map";
import { besideCards, prose } from "./prose";
import { type Scene, tapKey } from "./scene";
import { sourceLines } from "./sources";

/** These go on with the newest answer; under an older one they would do something else than they say. */
const GOES_ON = /^\/(show_more|refine)\b/;

interface Shown {
  readonly entry: Entry;
  readonly answer: Answer;
  readonly scene: Scene;
}

const anchorOf = (entry: Entry, index: number): string => `${entry.id}-${index}`;

function anchorsOf({ entry, answer }: Shown): string[] {
  return answer.enablers.map((_view, index) => anchorOf(entry, index));
}

function cards({ entry, answer, scene }: Shown, numbered = answer.enablers.length > 1): TemplateResult {
  return html`<div class="cards">
    ${answer.enablers.map((view, index) => card(view, numbered ? answer.start + index + 1 : 0, anchorOf(entry, index), scene))}
  </div>`;
}

function listTools({ entry, answer, scene }: Shown): unknown {
  const { words, acts } = scene;
  const open = scene.mapsOpen.has(entry.id);
  return html`<div class="tools">
    ${mappable(answer.enablers)
      ? html`<button type="button" class="small" aria-expanded=${open} @click=${() => acts.toggleMap(entry.id)}>
          ${icons.map}${words.say(open ? "map_hide" : "map_show")}
        </button>`
      : nothing}
    <button type="button" class="small" @click=${() => acts.copy(answer.enablers)}>
      ${icons.copy}<span class="label">${words.say("copy_list")}</span>
    </button>
    <a class="small" href=${shortlistMail(answer.enablers, words)}>${icons.contact}<span class="label">${words.say("mail_list")}</span></a>
  </div>`;
}

function withMap(shown: Shown, content: unknown): TemplateResult {
  const { entry, answer, scene } = shown;
  return html`${listTools(shown)}
    <div class="beside">
      ${scene.mapsOpen.has(entry.id) ? regionMap(answer.enablers, anchorsOf(shown), scene, answer.start) : nothing}
      <div class="content">${content}</div>
    </div>`;
}

function listed(shown: Shown): unknown {
  if (shown.answer.enablers.length === 0) return spoken(shown);
  return html`${prose(besideCards(shown.entry.text, shown.answer), shown.scene)} ${withMap(shown, cards(shown))}`;
}

function compared(shown: Shown): unknown {
  const { entry, answer, scene } = shown;
  if (answer.enablers.length < 2) return listed(shown);
  const [headline, ...more] = besideCards(entry.text, answer).split("\n");
  return html`${prose(headline ?? "", scene)} ${withMap(shown, comparison(answer.enablers, anchorsOf(shown), scene))}
  ${prose(more.join("\n"), scene)}`;
}

/** "Name (town)" on two lines. */
function end(written: string): TemplateResult {
  const [, name, place] = /^(.+) \((.+)\)$/.exec(written) ?? [];
  return html`<span class="end">${name ?? written}${place ? html` <small>${place}</small>` : nothing}</span>`;
}

function stretch(one: string, other: string, km: number, scene: Scene): TemplateResult {
  const { words } = scene;
  return html`<div class="stretch" aria-hidden="true">
    ${end(one)}
    <span class="line"><b>${words.say("km", { km: words.number(Math.round(km)) })}</b><i>${words.say("straight_line")}</i></span>
    ${end(other)}
  </div>`;
}

function apart({ entry, answer, scene }: Shown): unknown {
  const [one, other] = answer.facts;
  const strips =
    answer.distanceKm !== null && one && other
      ? [stretch(one, other, answer.distanceKm, scene)]
      : answer.enablers.map((view) =>
          view.distanceKm === null || !one ? nothing : stretch(view.name, one, view.distanceKm, scene),
        );
  return html`${prose(entry.text, scene)} ${strips} ${sourceLines(answer.sources, scene)}`;
}

function folded(views: readonly EnablerView[], shown: Shown): unknown {
  if (views.length === 0) return nothing;
  const { scene } = shown;
  return html`<details class="folded">
    <summary>${scene.words.say("mentioned")} (${scene.words.number(views.length)})</summary>
    ${withMap(shown, cards(shown))}
  </details>`;
}

function told(shown: Shown): unknown {
  const { entry, answer, scene } = shown;
  const body =
    answer.facts.length > 0
      ? answer.facts.map((fact) => html`<p class="prose" lang=${LANGUAGE_OF_FACTS}>${fact}</p>`)
      : prose(besideCards(entry.text, answer), scene);
  return html`${body} ${sourceLines(answer.sources, scene)} ${folded(answer.enablers, shown)}`;
}

function described(shown: Shown): unknown {
  const { entry, answer, scene } = shown;
  if (answer.enablers.length > 1) return listed(shown);
  return html`${prose(besideCards(entry.text, answer), scene)}
  ${answer.enablers.length > 0 ? withMap(shown, cards(shown)) : nothing}
  ${answer.enablers.length > 0 ? nothing : sourceLines(answer.sources, scene)}`;
}

function spoken({ entry, answer, scene }: Shown): unknown {
  return html`${prose(besideCards(entry.text, { ...answer, enablers: [] }), scene)} ${sourceLines(answer.sources, scene)}`;
}

function spokenWithCards(shown: Shown): unknown {
  return shown.answer.enablers.length > 0 ? listed(shown) : spoken(shown);
}

const WAYS_TO_SHOW: Readonly<Record<AnswerKind, (shown: Shown) => unknown>> = {
  enablers: listed,
  count: listed,
  comparison: compared,
  distance: apart,
  topic: told,
  enabler: described,
  team: described,
  none: spokenWithCards,
  clarify: spokenWithCards,
  smalltalk: spokenWithCards,
  handover: spokenWithCards,
};

export function answerBody(entry: Entry, scene: Scene): unknown {
  return entry.answer
    ? WAYS_TO_SHOW[entry.answer.kind]({ entry, answer: entry.answer, scene })
    : prose(entry.text, scene);
}

/** The next steps of an answer; `replies` are the visitor's words after it, by which a used one is known. */
export function suggestions({ id, answer }: Entry, replies: readonly string[], scene: Scene): unknown {
  if (!answer || answer.suggestions.length === 0) return nothing;
  const { words, acts } = scene;
  return html`<div class="suggestions" role="group" aria-label=${words.say("next_steps")}>
    ${answer.suggestions.map((suggestion) => {
      const used = replies[0] === suggestion.title || scene.tapped.has(tapKey(id, suggestion));
      const stale = replies.length > 0 && GOES_ON.test(suggestion.payload);
      return html`<button type="button" class="chip" ?disabled=${used || stale} @click=${() => acts.tap(id, suggestion)}>
        ${used ? html`${icons.check}<span class="unseen">${words.say("used")}: </span>` : nothing}${suggestion.title}
      </button>`;
    })}
  </div>`;
}
