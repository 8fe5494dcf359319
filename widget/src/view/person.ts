/** Asking for a person: the consent and the form; and who has the conversation now. */

import { type TemplateResult, html, nothing } from "lit";

import type { Words } from "../i18n";
import type { Standing, Wish } from "../protocol/shapes";
import { icons } from "./icons";
import { externalLink } from "./prose";
import type { Scene } from "./scene";

/** Each with what the browser may fill in, and the length that the server keeps. */
const FIELDS = [
  ["name", "name", 100],
  ["organisation", "organization", 150],
  ["email", "email", 200],
] as const;
const LONGEST_NEED = 1_000;

export interface PersonForm {
  readonly scene: Scene;
  readonly privacyUrl: string;
  /** Whether somebody of the team is there now. */
  readonly there: boolean;
  /** What the server said of the last try; "" for nothing. */
  readonly problem: string;
  /** Once the visitor is in it, it stays, whatever is said meanwhile. */
  keep(): void;
  send(wish: Omit<Wish, "kept">): void;
  cancel(): void;
}

export function personForm({ scene, privacyUrl, there, problem, keep, send, cancel }: PersonForm): TemplateResult {
  const { words } = scene;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const word = (name: string): string => String(given.get(name) ?? "").trim();
    send({ consent: true, need: word("need"), name: word("name"), organisation: word("organisation"), email: word("email") });
  };
  return html`<form class="answer ask-person" novalidate aria-labelledby="ask-title"
    @focusin=${keep} @submit=${submit}>
    <h3 id="ask-title">${words.say("ask_person")}</h3>
    <p id="consent">
      ${words.say("consent")} ${there ? nothing : words.say("consent_away")} ${externalLink(privacyUrl, words.say("privacy_link"), scene)}.
      ${words.say("optional")}
    </p>
    <label>${words.say("need")}<textarea name="need" rows="2" aria-describedby="consent" maxlength=${LONGEST_NEED}></textarea></label>
    ${FIELDS.map(
      ([name, filled, longest]) => html`<label>${words.say(name)}
        <input name=${name} type=${name === "email" ? name : "text"} autocomplete=${filled} maxlength=${longest} /></label>`,
    )}
    ${problem ? html`<p class="long" role="alert">${icons.note}${problem}</p>` : nothing}
    <div class="tools">
      <button type="submit" class="chip">${words.say("agree")}</button>
      <button type="button" class="small" @click=${cancel}>${words.say("cancel")}</button>
    </div>
  </form>`;
}

export interface StandingActs {
  goOn(): void;
  leaveDetails(): void;
}

/** Says who has the conversation, unless it is simply the assistant. */
export function standingBar({ state, name }: Standing, words: Words, acts: StandingActs): unknown {
  if (state === "assistant") return nothing;
  return html`<div class="banner stands ${state}">
    ${icons.contact}<span>${words.say(`stands_${state}`, { name: name || words.say("person") })}</span>
    ${state === "waiting" ? html`<button type="button" class="small" @click=${acts.goOn}>${words.say("go_on")}</button>` : nothing}
    ${state === "later" ? html`<button type="button" class="small" @click=${acts.leaveDetails}>${words.say("leave_details")}</button>` : nothing}
  </div>`;
}
