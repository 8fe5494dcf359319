/** What travels between widget and server, and the reading of it: anything odd is made plain or left out. */

export const LANGUAGES = ["en", "nl", "fr", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

export const ANSWER_KINDS = [
  "enablers", "enabler", "comparison", "distance", "count", "topic",
  "team", "none", "clarify", "smalltalk", "handover",
] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

export const STATUSES = ["active", "unknown", "planned", "renamed", "merged"] as const;
export type Status = (typeof STATUSES)[number];

export type Speaker = "visitor" | "assistant" | "person" | "system";
export type Thumb = "up" | "down";

export interface SourceView {
  readonly title: string;
  readonly url: string;
  /** "2024", "2024-05", "2024-05-02", "about 2024" or "undated" */
  readonly date: string;
}

export interface EnablerView {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly kindLabel: string;
  readonly place: string;
  readonly distanceKm: number | null;
  readonly why: readonly string[];
  readonly status: Status;
  readonly asOf: string;
  readonly website: string;
  readonly contact: string;
  readonly map: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly formerNames: readonly string[];
  readonly caveat: string;
  /** year of founding or opening */
  readonly since: number | null;
  /** square metres in all */
  readonly sizeM2: number | null;
  readonly beds: number | null;
  readonly staff: number | null;
  readonly sources: readonly SourceView[];
}

export interface Suggestion {
  readonly title: string;
  readonly payload: string;
}

export interface Answer {
  readonly kind: AnswerKind;
  /** What its labels are written in, or null when nobody said so. */
  readonly language: Language | null;
  readonly total: number;
  readonly start: number;
  readonly enablers: readonly EnablerView[];
  readonly facts: readonly string[];
  readonly sources: readonly SourceView[];
  readonly distanceKm: number | null;
  readonly suggestions: readonly Suggestion[];
}

export interface Entry {
  readonly id: string;
  readonly clientId: string;
  /** ISO 8601, UTC */
  readonly at: string;
  readonly from: Speaker;
  readonly name: string;
  readonly text: string;
  readonly answer: Answer | null;
  readonly feedback: Thumb | null;
}

export const SIDES = ["assistant", "waiting", "person", "later"] as const;

/** Who has the conversation; `later`: the assistant, while an answer of the team is owed. */
export interface Standing {
  readonly state: (typeof SIDES)[number];
  /** First name of the person who has it; "" where she gave none. */
  readonly name: string;
}

/** What goes to the team when a person is asked for; all but the consent is optional. */
export interface Wish {
  readonly consent: true;
  readonly need: string;
  readonly name: string;
  readonly organisation: string;
  readonly email: string;
  /** Ids of the enablers on the shortlist. */
  readonly kept: readonly string[];
}

export interface SessionOpened {
  readonly token: string;
  readonly history: readonly Entry[];
  readonly standing: Standing;
  /** Whether somebody of the team is there now; null where nobody can be asked for here. */
  readonly team: { readonly there: boolean } | null;
  readonly privacyUrl: string;
}

type Plain = Record<string, unknown>;

const SPEAKERS: readonly string[] = ["visitor", "assistant", "person", "system"];

function plain(value: unknown): Plain {
  return typeof value === "object" && value !== null ? (value as Plain) : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function list<T>(value: unknown, read: (item: unknown) => T | null): T[] {
  if (!Array.isArray(value)) return [];
  return value.map(read).filter((item): item is T => item !== null);
}

function words(value: unknown): string[] {
  return list(value, (item) => text(item) || null);
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, otherwise: T): T {
  return allowed.includes(value as T) ? (value as T) : otherwise;
}

export function thumb(value: unknown): Thumb | null {
  return value === "up" || value === "down" ? value : null;
}

function readSource(value: unknown): SourceView | null {
  const source = plain(value);
  const url = text(source["url"]);
  return url ? { title: text(source["title"]) || url, url, date: text(source["date"]) } : null;
}

function readEnabler(value: unknown): EnablerView | null {
  const view = plain(value);
  const name = text(view["name"]);
  if (!name) return null;
  return {
    id: text(view["id"]) || name,
    name,
    kind: text(view["kind"]),
    kindLabel: text(view["kind_label"]),
    place: text(view["place"]),
    distanceKm: number(view["distance_km"]),
    why: words(view["why"]),
    status: oneOf(STATUSES, view["status"], "unknown"),
    asOf: text(view["as_of"]),
    website: text(view["website"]),
    contact: text(view["contact"]),
    map: text(view["map"]),
    lat: number(view["lat"]),
    lon: number(view["lon"]),
    formerNames: words(view["former_names"]),
    caveat: text(view["caveat"]),
    since: number(view["since"]),
    sizeM2: number(view["size_m2"]),
    beds: number(view["beds"]),
    staff: number(view["staff"]),
    sources: list(view["sources"], readSource),
  };
}

function readSuggestion(value: unknown): Suggestion | null {
  const suggestion = plain(value);
  const [title, payload] = [text(suggestion["title"]), text(suggestion["payload"])];
  return title && payload ? { title, payload } : null;
}

export function readAnswer(value: unknown): Answer | null {
  const answer = plain(value);
  // A kind of a newer server is shown as its text, which always makes sense alone.
  if (!ANSWER_KINDS.includes(answer["kind"] as AnswerKind)) return null;
  return {
    kind: answer["kind"] as AnswerKind,
    language: LANGUAGES.find((one) => one === answer["language"]) ?? null,
    total: number(answer["total"]) ?? 0,
    start: number(answer["start"]) ?? 0,
    enablers: list(answer["enablers"], readEnabler),
    facts: words(answer["facts"]),
    sources: list(answer["sources"], readSource),
    distanceKm: number(answer["distance_km"]),
    suggestions: list(answer["suggestions"], readSuggestion),
  };
}

/** Returns null for what cannot be an entry: one without an id. */
export function readEntry(value: unknown): Entry | null {
  const entry = plain(value);
  const id = text(entry["id"]);
  if (!id) return null;
  return {
    id,
    clientId: text(entry["client_id"]),
    at: text(entry["at"]),
    from: oneOf(SPEAKERS as readonly Speaker[], entry["from"], "system"),
    name: text(entry["name"]),
    text: text(entry["text"]),
    answer: readAnswer(entry["answer"]),
    feedback: thumb(entry["feedback"]),
  };
}

export interface Acknowledgement {
  readonly ok: boolean;
  readonly error: string;
  readonly text: string;
  /** Of the conversation that all tabs begin after one was forgotten. */
  readonly token: string;
}

export function readAcknowledgement(value: unknown): Acknowledgement {
  const { ok, ...said } = plain(value);
  return { ok: ok === true, error: text(said["error"]), text: text(said["text"]), token: text(said["token"]) };
}

export function readStanding(value: unknown): Standing {
  const standing = plain(value);
  return { state: oneOf(SIDES, standing["state"], "assistant"), name: text(standing["name"]) };
}

export function readSession(value: unknown): SessionOpened {
  const session = plain(value);
  return {
    token: text(session["token"]),
    history: list(session["history"], readEntry),
    standing: readStanding(session["standing"]),
    team: session["team"] ? { there: plain(session["team"])["there"] === true } : null,
    privacyUrl: text(session["privacy_url"]),
  };
}

export interface Typing {
  readonly on: boolean;
  readonly from: "assistant" | "person";
  readonly name: string;
}

export function readTyping(value: unknown): Typing {
  const typing = plain(value);
  return {
    on: typing["on"] === true,
    from: typing["from"] === "person" ? "person" : "assistant",
    name: text(typing["name"]),
  };
}
