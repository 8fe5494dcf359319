import { html, render } from "lit";
import { describe, expect, test, vi } from "vitest";

import { readAnswer, readEntry } from "../../src/protocol/shapes";
import { answerBody, suggestions } from "../../src/view/answer";
import { shown, spokenForm } from "../../src/view/entries";
import { feedback } from "../../src/view/feedback";
import type { Scene } from "../../src/view/scene";
import { answer, darwin, enabler, entry, scene } from "./samples";

function read(text: string, reply: unknown) {
  const found = readEntry(entry("5", "assistant", text, { answer: reply }));
  if (!found) throw new Error("not an entry");
  return found;
}

function drawn(content: unknown): HTMLElement {
  const place = document.createElement("div");
  render(html`${content}`, place);
  return place;
}

const show = (text: string, reply: unknown, on: Scene = scene()): HTMLElement => drawn(answerBody(read(text, reply), on));
const words = (place: HTMLElement): string => (place.textContent ?? "").replace(/\s+/g, " ").trim();
const links = (place: HTMLElement): string[] => [...place.querySelectorAll("a")].map((a) => a.getAttribute("href") ?? "");

describe("a list", () => {
  const text = "2 matches for incubator:\n1. BioVille (Diepenbeek): labs.\n2. Incubator Darwin (Niel).\nThere are 4 more.";
  const reply = answer("enablers", { total: 6, enablers: [enabler({ distance_km: 12.34 }), darwin] });

  test("has its headline, a card each, and none of the lines that the cards show", () => {
    const place = show(text, reply);
    expect(place.querySelector(".prose")?.textContent).toBe("2 matches for incubator:\nThere are 4 more.");
    expect(place.querySelectorAll("article.card")).toHaveLength(2);
  });

  test("is all in the language of the answer, and says which that is, on a page in another", () => {
    const french = drawn(shown(read(text, { ...reply, language: "fr" }), [], scene()));
    expect(french.querySelector(".assistant")?.getAttribute("lang")).toBe("fr");
    expect(words(french)).toContain("Copier la liste");
    const unsaid = drawn(shown(read(text, reply), [], scene()));
    expect(unsaid.querySelector(".assistant")?.getAttribute("lang")).toBe("en");
    expect(words(unsaid)).toContain("Copy list");
  });

  test("a card tells name, kind, place, distance, reason, status, date, source, website, map", () => {
    const first = show(text, reply).querySelector<HTMLElement>("article.card");
    if (!first) throw new Error("no card");
    for (const part of ["BioVille", "incubator", "Diepenbeek · 12.3 km away", "equipped labs", "Active", "25 Nov 2022"]) {
      expect(words(first)).toContain(part);
    }
    expect(links(first)).toEqual([
      "https://news.example/wing",
      "https://bioville.example/",
      "mailto:hello@bioville.example",
      "https://www.openstreetmap.org/?mlat=50.9100&mlon=5.4200#map=14/50.9100/5.4200",
    ]);
  });

  test("web links open apart and say so; mail links do not", () => {
    const place = show(text, reply);
    const source = place.querySelector("a[href^='https://news']");
    expect([source?.getAttribute("target"), source?.getAttribute("rel")]).toEqual(["_blank", "noopener noreferrer"]);
    expect(source?.textContent).toContain("opens in a new tab");
    expect(place.querySelector("a[href='mailto:hello@bioville.example']")?.hasAttribute("target")).toBe(false);
  });

  test("its map opens beside it, with a point for each place", () => {
    const toggleMap = vi.fn();
    const closed = scene();
    show(text, reply, { ...closed, acts: { ...closed.acts, toggleMap } })
      .querySelector<HTMLButtonElement>("[aria-expanded=false]")
      ?.click();
    expect(toggleMap).toHaveBeenCalledWith("5");
    const place = show(text, reply, scene({ mapsOpen: new Set(["5"]) }));
    expect(place.querySelectorAll(".spot")).toHaveLength(2);
    expect(place.querySelectorAll(".legend button")).toHaveLength(2);
    expect(place.querySelector(".map svg")?.getAttribute("aria-label")).toContain("places of this answer: 2");
  });

  test("warns of what must be known: status, caveat, former names, companies", () => {
    const told = answer("enablers", {
      enablers: [enabler({ kind: "company", status: "planned", caveat: "Not open yet", former_names: ["LifeVille"] })],
    });
    for (const part of ["Planned", "Not open yet", "Formerly LifeVille", "not a facility to rent"]) {
      expect(words(show("One match:", told))).toContain(part);
    }
  });

  test("a long list of reasons is folded, not cut", () => {
    const why = Array.from({ length: 9 }, (_item, index) => `reason ${index}`);
    const place = show("x", answer("enabler", { enablers: [enabler({ why })] }));
    expect(place.querySelectorAll(".why li")).toHaveLength(9);
    expect(place.querySelector("summary")?.textContent).toContain("5 more facts");
  });
});

