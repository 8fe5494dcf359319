import { describe, expect, test } from "vitest";

import { Announcer } from "../../src/announcer";
import { questionInAddress, withoutQuestion } from "../../src/asking";
import { wrapped } from "../../src/focus";
import { wordsIn } from "../../src/i18n";
import { pieces, safeLink } from "../../src/links";
import { layOut, placeOf, ranges } from "../../src/map/layout";
import { readAnswer } from "../../src/protocol/shapes";
import { shortlistMail, shortlistText } from "../../src/shortlist";
import { DARK, LIGHT, READ_ON } from "../../src/style/palette";
import { answer, darwin, enabler } from "./samples";

const views = (...of: unknown[]) => readAnswer(answer("enablers", { enablers: of }))?.enablers ?? [];

describe("links", () => {
  test.each(["https://a.example/x?y=1", "http://a.example/", "mailto:a@b.example", "tel:+3290000000"])("%s may be one", (address) => {
    expect(safeLink(address)).toBe(address);
  });

  test.each([
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x",
    "file:///etc/passwd", "blob:https://a.example/1", "//a.example", "/relative", "", "https://known.example@other.example/",
  ])("%j may not", (address) => {
    expect(safeLink(address)).toBe("");
  });

  test("are found in a text, without the sentence's punctuation; the pieces are the text", () => {
    const text = "See https://a.example/x_(y), or (https://b.example). Write to desk@team.example! javascript:alert(1)";
    const found = pieces(text);
    expect(found.map((piece) => piece.text).join("")).toBe(text);
    expect(found.filter((piece) => piece.href).map((piece) => piece.href)).toEqual([
      "https://a.example/x_(y)", "https://b.example/", "mailto:desk@team.example",
    ]);
  });
});

describe("the shortlist", () => {
  const words = wordsIn("en");
  test("tells name, kind, place, status, reason, website and source of each", () => {
    const text = shortlistText(views(enabler({ distance_km: 12, status: "unknown" }), darwin), words);
    expect(text).toContain("1. BioVille (incubator, Diepenbeek, 12 km away) [Not confirmed]");
    expect(text).toContain("   - equipped labs made to measure");
    expect(text).toContain("   Website: https://bioville.example/");
    expect(text).toContain("   Source: Opening of a wing (25 Nov 2022), https://news.example/wing");
    expect(text).toContain("2. Incubator Darwin (incubator, Niel)");
  });

  test("is a mail to no one yet, whole when it fits", () => {
    const link = shortlistMail(views(enabler()), words);
    expect(link).toMatch(/^mailto:\?subject=Life%20sciences/);
    expect(decodeURIComponent(link)).toContain("1. BioVille");
  });

  test("leaves out whole places when it would not fit, and says so", () => {
    const many = views(...Array.from({ length: 40 }, (_item, index) => enabler({ id: `e${index}`, name: `Place ${index}` })));
    const link = shortlistMail(many, words);
    expect(link.length).toBeLessThanOrEqual(1_900);
    expect(decodeURIComponent(link)).toContain("The list was longer");
  });

  test("one place with endless reasons still makes a link", () => {
    const link = shortlistMail(views(enabler({ why: ["é".repeat(3_000)] })), words);
    expect(link.length).toBeLessThanOrEqual(1_900);
    expect(decodeURIComponent(link)).toContain("BioVille (Diepenbeek)");
  });
});

describe("the map", () => {
  test("takes the place from the numbers, else from the link, else not at all", () => {
    const [byLink, byNumbers, none] = views(enabler(), darwin, enabler({ map: "https://elsewhere.example" }));
    expect([byLink, byNumbers, none].map((view) => view && placeOf(view))).toEqual([[50.91, 5.42], [51.11, 4.33], null]);
  });

  test("puts neighbours on one point and names who is outside", () => {
    const at = (lat: number, lon: number) => enabler({ lat, lon });
    const { spots, outside } = layOut(views(at(51.05, 3.72), at(50.88, 4.7), at(51.03, 3.7), at(48.85, 2.35)));
    expect(spots.map((spot) => spot.numbers)).toEqual([[1, 3], [2]]);
    expect(outside).toHaveLength(1);
  });

  test("writes numbers short", () => {
    expect(ranges([1, 2, 3, 5, 7, 8])).toBe("1–3 · 5 · 7–8");
  });
});

test("a question in the address is asked once", () => {
  expect(questionInAddress("https://a.example/p?ask=Labs%20near%20Ghent&x=1")).toBe("Labs near Ghent");
  expect(questionInAddress("https://a.example/p#ask=Labs")).toBe("Labs");
  expect(questionInAddress("https://a.example/p#section")).toBe("");
  expect(withoutQuestion("https://a.example/p?ask=Labs&x=1#s")).toBe("https://a.example/p?x=1#s");
  expect(withoutQuestion("https://a.example/p#ask=Labs")).toBe("https://a.example/p");
});

test("Tab goes round inside the panel", () => {
  const [a, b, c] = ["a", "b", "c"].map(() => document.createElement("button"));
  const stops = [a, b, c].filter((stop) => stop !== undefined);
  expect(wrapped(stops, c ?? null, false)).toBe(a);
  expect(wrapped(stops, a ?? null, true)).toBe(c);
  expect(wrapped(stops, b ?? null, false)).toBeNull();
  expect(wrapped(stops, null, false)).toBe(a);
});

test("the same words twice are spoken twice", () => {
  const announcer = new Announcer(() => undefined);
  announcer.say("Hello");
  expect(announcer.slots).toEqual(["Hello", ""]);
  announcer.say("Hello");
  expect(announcer.slots).toEqual(["", "Hello"]);
});

describe.each([["light", LIGHT], ["dark", DARK]] as const)("the %s colours", (_name, palette) => {
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one: string, other: string): number => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  test.each(READ_ON)("%s is read on %s", (front, back) => {
    expect(contrast(palette[front], palette[back])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["background", "surface", "raised"] as const)("the edge of a control is seen on %s", (back) => {
    expect(contrast(palette.edge, palette[back])).toBeGreaterThanOrEqual(3);
  });
});
