/** A line whose other end is the test. */

import type { Wire } from "../../src/protocol/wire";

type Reply = (value: unknown) => unknown;

export class FakeWire implements Wire {
  connected = false;
  active = true;
  /** What was sent, in order. */
  sent: { event: string; value: Record<string, unknown> }[] = [];
  connects = 0;
  /** How the server acknowledges; an event without a reply is never acknowledged. */
  replies: Record<string, Reply | undefined> = {
    session: () => ({ ok: true, token: "signed", language: "en", history: [], standing: { state: "assistant", name: "" }, team: { there: true }, privacy_url: "privacy" }),
    message: () => ({ ok: true }),
    feedback: () => ({ ok: true }),
    forget: () => ({ ok: true }),
    language: () => ({ ok: true }),
    person: () => ({ ok: true }),
    go_on: () => ({ ok: true }),
  };
  #listeners: Record<string, (value?: unknown) => void> = {};

  on(event: string, listener: (value?: unknown) => void): void {
    this.#listeners[event] = listener;
  }

  connect(): void {
    this.connects += 1;
  }

  disconnect(): void {
    if (!this.connected) return;
    this.connected = false;
    this.fire("disconnect", "io client disconnect");
  }

  timeout(ms: number) {
    return {
      emitWithAck: (event: string, value: unknown): Promise<unknown> => {
        this.sent.push({ event, value: value as Record<string, unknown> });
        const reply = this.replies[event];
        return new Promise((resolve, reject) => {
          if (reply && this.connected) resolve(reply(value));
          else setTimeout(() => reject(new Error("timed out")), ms);
        });
      },
    };
  }

  fire(event: string, value?: unknown): void {
    this.#listeners[event]?.(value);
  }

  /** The line stands; returns when the session is open. */
  async up(): Promise<void> {
    this.connected = true;
    this.active = true;
    this.fire("connect");
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }

  down(reason = "transport close"): void {
    this.connected = false;
    this.active = reason !== "io server disconnect";
    this.fire("disconnect", reason);
  }

  said(event: string): Record<string, unknown>[] {
    return this.sent.filter((item) => item.event === event).map((item) => item.value);
  }
}
