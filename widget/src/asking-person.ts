/** Whether the form for a person is open, and what came of sending it. */

import type { ChatClient } from "./protocol/client";
import type { Wish } from "./protocol/shapes";

export class AskingPerson {
  problem = "";
  #wanted = false;
  /** The entry under which the visitor put the form away. */
  #declined = "";

  constructor(private readonly changed: () => void) {}

  /** Open by the visitor's own tap, or under an answer that is a way to a person. */
  open({ team, standing, entries }: ChatClient): boolean {
    if (!team || standing.state === "waiting" || standing.state === "person") return false;
    const last = entries.findLast(({ from }) => from !== "system");
    const offered = last?.answer?.kind === "handover" && last.id !== this.#declined;
    return this.#wanted || offered;
  }

  want(): void {
    this.#wanted = true;
    this.changed();
  }

  close(client: ChatClient): void {
    this.#wanted = false;
    this.problem = "";
    this.#declined = client.entries.findLast(({ from }) => from !== "system")?.id ?? "";
    this.changed();
  }

  /** Returns whether the team will get it. */
  async send(client: ChatClient, wish: Wish, noLine: string): Promise<boolean> {
    const { ok, text } = await client.askPerson(wish);
    if (ok) this.close(client);
    else this.problem = text || noLine;
    this.changed();
    return ok;
  }
}
