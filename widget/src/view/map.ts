/** The sketch of the region with the places of one answer. */

import { type TemplateResult, html, nothing, svg } from "lit";

import { BRUSSELS_PATH, HEIGHT, REGION_PATH, TOWN_SPOTS, WIDTH, layOut } from "../map/layout";
import type { EnablerView } from "../protocol/shapes";
import type { Scene } from "./scene";

/** A town's name makes room for a point as near as this. */
const TOO_NEAR = 26;

/** `anchors[i]` is where the card of `views[i]` stands. */
export function regionMap(views: readonly EnablerView[], anchors: readonly string[], scene: Scene): TemplateResult {
  const { words, acts } = scene;
  const { spots, outside } = layOut(views);
  const shown = spots.reduce((sum, spot) => sum + spot.views.length, 0);
  const towns = TOWN_SPOTS.map((town) => ({
    ...town,
    crowded: spots.some((spot) => Math.hypot(spot.x - town.x, spot.y - town.y) < TOO_NEAR),
  }));
  const names = (of: readonly EnablerView[]): string => of.map((view) => view.name).join(", ");
  return html`<figure class="map">
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${words.say("map_label", { n: shown })}>
      <path class="region" d=${REGION_PATH} />
      <path class="capital" d=${BRUSSELS_PATH} />
      ${towns.map(
        (town) => svg`<g class="town"><circle cx=${town.x} cy=${town.y} r="2.5" />
          <text x=${town.x} y=${town.y + (town.crowded ? 30 : 16)} text-anchor="middle">${town.name}</text></g>`,
      )}
      ${spots.map((spot) => {
        const label = spot.numbers.join(" · ");
        const width = Math.max(26, 12 + label.length * 8);
        return svg`<g class="spot" @click=${() => acts.goTo(anchors[(spot.numbers[0] ?? 1) - 1] ?? "")}>
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
              <button type="button" class="plain" @click=${() => acts.goTo(anchors[(spot.numbers[index] ?? 1) - 1] ?? "")}>
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
