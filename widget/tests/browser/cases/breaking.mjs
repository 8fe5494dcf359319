/** The line breaks, the server goes: nothing said is lost, nothing is answered twice. */

import assert from "node:assert/strict";

import { answered, ask, chat, openChat, said } from "../visitor.mjs";

const ONCE_MORE = "incubators in Leuven";

/** With the line gone: something is said, something else is half typed. */
async function writeMeanwhile(page) {
  await chat(page, ".banner.offline").waitFor();
  await chat(page, "#input").fill(ONCE_MORE);
  await page.keyboard.press("Enter");
  assert.match(await chat(page, ".entry.pending").innerText(), new RegExp(`${ONCE_MORE}.*Waiting`, "s"));
  await chat(page, "#input").fill("half a thought");
}

/** With the line back: what was said is answered once, what was half typed still stands there. */
async function nothingIsLost(page, before) {
  await answered(page, 2);
  await chat(page, ".banner.offline").waitFor({ state: "detached" });
  assert.equal(await chat(page, ".entry.pending").count(), 0);
  assert.deepEqual((await said(page)).slice(0, 2), before);
  assert.equal(await chat(page, ".entry.visitor").filter({ hasText: ONCE_MORE }).count(), 1);
  assert.equal(await chat(page, "#input").inputValue(), "half a thought");
}

/** A network, or a proxy, that lets no WebSocket through. */
function withoutWebSockets() {
  globalThis.WebSocket = class {
    constructor() {
      setTimeout(() => this.onerror?.(new Event("error")), 50);
    }
    close() {}
  };
}

export const cases = [
  {
    name: "where no WebSocket comes through, it talks by polling",
    otherwise: "a chat that never connects behind some companies' proxies",
    async play({ page, line }) {
      await page.addInitScript(withoutWebSockets);
      await openChat(page, line.url);
      await ask(page, "labs in Ghent");
      await ask(page, "incubators in Leuven");
      assert.equal(await chat(page, ".banner.offline").count(), 0);
    },
  },
  {
    name: "the line is cut and mended: what was typed is kept and answered once",
    otherwise: "typed words gone, or one question answered twice",
    async play({ page, line, picture }) {
      await openChat(page, line.url);
      await ask(page, "labs in Ghent");
      const before = await said(page);
      line.cut();
      await writeMeanwhile(page);
      await picture("no-connection");
      line.mend();
      await chat(page, ".banner.offline button").click();
      await nothingIsLost(page, before);
    },
  },
  {
    name: "offline and back by itself",
    otherwise: "a chat that stays dead after the train left the tunnel",
    async play({ page, line, context }) {
      await openChat(page, line.url);
      await ask(page, "labs in Ghent");
      const before = await said(page);
      await context.setOffline(true);
      await writeMeanwhile(page);
      await context.setOffline(false);
      await nothingIsLost(page, before);
    },
  },
  {
    name: "the server is killed and comes back: the conversation goes on",
    otherwise: "an empty chat after a restart of the server, or a question without an answer",
    async play({ page, line, servers }) {
      await openChat(page, line.url);
      await ask(page, "which incubators are there?");
      const before = await said(page);
      await servers.kill();
      await writeMeanwhile(page);
      await servers.start();
      await nothingIsLost(page, before);
      await ask(page, "tell me about the first one");
      assert.equal(await chat(page, ".entry.assistant").nth(2).locator(".card").count(), 1);
    },
  },
];
