/** The pages behind what is said, each with its date. */

import { type TemplateResult, html, nothing } from "lit";

import type { SourceView } from "../protocol/shapes";
import { icons } from "./icons";
import { externalLink } from "./prose";
import type { Scene } from "./scene";

function page(source: SourceView, scene: Scene): TemplateResult {
  return html`${externalLink(source.url, source.title, scene)}
    <span class="date">(${scene.words.date(source.date)})</span>`;
}

/** The first page in sight, the others one tap away. */
export function sourceLines(sources: readonly SourceView[], scene: Scene): unknown {
  const [first, ...others] = sources;
  if (!first) return nothing;
  const { words } = scene;
  return html`<div class="sources">
    <p>${icons.source}<span><span class="key">${words.say("labelled", { label: words.say("source") })}</span> ${page(first, scene)}</span></p>
    ${others.length === 0
      ? nothing
      : html`<details>
          <summary>${words.count("more_sources", others.length)}</summary>
          <ul>
            ${others.map((source) => html`<li>${page(source, scene)}</li>`)}
          </ul>
        </details>`}
  </div>`;
}
