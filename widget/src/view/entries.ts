/** The conversation as it is read: who said what and when, what is on its way, and who is typing. */

import { type TemplateResult, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";

import { wordsIn } from "../i18n";
import type { ChatClient, Outgoing } from "../protocol/client";
import type { Entry } from "../protocol/shapes";
import { answerBody, suggestions } from "./answer";
import { feedback } from "./feedback";
import { icons } from "./icons";
import { prose } from "./prose";
import type { Scene } from "./scene";

/** Longer words of a visitor scroll in their bubble, for the keyboard too. */
const SCROLLS_FROM = 400;

function head(who: string, entry: Entry, scene: Scene): TemplateResult {
  return html`<p class="who">
    <b>${who}</b> <time datetime=${entry.at}>${scene.words.time(entry.at)}</time>
  </p>`;
}

/** `later` are the entries after this one. */
export function shown(entry: Entry, later: readonly Entry[], scene: Scene): TemplateResult {
  const { words } = scene;
  switch (entry.from) {
    case "visitor":
      return html`<div class="entry visitor" data-entry=${entry.id}>
        <span class="unseen">${words.say("you")}: </span>
        <div class="bubble" tabindex=${entry.text.length > SCROLLS_FROM ? 0 : nothing}>${prose(entry.text, scene)}</div>
        <p class="who"><time datetime=${entry.at}>${words.time(entry.at)}</time></p>
      </div>`;
    case "system":
      return html`<div class="entry system" data-entry=${entry.id}>${prose(entry.text, scene)}</div>`;
    case "person":
      return html`<div class="entry person" data-entry=${entry.id}>
        ${head(entry.name || words.say("person"), entry, scene)}
        <div class="bubble">${prose(entry.text, scene)}</div>
      </div>`;
    case "assistant": {
      const language = entry.answer?.language ?? words.language;
      const spoken = { ...scene, words: wordsIn(language) };
      const replies = later.filter(({ from }) => from === "visitor").map(({ text }) => text);
      const judged = entry.answer !== null && entry.answer.kind !== "smalltalk";
      return html`<div class="entry assistant" lang=${language} data-entry=${entry.id}>
        ${head(spoken.words.say("assistant"), entry, spoken)}
        <div class="answer">${answerBody(entry, spoken)}</div>
        ${suggestions(entry, replies, spoken)} ${judged ? feedback(entry, spoken) : nothing}
      </div>`;
    }
  }
}

export function outgoing(item: Outgoing, scene: Scene, client: ChatClient): TemplateResult {
  const { words } = scene;
  const failed = item.state === "lost" || item.state === "refused";
  return html`<div class="entry visitor pending" data-entry=${item.id}>
    <span class="unseen">${words.say("you")}: </span>
    <div class="bubble">${prose(item.title ?? item.text ?? "", scene)}</div>
    <p class="who ${failed ? "failed" : ""}">
      ${failed ? icons.note : nothing}${item.problem || words.say(item.state)}
      ${failed
        ? html`<button type="button" class="link" @click=${() => client.resend(item.id)}>${words.say("retry")}</button>
            <button type="button" class="link" @click=${() => client.discard(item.id)}>${words.say("discard")}</button>`
        : nothing}
    </p>
  </div>`;
}

function typing(client: ChatClient, scene: Scene): unknown {
  if (client.connection !== "online" || !(client.typing || client.awaiting)) return nothing;
  const { words } = scene;
  const name = client.typing?.name || words.say("person");
  const text =
    client.typing?.from === "person" ? words.say("typing_person", { name }) : words.say("typing_assistant");
  return html`<div class="typing"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${text}</div>`;
}

export function conversation(client: ChatClient, scene: Scene): TemplateResult {
  const { entries } = client;
  return html`
    ${repeat(entries, (entry) => entry.id, (entry, index) => shown(entry, entries.slice(index + 1), scene))}
    ${repeat(client.outbox, (item) => item.id, (item) => outgoing(item, scene, client))} ${typing(client, scene)}
    ${client.unanswered
      ? html`<div class="entry system alert">
          ${icons.note}<span>${scene.words.say("unanswered")}</span>
          <button type="button" class="small" @click=${() => client.askAgain()}>${scene.words.say("ask_again")}</button>
        </div>`
      : nothing}
  `;
}

/** What a screen reader says of a new entry: all of a plain one, the gist of one with cards. */
export function spokenForm(entry: Entry, scene: Scene): string {
  const { words } = scene;
  const who = entry.from === "person" ? entry.name || words.say("person") : words.say("assistant");
  const names = entry.answer?.enablers.map((view) => view.name) ?? [];
  const text = names.length > 1 ? `${entry.text.split("\n")[0]} ${names.join(", ")}` : entry.text;
  return entry.from === "system" ? text : `${who}: ${text}`;
}
