/** What a visitor thinks of answers: thumbs, and the remark to one of them. */

import type { ChatClient } from "./protocol/client";
import type { Entry, Thumb } from "./protocol/shapes";

export class Reactions {
  /** Id of the entry whose remark is being written, and of those that got one. */
  remarkOn = "";
  readonly remarked = new Set<string>();

  /** Returns whether the server has it. */
  async rate(client: ChatClient, entry: Entry, value: Thumb): Promise<boolean> {
    this.remarkOn = entry.id;
    this.remarked.delete(entry.id);
    return client.rate(entry.id, value);
  }

  /** Returns whether the server has it; without words there is nothing to save. */
  async remark(client: ChatClient, entry: Entry, remark: string): Promise<boolean> {
    if (remark && !(await client.rate(entry.id, entry.feedback ?? "up", remark))) return false;
    this.remarkOn = "";
    if (remark) this.remarked.add(entry.id);
    return true;
  }
}
