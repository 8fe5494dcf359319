/** What the host page tells the widget: taps on its buttons, its address, its language, its being seen. */

import { askedBy, questionInAddress, withoutQuestion } from "./asking";

export interface HostPageListener {
  /** A button of the page was tapped. */
  asked(question: string, button: HTMLElement): void;
  /** The address holds a question, which nobody has tapped or read yet. */
  suggested(question: string): void;
  languageChanged(): void;
  seen(): void;
  online(): void;
  /** Another tab has stored something. */
  remembered(): void;
}

export class HostPage {
  #language: MutationObserver | null = null;

  constructor(private readonly listener: HostPageListener) {}

  listen(): void {
    document.addEventListener("click", this.#onClick);
    document.addEventListener("visibilitychange", this.#onSeen);
    window.addEventListener("online", this.#onOnline);
    window.addEventListener("hashchange", this.readAddress);
    window.addEventListener("storage", this.#onStored);
    this.#language = new MutationObserver(() => this.listener.languageChanged());
    this.#language.observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
  }

  leave(): void {
    document.removeEventListener("click", this.#onClick);
    document.removeEventListener("visibilitychange", this.#onSeen);
    window.removeEventListener("online", this.#onOnline);
    window.removeEventListener("hashchange", this.readAddress);
    window.removeEventListener("storage", this.#onStored);
    this.#language?.disconnect();
  }

  readAddress = (): void => {
    const question = questionInAddress(location.href);
    if (!question) return;
    history.replaceState(history.state, "", withoutQuestion(location.href));
    this.listener.suggested(question);
  };

  #onClick = (event: Event): void => {
    const asked = askedBy(event);
    if (!asked) return;
    event.preventDefault();
    this.listener.asked(asked.question, asked.button);
  };

  #onSeen = (): void => this.listener.seen();

  #onStored = (): void => this.listener.remembered();

  #onOnline = (): void => this.listener.online();
}