test("a comparison is a table with a column for each and a row for what is compared", () => {
  const place = show(
    "Side by side, BioVille / Incubator Darwin:\n- BioVille: incubator.\n- Incubator Darwin: incubator.\nApart: 79 km",
    answer("comparison", { enablers: [enabler(), darwin], facts: ["BioVille - Incubator Darwin: 79 km"] }),
  );
  expect([...place.querySelectorAll("thead th")].map((head) => head.textContent?.replace(/\s+/g, " ").trim())).toEqual([
    "1 BioVille", "2 Incubator Darwin",
  ]);
  expect(place.querySelector("[role=region]")?.getAttribute("tabindex")).toBe("0");
  expect([...place.querySelectorAll("tbody th")].map((head) => head.textContent)).toContain("What is known");
  expect(words(place)).toContain("Apart: 79 km");
});

test.each([
  ["en", "Since", "Size", "12,400"],
  ["nl", "Sinds", "Oppervlakte", "12.400"],
  ["fr", "Depuis", "Surface", "12\u202f400"],
  ["de", "Seit", "Fläche", "12.400"],
] as const)("a comparison tells year and floor area as %s writes them", (language, since, size, area) => {
  const compare = (first: object, second: object): string[][] => {
    const reply = answer("comparison", { enablers: [enabler({ ...first }), { ...darwin, ...second }] });
    const rows = [...show("Side by side", reply, scene({}, language)).querySelectorAll("tbody tr")];
    return rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? ""));
  };
  const both = compare({ since: 1998, size_m2: 12_400 }, { since: 2017 });
  expect(both).toContainEqual([since, "1998", "2017"]);
  expect(both).toContainEqual([size, `${area}\u00a0m²`, "–"]);
  expect(compare({}, { size_m2: null }).map(([head]) => head)).not.toContain(since);
  expect(compare({}, { size_m2: null }).map(([head]) => head)).not.toContain(size);
});

test("a comparison counts beds and staff where they are known", () => {
  const views = [enabler({ beds: 721, staff: 4200 }), darwin];
  const rows = [...show("Side by side", answer("comparison", { enablers: views })).querySelectorAll("tbody tr")];
  const cells = rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? ""));
  expect(cells).toContainEqual(["Beds", "721", "–"]);
  expect(cells).toContainEqual(["Staff", "4,200", "–"]);
});

test("a distance between two places, and from several to one", () => {
  const two = show("They are 79 km apart.", answer("distance", { facts: ["BioVille (Diepenbeek)", "Ghent"], distance_km: 79.2 }));
  expect(words(two)).toMatch(/BioVille Diepenbeek\s*79 km\s*in a straight line\s*Ghent/);
  const many = show("x", answer("distance", { facts: ["Ghent"], enablers: [enabler({ distance_km: 20 }), enabler({ distance_km: 30 })] }));
  expect(many.querySelectorAll(".stretch")).toHaveLength(2);
});

test("a count has its sentence and its cards", () => {
  const place = show("There are 7 incubators.\n1. BioVille", answer("count", { total: 7, enablers: [enabler()] }));
  expect(words(place)).toContain("There are 7 incubators.");
  expect(place.querySelectorAll(".card")).toHaveLength(1);
});

test("one enabler keeps what only the text says, and shows the rest once", () => {
  const text = "BioVille: incubator, Diepenbeek.\nYes, lab space is stated.\n- equipped labs\nWebsite: https://bioville.example/";
  const place = show(text, answer("enabler", { enablers: [enabler()] }));
  expect(place.querySelector(".prose")?.textContent).toBe("BioVille: incubator, Diepenbeek.\nYes, lab space is stated.");
});

