/** Writes the demonstration page in each language: site/page.html with the words of site/text/<language>.json. */

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const template = readFileSync(new URL("site/page.html", root), "utf8");
const escaped = (words) =>
  words.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

// French puts a space before these signs, at which no line may break.
const unbroken = (words) => words.replace(/ (?=[?!:;»])|(?<=«) /g, "\u00a0");

mkdirSync(new URL("dist/widget/", root), { recursive: true });
for (const file of readdirSync(new URL("site/text/", root))) {
  const words = JSON.parse(readFileSync(new URL(`site/text/${file}`, root), "utf8"));
  const page = template.replace(/\{\{(\w+)\}\}/g, (_all, key) => {
    if (typeof words[key] !== "string") throw new Error(`site/text/${file} lacks "${key}": add the words for it`);
    return escaped(words.lang === "fr" ? unbroken(words[key]) : words[key]);
  });
  const target = words.lang === "en" ? "index.html" : `widget/${words.lang}.html`;
  writeFileSync(new URL(`dist/${target}`, root), page);
}
