/** Where the focus goes while the panel is open, and back to when it is closed. */

import { focusable, wrapped } from "./focus";

export interface DialogFocusListener {
  escape(): void;
}

export class DialogFocus {
  #cameFrom: HTMLElement | null = null;

  constructor(private readonly host: HTMLElement, private readonly listener: DialogFocusListener) {}

  /** Notes where the visitor comes from: a button of the page, else what has the focus there. */
  comeFrom(button: HTMLElement | null = null): void {
    if (button) this.#cameFrom = button;
    const focused = document.activeElement;
    const onPage = focused instanceof HTMLElement && focused !== this.host && focused !== document.body;
    this.#cameFrom ??= onPage ? focused : null;
  }

  /** Gives the focus back; returns false when there is nothing to give it to any more. */
  goBack(): boolean {
    const back = this.#cameFrom;
    this.#cameFrom = null;
    if (!back?.isConnected) return false;
    back.focus();
    return true;
  }

  readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      return this.listener.escape();
    }
    if (event.key !== "Tab") return;
    const root = this.host.shadowRoot;
    const panel = root?.querySelector<HTMLElement>(".panel");
    const to = panel && wrapped(focusable(panel), root?.activeElement ?? null, event.shiftKey);
    if (!to) return;
    event.preventDefault();
    to.focus();
  };
}