test("a topic tells its facts, its sources, and folds whom it mentions", () => {
  const place = show(
    "Plants matter.\nAmong them: BioVille.\nSource: x, https://s.example/",
    answer("topic", {
      facts: ["Plants matter."], enablers: [enabler()], sources: [{ title: "S", url: "https://s.example/", date: "undated" }],
    }),
  );
  expect(place.querySelector(".prose")?.textContent).toBe("Plants matter.");
  expect(words(place)).toContain("S (opens in a new tab) (undated)");
  expect(place.querySelector("details.folded .card")).not.toBeNull();
});

test.each(["team", "none", "clarify", "smalltalk", "handover"])("a %s answer shows its text", (kind) => {
  expect(words(show("Write to us at desk@team.example.", answer(kind)))).toBe("Write to us at desk@team.example.");
});

test("a kind that this widget does not know yet is shown as its text", () => {
  expect(readAnswer(answer("hologram"))).toBeNull();
  expect(words(show("Plain words", answer("hologram")))).toBe("Plain words");
});

test("text is text: markup and scripts are shown, not run", () => {
  const nasty = `<img src=x onerror="alert(1)"><script>alert(1)</script> javascript:alert(1)`;
  const place = show(nasty, answer("enabler", {
    enablers: [enabler({ name: nasty, why: [nasty], website: "javascript:alert(1)", contact: "data:text/html,x", map: "//x" })],
  }));
  expect(place.querySelector("img, script")).toBeNull();
  expect(place.querySelector("h3")?.textContent).toBe(nasty);
  expect(links(place).filter((href) => !href.startsWith("mailto:?subject="))).toEqual(["https://news.example/wing"]);
});

describe("suggestions", () => {
  const reply = answer("enablers", {
    suggestions: [
      { title: "Show more", payload: "/show_more" },
      { title: "Talk to a person", payload: "/talk_to_person" },
    ],
  });
  const buttons = (replies: string[], on: Scene = scene()): HTMLButtonElement[] => [
    ...drawn(suggestions(read("x", reply), replies, on)).querySelectorAll("button"),
  ];

  test("are buttons that give their payload away", () => {
    const tap = vi.fn();
    const on = scene();
    buttons([], { ...on, acts: { ...on.acts, tap } })[1]?.click();
    expect(tap).toHaveBeenCalledWith("5", { title: "Talk to a person", payload: "/talk_to_person" });
  });

  test("stay, disabled once used: known by the words that follow, or by the tap", () => {
    expect(buttons(["Talk to a person"]).map(({ disabled }) => disabled)).toEqual([true, true]);
    expect(buttons([], scene({ tapped: new Set(["5 /show_more"]) })).map(({ disabled }) => disabled)).toEqual([true, false]);
  });

  test("those that go on with a list end with it; the others stay open", () => {
    expect(buttons(["something else"]).map(({ disabled }) => disabled)).toEqual([true, false]);
  });
});

test("thumbs are pressed buttons; a word may follow", () => {
  const rate = vi.fn();
  const remark = vi.fn();
  const on = scene({ remarkOn: "5" });
  const judged = { ...read("x", answer("none")), feedback: "down" as const };
  const place = drawn(feedback(judged, { ...on, acts: { ...on.acts, rate, remark } }));
  const [up, down] = place.querySelectorAll<HTMLButtonElement>(".thumbs button");
  expect([up?.getAttribute("aria-pressed"), down?.getAttribute("aria-pressed")]).toEqual(["false", "true"]);
  up?.click();
  expect(rate).toHaveBeenCalledWith(judged, "up");
  const field = place.querySelector("input");
  if (field) field.value = "  too old  ";
  place.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
  expect(remark).toHaveBeenCalledWith(judged, "too old");
});

test("a screen reader hears all of a plain answer and the gist of a list", () => {
  expect(spokenForm(read("Hello", answer("smalltalk")), scene())).toBe("Assistant: Hello");
  const list = read("2 matches:\n1. …", answer("enablers", { enablers: [enabler(), darwin] }));
  expect(spokenForm(list, scene())).toBe("Assistant: 2 matches: BioVille, Incubator Darwin");
});
