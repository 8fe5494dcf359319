/** The main states in the ways they are looked at: each a picture, each judged by axe. */

import assert from "node:assert/strict";

import { faults } from "../axe.mjs";
import { ask, chat } from "../visitor.mjs";

const VIEWS = [
  { name: "light", path: "/", options: {} },
  { name: "dark", path: "/", options: { colorScheme: "dark" } },
  { name: "narrow", path: "/widget/de.html", options: { viewport: { width: 320, height: 640 } } },
  { name: "forced-colours", path: "/widget/fr.html", options: { forcedColors: "active" } },
  { name: "zoomed", path: "/widget/nl.html", options: { viewport: { width: 640, height: 430 } } },
];
const QUESTIONS = [
  ["list", "BSL-2 labs near Ghent"],
  ["comparison", "compare BioVille and Darwin"],
  ["distance", "How far is BioVille from Darwin?"],
  ["one", "Tell me about VIB"],
  ["topic", "Tell me about the AgBiotech cluster"],
  ["count", "How many incubators are there?"],
  ["none", "what does a lab cost?"],
];

export const cases = VIEWS.map(({ name, path, options }) => ({
  name: `every kind of answer, looked at and judged by axe: ${name}`,
  otherwise: "words too faint, a control without a name, or an error in the console",
  options,
  async play({ page, line, picture }) {
    const found = [];
    page.on("pageerror", (error) => found.push(`script: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") found.push(`console: ${message.text()}`);
    });
    const look = (state) => picture(`${name}-${state}`);
    // axe reads the whole page, scrolled away or not: once for all answers tells as much as after each.
    const judge = async (state) => {
      await look(state);
      found.push(...(await faults(page, state)));
    };
    await page.goto(`${line.url}${path}`);
    await judge("page");
    await chat(page, ".launcher").click();
    await judge("welcome");
    for (const [kind, question] of QUESTIONS) {
      await ask(page, question);
      await look(kind);
    }
    await chat(page, ".tools button").first().click();
    await chat(page, ".map").first().scrollIntoViewIfNeeded();
    await look("map");
    await chat(page, ".keep").first().click();
    await chat(page, ".feedback .round").first().click();
    await chat(page, ".feedback form").first().scrollIntoViewIfNeeded();
    await judge("feedback");
    await chat(page, "#menu").click();
    await chat(page, "#forget").click();
    await judge("settings");
    assert.deepEqual(found, [], found.join("\n"));
  },
}));
