/** Thumbs for an answer, and an optional word. */

import { type TemplateResult, html, nothing } from "lit";

import type { Entry, Thumb } from "../protocol/shapes";
import { icons } from "./icons";
import type { Scene } from "./scene";

const LONGEST_REMARK = 300;

export function feedback(entry: Entry, scene: Scene): TemplateResult {
  const { words, acts } = scene;
  const thumb = (value: Thumb): TemplateResult => {
    const label = words.say(`thumb_${value}`);
    return html`<button type="button" class="round ${entry.feedback === value ? "on" : ""}" title=${label}
      aria-label=${label} aria-pressed=${entry.feedback === value}
      @click=${() => acts.rate(entry, value)}>${icons[value]}</button>`;
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const written = new FormData(event.target as HTMLFormElement).get("remark");
    acts.remark(entry, String(written ?? "").trim().slice(0, LONGEST_REMARK));
  };
  return html`<div class="feedback" role="group" aria-label=${words.say("helpful")}>
    <span class="thumbs">${thumb("up")}${thumb("down")}</span>
    ${scene.remarked.has(entry.id)
      ? html`<span class="thanks">${icons.check}${words.say("word_thanks")}</span>`
      : entry.feedback && scene.remarkOn === entry.id
        ? html`<form @submit=${submit}>
            <label for="remark-${entry.id}">${words.say("word")}</label>
            <div>
              <input id="remark-${entry.id}" name="remark" maxlength=${LONGEST_REMARK} autocomplete="off" />
              <button type="submit" class="small">${words.say("word_send")}</button>
            </div>
          </form>`
        : entry.feedback
          ? html`<span class="thanks">${icons.check}${words.say("thanks")}</span>`
          : nothing}
  </div>`;
}
