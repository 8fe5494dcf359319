/** Speaks to screen readers: two slots in turn, so that the same words twice are spoken twice. */

export class Announcer {
  slots: readonly [string, string] = ["", ""];
  #turn = 0;

  constructor(private readonly changed: () => void) {}

  say(text: string): void {
    this.slots = this.#turn === 0 ? [text, ""] : ["", text];
    this.#turn = 1 - this.#turn;
    this.changed();
  }
}
