import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";

import { chooseLanguage } from "../../src/choosing-language";
import { STRINGS, languageOf, wordsIn } from "../../src/i18n";
import { LANGUAGES } from "../../src/protocol/shapes";

const holes = (sentence: string): string[] => [...sentence.matchAll(/\{\w+\}/g)].map(String).sort();

describe.each(LANGUAGES.filter((language) => language !== "en"))("the interface in %s", (language) => {
  test("has the same keys as in English, none empty", () => {
    expect(Object.keys(STRINGS[language]).sort()).toEqual(Object.keys(STRINGS.en).sort());
    expect(Object.entries(STRINGS[language]).filter(([, sentence]) => !sentence.trim())).toEqual([]);
  });

  test("leaves the same holes for numbers and names", () => {
    for (const [key, sentence] of Object.entries(STRINGS.en)) {
      expect([key, holes(STRINGS[language][key as keyof typeof STRINGS.en])]).toEqual([key, holes(sentence)]);
    }
  });
});

test("the demonstration page has the same keys in each language, and a word for each of its holes", () => {
  const texts = readdirSync("site/text").map((file) => JSON.parse(readFileSync(`site/text/${file}`, "utf8")) as object);
  const page = new Set([...readFileSync("site/page.html", "utf8").matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]));
  expect(texts).toHaveLength(LANGUAGES.length);
  for (const text of texts) expect(Object.keys(text).sort()).toEqual([...page].sort());
});

test("numbers and dates are written as people there write them", () => {
  expect(wordsIn("de").number(1234.56)).toBe("1.234,6");
  const en = wordsIn("en");
  expect(["2024", "2024-05", "2024-05-02", "about 2022", "undated", ""].map((date) => en.date(date))).toEqual([
    "2024", "May 2024", "2 May 2024", "about 2022", "undated", "undated",
  ]);
  expect(en.count("unread", 1)).toBe("1 unread message");
  expect(wordsIn("fr").count("unread", 0)).toBe("0 message non lu");
});

test("a time says its day unless that is today", () => {
  vi.useFakeTimers({ now: new Date(2026, 10, 27, 12) });
  const en = wordsIn("en");
  expect(en.time(new Date(2026, 10, 27, 9, 5).toISOString())).toBe("09:05");
  expect(en.time(new Date(2026, 10, 26, 9, 5).toISOString())).toMatch(/^26 Nov.* 09:05$/);
  expect(en.time("nonsense")).toBe("");
  vi.useRealTimers();
});

test("no line of French begins with a sign", () => {
  expect(wordsIn("fr").say("greeting")).toBe("Que cherchez-vous en Flandre\u00a0?");
  expect(wordsIn("fr").unbroken("Dites « oui » : où ?")).toBe("Dites «\u00a0oui\u00a0»\u00a0: où\u00a0?");
  expect(wordsIn("en").unbroken("Where ?")).toBe("Where ?");
});

test("the language is that of a tag, its region left aside", () => {
  expect(["nl-BE", "FR", "de_AT", "es", "", null].map(languageOf)).toEqual(["nl", "fr", "de", null, null, null]);
});

describe("which language is spoken", () => {
  const signs = { attribute: null, page: "nl", chosen: "", chosenOn: "", browser: ["de-DE"] };
  test("the element's own, else the page's, else the browser's, else English", () => {
    expect(chooseLanguage({ ...signs, attribute: "fr" })).toBe("fr");
    expect(chooseLanguage(signs)).toBe("nl");
    expect(chooseLanguage({ ...signs, page: "es" })).toBe("de");
    expect(chooseLanguage({ ...signs, page: "", browser: ["ja"] })).toBe("en");
  });

  test("a choice holds on pages of the language it was made on", () => {
    expect(chooseLanguage({ ...signs, chosen: "fr", chosenOn: "nl" })).toBe("fr");
    expect(chooseLanguage({ ...signs, chosen: "fr", chosenOn: "en" })).toBe("nl");
  });
});
