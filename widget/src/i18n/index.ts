/** The words of the interface in the visitor's language, and numbers and dates as written there. */

import { LANGUAGES, type Language } from "../protocol/shapes";
import { de } from "./de";
import { en } from "./en";
import { fr } from "./fr";
import { nl } from "./nl";

export type Key = keyof typeof en;
export type Strings = { readonly [K in Key]: string };
type Counted = Key extends infer K ? (K extends `${infer Stem}_other` ? Stem : never) : never;

export const STRINGS: Readonly<Record<Language, Strings>> = { en, nl, fr, de };
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English", nl: "Nederlands", fr: "Français", de: "Deutsch",
};
/** The facts of the knowledge are told in English in every language. */
export const LANGUAGE_OF_FACTS: Language = "en";

type Values = Readonly<Record<string, string | number>>;

export interface Words {
  readonly language: Language;
  say(key: Key, values?: Values): string;
  /** French puts a space before signs like "?", at which no line may break; other languages do not. */
  unbroken(text: string): string;
  /** Says a sentence about `n` things: `<key>_one` or `<key>_other`. */
  count(key: Counted, n: number): string;
  number(value: number): string;
  /** A date of the knowledge: a year, a month, a day, "about …" or "undated". */
  date(written: string): string;
  /** Hour and minute of an ISO time, with the day unless it is today; "" when it is none. */
  time(iso: string): string;
  today(): string;
}

const made = new Map<Language, Words>();

/** Returns the words of a language, always the same ones. */
export function wordsIn(language: Language): Words {
  const known = made.get(language) ?? wordsOf(language);
  made.set(language, known);
  return known;
}

function wordsOf(language: Language): Words {
  const strings = STRINGS[language];
  const locale = language === "en" ? "en-GB" : `${language}-BE`;
  const unbroken = (text: string): string =>
    language === "fr" ? text.replace(/ (?=[?!:;»])|(?<=«) /g, "\u00a0") : text;
  const say = (key: Key, values: Values = {}): string =>
    unbroken(strings[key]).replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ""));
  const plural = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const dated = (iso: string, options: Intl.DateTimeFormatOptions): string => {
    const at = new Date(iso);
    return Number.isNaN(at.getTime()) ? "" : new Intl.DateTimeFormat(locale, options).format(at);
  };
  return {
    language,
    say,
    unbroken,
    count: (key, n) =>
      say((plural.select(n) === "one" ? `${key}_one` : `${key}_other`) as Key, { n: numbers.format(n) }),
    number: (value) => numbers.format(value),
    date(written) {
      if (!written || written === "undated") return say("undated");
      if (written.startsWith("about ")) return say("about", { date: this.date(written.slice(6)) });
      const utc = { timeZone: "UTC" } as const;
      if (/^\d{4}-\d{2}-\d{2}$/.test(written)) return dated(written, { dateStyle: "medium", ...utc }) || written;
      if (/^\d{4}-\d{2}$/.test(written)) {
        return dated(`${written}-01`, { month: "short", year: "numeric", ...utc }) || written;
      }
      return written;
    },
    time(iso) {
      const today = new Date(iso).toDateString() === new Date().toDateString();
      return dated(iso, { ...(today ? {} : { day: "numeric", month: "short" }), hour: "2-digit", minute: "2-digit" });
    },
    today: () => dated(new Date().toISOString(), { dateStyle: "long" }),
  };
}

/** Says that something was not done, and why: in the server's words, or that no word came back. */
export function notDone(what: "forget_failed" | "feedback_failed", why: string, { say }: Words): string {
  return `${say(what)} ${why || say("no_line")}`;
}

/** Returns the language of a tag such as "nl-BE", or null when it is none of ours. */
export function languageOf(tag: string | null | undefined): Language | null {
  const primary = (tag ?? "").trim().toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}
