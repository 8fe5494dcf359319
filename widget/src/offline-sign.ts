/** Whether to say that there is no line: a gap that is over in a moment is not worth a banner. */

const SHOWN_AFTER_MS = 1_500;

export class OfflineSign {
  shown = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `turned` is called when the sign appears (true) or goes (false). */
  constructor(private readonly turned: (shown: boolean) => void) {}

  update(offline: boolean): void {
    if (offline) {
      this.#timer ??= setTimeout(() => this.#turn(true), SHOWN_AFTER_MS);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.shown) this.#turn(false);
  }

  #turn(shown: boolean): void {
    this.shown = shown;
    this.turned(shown);
  }
}
