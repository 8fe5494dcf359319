/** What axe, and a look at the width, find fault with on a page. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Returns each fault in words, with where it is. */
export async function faults(page, state) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags, resultTypes: ["violations"] }), RULES);
  const found = violations.map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 3).map(({ target, failureSummary }) => `\n  ${target.join(" ")} ${failureSummary ?? ""}`);
    return `${state}: ${id}: ${help}${where.join("")}`;
  });
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  return tooWide ? [...found, `${state}: the page scrolls sideways`] : found;
}
