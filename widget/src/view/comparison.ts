/** Enablers side by side: one column each, one row for what is compared. */

import { type TemplateResult, html, nothing } from "lit";

import type { EnablerView } from "../protocol/shapes";
import { asOf, facts, keepButton, kindOf, placeWords, statusBadge, warnings, ways } from "./card";
import type { Scene } from "./scene";
import { sourceLines } from "./sources";

interface Row {
  readonly head: string;
  cell(view: EnablerView): unknown;
  /** Whether anything stands in the row for this enabler. */
  has(view: EnablerView): boolean;
}

/** `anchors[i]` is how the map finds the column of `views[i]`. */
export function comparison(views: readonly EnablerView[], anchors: readonly string[], scene: Scene): TemplateResult {
  const { words } = scene;
  const rows: readonly Row[] = [
    { head: words.say("kind"), has: (view) => view.kind !== "", cell: (view) => html`<span class="capital-first">${kindOf(view)}</span>` },
    { head: words.say("place"), has: (view) => view.place !== "", cell: (view) => placeWords(view, words) },
    { head: words.say("since"), has: (view) => view.since !== null, cell: (view) => view.since },
    // The unit is written alike in all four languages; it stays beside its number.
    { head: words.say("size"), has: (view) => view.sizeM2 !== null, cell: (view) => `${words.number(view.sizeM2 ?? 0)}\u00a0m²` },
    { head: words.say("beds"), has: (view) => view.beds !== null, cell: (view) => words.number(view.beds ?? 0) },
    { head: words.say("staff"), has: (view) => view.staff !== null, cell: (view) => words.number(view.staff ?? 0) },
    {
      head: words.say("status"),
      has: () => true,
      cell: (view) => html`${statusBadge(view.status, words)}
        ${asOf(view, words)}`,
    },
    {
      head: words.say("why"),
      has: (view) => view.why.length > 0,
      cell: (view) => facts(view, words),
    },
    {
      head: words.say("note"),
      has: (view) => view.caveat !== "" || view.kind === "company",
      cell: (view) => warnings(view, words),
    },
    {
      head: words.say("contact"),
      has: (view) => view.website + view.contact + view.map !== "",
      cell: (view) => html`<div class="ways">${ways(view, scene)}</div>`,
    },
    { head: words.say("source"), has: (view) => view.sources.length > 0, cell: (view) => sourceLines(view.sources, scene) },
  ];
  // Wide tables scroll by themselves; so the region takes the keyboard's focus.
  return html`<div class="table" role="region" tabindex="0" aria-label=${words.say("comparison_hint")}>
    <table>
      <caption class="unseen">${words.say("comparison")}: ${views.map((view) => view.name).join(", ")}</caption>
      <thead>
        <tr>
          <td></td>
          ${views.map(
            (view, index) => html`<th scope="col" data-card=${anchors[index]} tabindex="-1">
              <span class="column-head">
                <span class="number" aria-hidden="true">${index + 1}</span> <span>${view.name}</span>
                ${keepButton(view, scene)}
              </span>
            </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(({ head, cell, has }) =>
          views.some(has)
            ? html`<tr>
                <th scope="row">${head}</th>
                ${views.map((view) => html`<td>${has(view) ? cell(view) : "–"}</td>`)}
              </tr>`
            : nothing,
        )}
      </tbody>
    </table>
  </div>`;
}
