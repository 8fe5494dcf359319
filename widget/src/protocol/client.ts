/** One conversation with the server: nothing said is lost, nothing is shown twice. */

import { backoff } from "./backoff";
import { compareIds, withEntry } from "./entries";
import {
  type Acknowledgement, type Entry, type Language, type Standing, type Thumb, type Typing, type Wish,
  readAcknowledgement, readEntry, readSession, readStanding, readTyping,
} from "./shapes";
import type { Wire } from "./wire";

export type Connection = "idle" | "connecting" | "online" | "offline";

/** waiting: until there is a line; sending; refused: the server said why; lost: no word came back. */
export type OutgoingState = "waiting" | "sending" | "refused" | "lost";

export interface Content {
  readonly text?: string;
  readonly payload?: string;
  readonly title?: string;
}

export interface Outgoing extends Content {
  readonly id: string;
  readonly state: OutgoingState;
  readonly problem: string;
}

/** What is only seen otherwise, and must be spoken as well; each is a key of the words. */
export type Sign = "refused" | "lost" | "unanswered" | "typing_assistant" | "typing_person";

export interface Listener {
  /** Anything that is shown may be different now. */
  changed(): void;
  /** Entries by others that were not there before; not called for the first replay of the history. */
  arrived(entries: readonly Entry[]): void;
  noticed(text: string): void;
  /** `said` is the server's sentence about a refusal, or the name of who types; maybe "". */
  signalled(sign: Sign, said: string): void;
  forgotten(): void;
}

export interface Token {
  read(): string;
  write(token: string): void;
}

const ACKNOWLEDGED_WITHIN_MS = 8_000;
/** The server apologises long before; past this the line or the server is gone. */
export const ANSWERED_WITHIN_MS = 20_000;
/** One more than the server still reads, so that it can say so; a pasted book would break the line itself. */
const SENT_AT_MOST = 20_001;
/** The server no longer knows this line's session: it must be opened again before anything is said. */
const NO_SESSION = "expired";
const ASSISTANT: Standing = { state: "assistant", name: "" };
const NO_WORD: Acknowledgement = { ok: false, error: "", text: "", token: "" };
const CLOSED_BY_US = "io client disconnect";

export class ChatClient {
  connection: Connection = "idle";
  entries: readonly Entry[] = [];
  outbox: readonly Outgoing[] = [];
  typing: Typing | null = null;
  standing: Standing = ASSISTANT;
  team: { readonly there: boolean } | null = null;
  privacyUrl = "";
  /** What was accepted but got no answer in time. */
  unanswered: Content | null = null;

