/** What a tap inside of the conversation does: suggestions, maps, the shortlist, thumbs. */

import { type Words, notDone } from "./i18n";
import type { UiState } from "./memory";
import type { ChatClient } from "./protocol/client";
import type { EnablerView, Entry, Suggestion, Thumb } from "./protocol/shapes";
import { shortlistText } from "./shortlist";
import { type Scene, tapKey } from "./view/scene";

/** The part of the element that a tap reaches. */
export interface Tapped {
  readonly client: ChatClient;
  readonly words: Words;
  readonly state: UiState;
  readonly root: ParentNode;
  remember(change: Partial<UiState>): void;
  /** Says something in words; on a banner when it must be read. */
  tell(text: string, onBanner: boolean): void;
  say(content: { text: string } | Suggestion): void;
  draw(): void;
  toField(): void;
}

export class Tapping {
  #mapsOpen = new Set<string>();
  #tapped = new Set<string>();
  #remarkOn = "";
  #remarked = new Set<string>();

  constructor(private readonly on: Tapped) {}

  get scene(): Scene {
    const { words, state } = this.on;
    return {
      words,
      mapsOpen: this.#mapsOpen,
      kept: new Set(state.kept),
      tapped: this.#tapped,
      remarkOn: this.#remarkOn,
      remarked: this.#remarked,
      acts: {
        tap: (entry, suggestion) => {
          this.#tapped.add(tapKey(entry, suggestion));
          this.on.say(suggestion);
          // The button is disabled now and would drop the focus.
          this.on.toField();
        },
        ask: (text) => {
          this.on.say({ text });
          this.on.toField();
        },
        toggleMap: (entry) => {
          if (!this.#mapsOpen.delete(entry)) this.#mapsOpen.add(entry);
          this.on.draw();
        },
        goTo: (anchor) => this.#goTo(anchor),
        toggleKept: ({ id }) => {
          const { kept } = this.on.state;
          this.on.remember({ kept: kept.includes(id) ? kept.filter((other) => other !== id) : [...kept, id] });
        },
        copy: (views) => void this.#copy(views),
        rate: (entry, value) => void this.#rate(entry, value),
        remark: (entry, words) => void this.#remark(entry, words),
      },
    };
  }

  /** The enablers that the visitor kept, as the newest answer told of them. */
  get shortlist(): EnablerView[] {
    const views = this.on.client.entries.flatMap((entry) => entry.answer?.enablers ?? []);
    return this.on.state.kept.flatMap((id) => views.findLast((view) => view.id === id) ?? []);
  }

  forget(): void {
    this.#mapsOpen.clear();
    this.#tapped.clear();
    this.#remarked.clear();
  }

  #goTo(anchor: string): void {
    const target = [...this.on.root.querySelectorAll<HTMLElement>("[data-card]")].find(
      (element) => element.dataset["card"] === anchor,
    );
    target?.scrollIntoView({ block: "center" });
    target?.focus({ preventScroll: true });
  }

  async #copy(views: readonly EnablerView[]): Promise<void> {
    const { words } = this.on;
    try {
      await navigator.clipboard.writeText(shortlistText(views, words));
      this.on.tell(words.say("copied"), true);
    } catch {
      this.on.tell(words.say("copy_failed"), true);
    }
  }

  async #rate(entry: Entry, value: Thumb): Promise<void> {
    this.#remarkOn = entry.id;
    this.#remarked.delete(entry.id);
    const { ok, text } = await this.on.client.rate(entry.id, value);
    this.on.tell(ok ? this.on.words.say("thanks") : notDone("feedback_failed", text, this.on.words), !ok);
  }

  /** Without words there is nothing to save. */
  async #remark(entry: Entry, remark: string): Promise<void> {
    if (remark) {
      const { ok, text } = await this.on.client.rate(entry.id, entry.feedback ?? "up", remark);
      if (!ok) return this.on.tell(notDone("feedback_failed", text, this.on.words), true);
    }
    this.#remarkOn = "";
    if (remark) {
      this.#remarked.add(entry.id);
      this.on.tell(this.on.words.say("word_thanks"), false);
    }
    this.on.draw();
    this.on.toField();
  }
}
