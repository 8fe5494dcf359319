/** Small answers and entries, as a server sends them. */

import type { Scene } from "../../src/view/scene";
import { wordsIn } from "../../src/i18n";
import type { Language } from "../../src/protocol/shapes";

type Plain = Record<string, unknown>;

export function enabler(change: Plain = {}): Plain {
  return {
    id: "bioville",
    name: "BioVille",
    kind: "incubator",
    kind_label: "incubator",
    place: "Diepenbeek",
    distance_km: null,
    why: ["equipped labs made to measure"],
    status: "active",
    as_of: "2022-11-25",
    website: "https://bioville.example/",
    contact: "mailto:hello@bioville.example",
    map: "https://www.openstreetmap.org/?mlat=50.9100&mlon=5.4200#map=14/50.9100/5.4200",
    former_names: [],
    caveat: "",
    sources: [{ title: "Opening of a wing", url: "https://news.example/wing", date: "2022-11-25" }],
    ...change,
  };
}

export const darwin = enabler({
  id: "darwin", name: "Incubator Darwin", place: "Niel", map: "", lat: 51.11, lon: 4.33, website: "",
});

export function answer(kind: string, change: Plain = {}): Plain {
  return {
    kind, query: {}, total: 0, relaxed: [], enablers: [], facts: [], sources: [], distance_km: null, suggestions: [],
    ...change,
  };
}

export function entry(id: string, from: string, text: string, change: Plain = {}): Plain {
  return { id, from, text, at: "2026-11-25T10:00:00Z", ...change };
}

export function scene(change: Partial<Scene> = {}, language: Language = "en"): Scene {
  const idle = (): void => undefined;
  return {
    words: wordsIn(language),
    mapsOpen: new Set(),
    kept: new Set(),
    tapped: new Set(),
    remarkOn: "",
    remarked: new Set(),
    acts: { tap: idle, ask: idle, toggleMap: idle, goTo: idle, toggleKept: idle, copy: idle, rate: idle, remark: idle },
    ...change,
  };
}
