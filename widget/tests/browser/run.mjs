/**
 * Plays all cases on a running assistant in real Chromium, and ends with "N passed, N failed".
 *
 *     make browser                                          # starts the assistant, and ends it
 *     node tests/browser/run.mjs http://127.0.0.1:5005 map  # on one that runs: the cases with "map" in their name
 *
 * Pictures of the main states, and of each page where a case failed, go to build/screenshots.
 */

import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { openBrowser, openContext } from "./browser.mjs";
import { cases as breaking } from "./cases/breaking.mjs";
import { cases as keyboard } from "./cases/keyboard.mjs";
import { cases as looks } from "./cases/looks.mjs";
import { cases as person } from "./cases/person.mjs";
import { cases as safety } from "./cases/safety.mjs";
import { cases as slack } from "./cases/slack.mjs";
import { cases as talking } from "./cases/talking.mjs";
import { openLine } from "./line.mjs";
import { openServers } from "./servers.mjs";

const [address = "http://127.0.0.1:5005", wanted = ""] = process.argv.slice(2);
const FOLDER = process.env.SCREENSHOTS ? `${process.env.SCREENSHOTS}/` : fileURLToPath(new URL("../../../build/screenshots/", import.meta.url));
const LINES_OF_A_FAULT = 12;

/** Returns what went wrong, or null. */
async function play(one, browser, servers) {
  const line = await openLine(address);
  const context = await openContext(browser, one.options);
  const page = await context.newPage();
  const picture = (name) => page.screenshot({ path: `${FOLDER}${name}.png`, animations: "disabled" });
  try {
    await one.play({ page, context, line, address, servers, picture, friend: Number(process.env.FRIEND_PORT ?? 0) });
    return null;
  } catch (error) {
    await picture(`failed-${one.name.replace(/\W+/g, "-")}`).catch(() => undefined);
    return String(error?.message ?? error);
  } finally {
    await context.close();
    line.close();
  }
}

function report(one, fault) {
  if (fault === null) return console.log(`ok    ${one.name}`);
  const lines = fault.split("\n").slice(0, LINES_OF_A_FAULT);
  console.log([`FAILS ${one.name}`, `a visitor would have seen: ${one.otherwise}`, ...lines].join("\n      "));
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const servers = openServers();
const browser = await openBrowser();
// Those about a person need a server with a team that the test can act for; it is named so.
const withTeam = { stub: person, slack };
const all = withTeam[process.env.TEAM] ?? [...talking, ...breaking, ...safety, ...keyboard, ...looks];
const chosen = all.filter(({ name }) => name.includes(wanted));
let failed = 0;
for (const one of chosen) {
  const fault = await play(one, browser, servers);
  if (fault !== null) failed += 1;
  report(one, fault);
}
await browser.close();
servers?.close();
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 && chosen.length > 0 ? 0 : 1);
