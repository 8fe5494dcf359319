/** The open panel: head, settings, conversation, and what stands at its foot. */

import { type TemplateResult, html, nothing } from "lit";

import type { ChatClient } from "../protocol/client";
import type { EnablerView } from "../protocol/shapes";
import { noticeBanner, offlineBanner, shortlistBar } from "./banners";
import { type Composer, composer } from "./composer";
import { conversation } from "./entries";
import { type Head, head } from "./frame";
import { icons } from "./icons";
import { type PersonForm, type StandingActs, personForm, standingBar } from "./person";
import type { Scene } from "./scene";
import { type Settings, settings } from "./settings";
import { privacyLine, welcome } from "./welcome";

export interface Panel {
  readonly scene: Scene;
  readonly client: ChatClient;
  readonly privacyUrl: string;
  readonly head: Omit<Head, "words">;
  readonly settings: Omit<Settings, "words">;
  /** Undefined while no person is being asked for. */
  readonly person: Omit<PersonForm, "scene" | "privacyUrl" | "there"> | undefined;
  readonly offline: boolean;
  readonly notice: string;
  readonly newBelow: boolean;
  readonly shortlist: readonly EnablerView[];
  readonly composer: Omit<Composer, "words">;
  /** What screen readers are told. */
  readonly spoken: unknown;
  readonly acts: StandingActs & {
    key(event: KeyboardEvent): void;
    scrolled(event: Event): void;
    goBelow(): void;
    dismiss(): void;
    clearShortlist(): void;
  };
}

export function panel(of: Panel): TemplateResult {
  const { scene, client, privacyUrl, acts } = of;
  const { words } = scene;
  return html`<section class="panel ${of.head.wide ? "wide" : ""}" part="panel" lang=${words.language} role="dialog"
    aria-modal="true" aria-labelledby="title" @keydown=${acts.key}>
    ${head({ ...of.head, words })} ${of.head.menuOpen ? settings({ ...of.settings, words }) : nothing}
    <div class="log" role="log" aria-live="off" tabindex="0" aria-label=${words.say("log")} @scroll=${acts.scrolled}>
      <div class="column">
        ${privacyLine(privacyUrl, scene)} ${client.begun ? nothing : welcome(scene)} ${conversation(client, scene)}
        ${of.person ? personForm({ ...of.person, scene, privacyUrl, there: client.team?.there ?? false }) : nothing}
      </div>
    </div>
    ${of.newBelow
      ? html`<button type="button" class="below" @click=${acts.goBelow}>${icons.arrow}${words.say("new_below")}</button>`
      : nothing}
    <div class="foot">
      ${of.offline ? offlineBanner(words, () => client.reconnect()) : nothing}
      ${of.notice ? noticeBanner(of.notice, words, acts.dismiss) : nothing} ${standingBar(client.standing, words, acts)}
      ${shortlistBar(of.shortlist, words, { copy: scene.acts.copy, clear: acts.clearShortlist })}
      ${composer({ ...of.composer, words })}
    </div>
    ${of.spoken}
  </section>`;
}
