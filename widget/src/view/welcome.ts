/** What stands before the first message: whom one talks to, what is kept, and how to begin. */

import { type TemplateResult, html } from "lit";

import { externalLink } from "./prose";
import type { Scene } from "./scene";

const EXAMPLES = ["example_1", "example_2", "example_3"] as const;

export function privacyLine(privacyUrl: string, scene: Scene): TemplateResult {
  const { words } = scene;
  return html`<p class="privacy">
    ${words.say("privacy")} ${externalLink(privacyUrl, words.say("privacy_link"), scene)}
  </p>`;
}

export function welcome(scene: Scene): TemplateResult {
  const { words, acts } = scene;
  return html`<div class="welcome">
    <p class="greeting">${words.say("greeting")}</p>
    <p>${words.say("greeting_more")}</p>
    <p class="eyebrow" id="examples">${words.say("examples")}</p>
    <ul aria-labelledby="examples">
      ${EXAMPLES.map(
        (key) => html`<li>
          <button type="button" class="example" @click=${() => acts.ask(words.say(key))}>${words.say(key)}</button>
        </li>`,
      )}
    </ul>
  </div>`;
}
