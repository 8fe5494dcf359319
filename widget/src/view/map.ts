/** The sketch of the region with the places of one answer. */

import { type TemplateResult, html, nothing, svg } from "lit";

import { BRUSSELS_PATH, HEIGHT, REGION_PATH, type Spot, TOWN_SPOTS, WIDTH, layOut, ranges } from "../map/layout";
import { type EnablerView, LANGUAGES } from "../protocol/shapes";
import type { Scene } from "./scene";

/** Where a town's name may stand above or below it, best first; it yields to points. */
const NAME_AT = [17, -9, 34, -26] as const;

const covers = (spot: Spot, x: number, y: number): boolean => Math.abs(spot.x - x) < 44 && Math.abs(spot.y - (y - 5)) < 20;

/** `anchors[i]` is where the card of `views[i]` stands; `start` views stand on pages before. */
export function regionMap(views: readonly EnablerView[], anchors: readonly string[], scene: Scene, start: number): TemplateResult {
  const { words, acts } = scene;
  const { spots, outside } = layOut(views, start);
  const shown = spots.reduce((sum, spot) => sum + spot.views.length, 0);
  const towns = TOWN_SPOTS.map((town) => ({
    ...town,
    name: town.names[LANGUAGES.indexOf(words.language)],
    nameY: town.y + (NAME_AT.find((dy) => !spots.some((spot) => covers(spot, town.x, town.y + dy))) ?? NAME_AT[0]),
  }));
  const names = (of: readonly EnablerView[]): string => of.map((view) => view.name).join(", ");
  return html`<figure class="map">
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${words.say("map_label", { n: shown })}>
      <path class="region" d=${REGION_PATH} />
      <path class="capital" d=${BRUSSELS_PATH} />
      ${towns.map(
        (town) => svg`<g class="town"><circle cx=${town.x} cy=${town.y} r="2.5" />
          <text x=${town.x} y=${town.nameY} text-anchor="middle">${town.name}</text></g>`,
      )}
      ${spots.map((spot) => {
        const label = ranges(spot.numbers);
        const width = Math.max(26, 12 + label.length * 8);
        return svg`<g class="spot" @click=${() => acts.goTo(anchors[(spot.numbers[0] ?? 1) - 1 - start] ?? "")}>
          <title>${names(spot.views)}</title>
          <rect x=${spot.x - width / 2} y=${spot.y - 13} width=${width} height="26" rx="13" />
          <text x=${spot.x} y=${spot.y + 5.5} text-anchor="middle">${label}</text></g>`;
      })}
    </svg>
    <figcaption>
      <ul class="legend">
        ${spots.flatMap((spot) =>
          spot.views.map(
            (view, index) => html`<li>
              <button type="button" class="plain" @click=${() => acts.goTo(anchors[(spot.numbers[index] ?? 1) - 1 - start] ?? "")}>
                <span class="number" aria-hidden="true">${spot.numbers[index]}</span>${view.name}
              </button>
            </li>`,
          ),
        )}
      </ul>
      ${outside.length > 0 ? html`<p>${words.say("map_outside", { names: names(outside) })}</p>` : nothing}
      <p>${words.say("map_note")}</p>
    </figcaption>
  </figure>`;
}
