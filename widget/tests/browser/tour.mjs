/**
 * Walks through the widget on a running assistant in real Chromium, takes a picture of each state and lets axe judge it.
 *
 *     node tests/browser/tour.mjs http://127.0.0.1:5005 build/pictures
 *
 * Ends with 1 when axe finds a violation or the console reports an error.
 */

import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { openBrowser } from "./browser.mjs";

const [server = "http://127.0.0.1:5005", folder = "build/pictures"] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
mkdirSync(folder, { recursive: true });
let faults = 0;

async function judge(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags }), RULES);
  for (const violation of violations) {
    faults += 1;
    const where = violation.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`);
    console.log(`${name}: ${violation.id} (${violation.impact}): ${violation.help}\n  ${where.join("\n  ")}`);
  }
}

async function state(page, name) {
  await page.waitForTimeout(350);
  await page.screenshot({ path: `${folder}/${name}.png` });
  await judge(page, name);
}

const chat = (page, selector) => page.locator(`welcome-chat ${selector}`);

async function ask(page, question) {
  const answers = await chat(page, ".entry.assistant").count();
  await chat(page, "#input").fill(question);
  await page.keyboard.press("Enter");
  await chat(page, ".entry.assistant").nth(answers).waitFor({ timeout: 30_000 });
}

const VIEWS = [
  { name: "desktop", path: "/", options: {} },
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

for (const { name, path, options } of VIEWS) {
  const browser = await openBrowser(options);
  const page = await browser.newPage();
  page.on("pageerror", (error) => (faults += 1) && console.log(`${name}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") (faults += 1) && console.log(`${name}: ${message.text()}`);
  });
  await page.goto(`${server}${path}`);
  await state(page, `${name}-page`);
  await chat(page, ".launcher").click();
  await state(page, `${name}-welcome`);
  for (const [kind, question] of QUESTIONS) {
    await ask(page, question);
    await state(page, `${name}-${kind}`);
  }
  await chat(page, ".tools button").first().click();
  await chat(page, ".map").first().scrollIntoViewIfNeeded();
  await state(page, `${name}-map`);
  await chat(page, ".keep").first().click();
  await chat(page, ".feedback .round").first().click();
  await chat(page, ".feedback").first().scrollIntoViewIfNeeded();
  await state(page, `${name}-feedback`);
  await chat(page, "#menu").click();
  await chat(page, "#forget").click();
  await state(page, `${name}-settings`);
  await browser.close();
}
console.log(`${faults} faults; pictures in ${folder}`);
process.exit(faults === 0 ? 0 : 1);