  #wire: Wire | null = null;
  #inSession = false;
  #everInSession = false;
  #flushing = false;
  #attempt = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #awaited: (Content & { id: string }) | null = null;
  #awaitTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly openWire: () => Wire,
    private readonly token: Token,
    private readonly listener: Listener,
    private language: Language,
    // Not randomUUID: browsers have that only on https, and a page may be embedded on plain http.
    private readonly newId: () => string = () => crypto.getRandomValues(new Uint32Array(4)).join("-"),
  ) {}

  /** Whether anything was said yet. */
  get begun(): boolean {
    return this.entries.length + this.outbox.length > 0;
  }

  get awaiting(): boolean {
    return this.#awaited !== null;
  }

  /** Draws the line if there is none yet. */
  start(): void {
    if (this.#wire) return;
    const wire = (this.#wire = this.openWire());
    wire.on("connect", () => void this.#openSession());
    wire.on("disconnect", (reason) => {
      if (reason !== CLOSED_BY_US) this.#lost();
    });
    wire.on("connect_error", () => this.#lost());
    wire.on("entry", (value) => this.#onEntry(value));
    wire.on("typing", (value) => this.#onTyping(value));
    wire.on("standing", (value) => this.#stand(readStanding(value)));
    wire.on("notice", (value) => this.listener.noticed(readAcknowledgement(value).text));
    wire.on("forgotten", (value) => this.#onForgotten(readAcknowledgement(value).token));
    this.connection = "connecting";
    wire.connect();
    this.listener.changed();
  }

  /** Tries at once, whatever the back-off says. */
  reconnect(): void {
    if (!this.#wire || this.connection === "online") return;
    this.#renew();
  }

  stop(): void {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#awaitTimer);
    this.#wire?.disconnect();
    this.#wire = null;
    this.#inSession = false;
    this.connection = "idle";
  }

  /** Says something; kept and sent later when there is no line. */
  send(content: Content): void {
    const bounded = content.text === undefined ? content : { text: content.text.slice(0, SENT_AT_MOST) };
    this.unanswered = null;
    this.outbox = [...this.outbox, { ...bounded, id: this.newId(), state: "waiting", problem: "" }];
    this.listener.changed();
    this.start();
    void this.#flush();
  }

  /** Sends a message again that got no word back: under its old id, so that it counts once. */
  resend(id: string): void {
    this.#mark(id, "waiting");
    void this.#flush();
  }

  discard(id: string): void {
    this.outbox = this.outbox.filter((outgoing) => outgoing.id !== id);
    this.listener.changed();
  }

  /** Asks anew what was accepted but never answered: under a new id, for the old one is used up. */
  askAgain(): void {
    if (this.unanswered) this.send(this.unanswered);
  }

  speak(language: Language): void {
    this.language = language;
    if (this.#inSession) void this.#ask("language", { language });
  }

  /** When the server has not taken it, the thumb shown is the old one again. */
  async rate(reply: string, value: Thumb, word?: string): Promise<Acknowledgement> {
    const before = this.entries.find((entry) => entry.id === reply)?.feedback ?? null;
    this.#show(reply, value);
    const answer = await this.#ask("feedback", word ? { reply, value, word } : { reply, value });
    if (!answer.ok) this.#show(reply, before);
    return answer;
  }

  /** Has the server delete the conversation. */
  async forget(): Promise<Acknowledgement> {
    const answer = await this.#ask("forget", {});
    if (answer.ok && this.begun) this.#onForgotten(answer.token);
    return answer;
  }

  /** Asks for a person, or gives details to an open request; `text` says what is wrong with it. */
  askPerson(wish: Wish): Promise<Acknowledgement> {
    return this.#ask("person", wish);
  }

  /** Lets the assistant answer while the request waits. */
  goOn(): Promise<Acknowledgement> {
    return this.#ask("go_on", {});
  }

  async #ask(event: string, value: unknown): Promise<Acknowledgement> {
    if (!this.#wire || !this.#inSession) return NO_WORD;
    try {
      return readAcknowledgement(await this.#wire.timeout(ACKNOWLEDGED_WITHIN_MS).emitWithAck(event, value));
    } catch {
      return NO_WORD;
    }
  }

  async #openSession(): Promise<void> {
    const wire = this.#wire;
    if (!wire) return;
    try {
      const stored = this.token.read();
      const answer = await wire.timeout(ACKNOWLEDGED_WITHIN_MS).emitWithAck("session", {
        ...(stored ? { token: stored } : {}),
        language: this.language,
      });
      const { ok, text } = readAcknowledgement(answer);
      if (!ok) {
        if (text) this.listener.noticed(text);
        return this.#tryLater();
      }
      this.#enter(readSession(answer));
    } catch {
      // A line that broke comes back by itself; one that stands but is deaf must be drawn anew.
      if (wire.connected) this.#tryLater();
    }
  }

  #enter(session: ReturnType<typeof readSession>): void {
    this.#attempt = 0;
    this.#inSession = true;
    this.connection = "online";
    this.standing = session.standing;
    this.team = session.team;
    this.privacyUrl = session.privacyUrl;
    if (session.token) this.token.write(session.token);
    const known = this.entries.at(-1)?.id ?? "";
    this.entries = session.history.reduce(withEntry, [] as readonly Entry[]);
    this.#dropDelivered();
    if (this.#everInSession) {
      this.#arrive(this.entries.filter((entry) => compareIds(entry.id, known) > 0));
    }
    this.#everInSession = true;
    const last = this.entries.at(-1);
    if (this.#awaited && last?.from === "visitor") this.#await(this.#awaited);
    else this.#stopAwaiting();
    this.listener.changed();
    void this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#flushing) return;
    this.#flushing = true;
    try {
      for (;;) {
        const next = this.outbox.find((outgoing) => outgoing.state === "waiting");
        if (!next || !this.#inSession || !this.#wire) return;
        await this.#deliver(this.#wire, next);
      }
    } finally {
      this.#flushing = false;
    }
  }

  async #deliver(wire: Wire, { id, text, payload, title }: Outgoing): Promise<void> {
    this.#mark(id, "sending");
    const content: Content = payload === undefined ? { text: text ?? "" } : { payload, title: title ?? payload };
    this.#await({ id, ...content });
    try {
      const answer = await wire.timeout(ACKNOWLEDGED_WITHIN_MS).emitWithAck("message", { id, ...content });
      const acknowledgement = readAcknowledgement(answer);
      if (acknowledgement.ok) return;
      this.#stopAwaiting();
      if (acknowledgement.error !== NO_SESSION) return this.#fail(id, "refused", acknowledgement.text);
      this.#inSession = false;
      this.#mark(id, "waiting");
      this.#tryLater();
    } catch {
      // Without a line it waits for the next one, and the server counts its id once.
      if (!wire.connected) return this.#mark(id, "waiting");
      this.#stopAwaiting();
      this.#fail(id, "lost");
    }
  }

  #onEntry(value: unknown): void {
    const entry = readEntry(value);
    if (!entry) return;
    const before = this.entries.length;
    this.entries = withEntry(this.entries, entry);
    const isNew = this.entries.length > before;
    this.#dropDelivered();
    if (isNew) this.#arrive([entry]);
    this.listener.changed();
  }

  #arrive(entries: readonly Entry[]): void {
    const others = entries.filter((entry) => entry.from !== "visitor");
    if (others.length === 0) return;
    this.#stopAwaiting();
    this.unanswered = null;
    this.typing = null;
    this.listener.arrived(others);
  }

  #stand(standing: Standing): void {
    this.standing = standing;
    if (this.#silent) this.#stopAwaiting();
    this.listener.changed();
  }

  /** Whether the assistant keeps silent: people are not measured, they may take minutes. */
  get #silent(): boolean {
    return this.standing.state === "waiting" || this.standing.state === "person";
  }

  #onTyping(value: unknown): void {
    const typing = readTyping(value);
    if (typing.on && !this.typing) this.listener.signalled(`typing_${typing.from}`, typing.name);
    this.typing = typing.on ? typing : null;
    if (typing.on && this.#awaited) this.#await(this.#awaited);
    this.listener.changed();
  }

  /** `token` is that of the next conversation: every tab gets the same one. */
  #onForgotten(token: string): void {
    this.#stopAwaiting();
    this.entries = [];
    this.outbox = [];
    this.typing = null;
    this.unanswered = null;
    this.standing = ASSISTANT;
    this.#everInSession = false;
    this.token.write(token);
    this.listener.forgotten();
    this.listener.changed();
    // A line is bound to its session: the next conversation gets a new one.
    this.#renew();
  }

  #lost(): void {
    this.#inSession = false;
    this.connection = "offline";
    this.typing = null;
    clearTimeout(this.#awaitTimer);
    if (this.#wire && !this.#wire.active) this.#tryLater();
    this.listener.changed();
  }

  #tryLater(): void {
    clearTimeout(this.#retryTimer);
    this.connection = "offline";
    this.#retryTimer = setTimeout(() => this.#renew(), backoff(this.#attempt++));
    this.listener.changed();
  }

  #renew(): void {
    clearTimeout(this.#retryTimer);
    this.#inSession = false;
    this.#wire?.disconnect();
    this.#wire?.connect();
  }

  #await(content: Content & { id: string }): void {
    clearTimeout(this.#awaitTimer);
    if (this.#silent) return;
    this.#awaited = content;
    this.#awaitTimer = setTimeout(() => {
      const { id: _used, ...again } = content;
      this.#stopAwaiting();
      this.typing = null;
      this.unanswered = this.outbox.some((outgoing) => outgoing.id === content.id) ? null : again;
      if (this.unanswered) this.listener.signalled("unanswered", "");
      this.listener.changed();
    }, ANSWERED_WITHIN_MS);
  }

  #stopAwaiting(): void {
    clearTimeout(this.#awaitTimer);
    this.#awaited = null;
  }

  #dropDelivered(): void {
    const delivered = new Set(this.entries.map((entry) => entry.clientId));
    this.outbox = this.outbox.filter((outgoing) => !delivered.has(outgoing.id));
  }

  #mark(id: string, state: OutgoingState, problem = ""): void {
    this.outbox = this.outbox.map((outgoing) =>
      outgoing.id === id ? { ...outgoing, state, problem } : outgoing,
    );
    this.listener.changed();
  }

  #fail(id: string, state: "refused" | "lost", problem = ""): void {
    this.#mark(id, state, problem);
    this.listener.signalled(state, problem);
  }

  #show(reply: string, feedback: Thumb | null): void {
    this.entries = this.entries.map((entry) => (entry.id === reply ? { ...entry, feedback } : entry));
    this.listener.changed();
  }
}
