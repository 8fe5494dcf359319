/** Nasty words, forged sessions, foreign websites, and what is left behind. */

import assert from "node:assert/strict";
import { createServer } from "node:http";

import { answered, ask, chat, oddLinks, openChat, reload } from "../visitor.mjs";

const TOKEN = "welcome-chat.token";
const NASTY = `<img src=x onerror="window.hurt=1"> <script>window.hurt=1</script> [x](javascript:window.hurt=1) javascript:window.hurt=1`;

/** What a server in bad hands would send. */
const POISON = {
  id: "~", at: "2026-01-01T00:00:00Z", from: "assistant", text: NASTY,
  answer: {
    kind: "enablers", query: {}, total: 1, relaxed: [], facts: [NASTY], distance_km: null,
    enablers: [{
      id: NASTY, name: NASTY, kind: NASTY, kind_label: NASTY, place: NASTY, distance_km: null, why: [NASTY], status: NASTY, as_of: NASTY,
      website: "javascript:window.hurt=1", contact: "data:text/html,<script>window.hurt=1</script>", map: " JavaScript:window.hurt=1",
      former_names: [NASTY], caveat: NASTY, sources: [{ title: NASTY, url: "javascript:window.hurt=1", date: NASTY }],
    }],
    sources: [{ title: NASTY, url: "vbscript:hurt", date: NASTY }],
    suggestions: [{ title: NASTY, payload: "/show_more" }],
  },
};

async function unhurt(page) {
  assert.equal(await page.evaluate("window.hurt"), undefined);
  assert.equal(await chat(page, ".entry img, .entry script").count(), 0);
  assert.deepEqual(await oddLinks(page), []);
}

/** A website of somebody else that embeds the widget of the server; `port` 0 takes any that is free. */
async function openWebsite(server, port = 0) {
  const page = `<!doctype html><title>Elsewhere</title><script type="module" src="${server}/widget.js"></script><welcome-chat></welcome-chat>`;
  const website = createServer((_request, response) => response.writeHead(200, { "Content-Type": "text/html" }).end(page));
  await new Promise((ready) => website.listen(port, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${website.address().port}/`, close: () => website.close() };
}

export const cases = [
  {
    name: "a paste of 10,000 characters is answered",
    otherwise: "a frozen chat, or a paste that vanished without a word",
    async play({ page, line, context, picture }) {
      await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: line.url });
      await openChat(page, line.url);
      await page.evaluate((text) => navigator.clipboard.writeText(text), "labs in Ghent. ".repeat(667).slice(0, 10_000));
      await chat(page, "#input").focus();
      await page.keyboard.press("ControlOrMeta+V");
      assert.match(await chat(page, ".long").innerText(), /10,000/);
      await picture("long-paste");
      await page.keyboard.press("Enter");
      await answered(page, 1);
      assert.equal(await chat(page, "#input").inputValue(), "");
      assert.ok(await chat(page, ".log").evaluate((log) => log.scrollWidth <= log.clientWidth), "it scrolls sideways");
    },
  },
  {
    name: "nasty words of a visitor stay words",
    otherwise: "a script that runs, or a link that runs one",
    async play({ page, line }) {
      await openChat(page, line.url);
      await ask(page, NASTY);
      assert.match(await chat(page, ".entry.visitor").innerText(), /<script>window\.hurt=1<\/script>/);
      await unhurt(page);
    },
  },
  {
    name: "a poisoned answer stays words, and its links are none",
    otherwise: "a script that runs, or a link that runs one",
    async play({ page, line }) {
      await page.routeWebSocket(/socket\.io/, (near) => {
        const far = near.connectToServer();
        far.onMessage((message) => {
          near.send(message);
          if (String(message).includes('"history"')) near.send(`42${JSON.stringify(["entry", POISON])}`);
        });
      });
      await openChat(page, line.url);
      await chat(page, ".card").waitFor();
      await unhurt(page);
      assert.match(await chat(page, ".card h3").innerText(), /<script>/);
    },
  },
  {
    name: "a forged session is a new, empty one",
    otherwise: "an error instead of a chat, or what somebody else said",
    async play({ page, line }) {
      await openChat(page, line.url);
      await ask(page, "labs in Ghent");
      const token = await page.evaluate((key) => localStorage.getItem(key), TOKEN);
      const turned = token.slice(0, 4) + (token[4] === "A" ? "B" : "A") + token.slice(5);
      for (const forged of ["forged.by.hand", turned, token.slice(0, -1)]) {
        await page.evaluate(([key, value]) => localStorage.setItem(key, value), [TOKEN, forged]);
        await reload(page);
        await chat(page, ".launcher").click();
        await chat(page, ".welcome").waitFor();
        assert.equal(await chat(page, ".entry").count(), 0);
      }
      await ask(page, "labs in Ghent");
      assert.equal(await chat(page, ".entry").count(), 2);
    },
  },
  {
    name: "a website that is not let in gets no conversation",
    otherwise: "the assistant on anybody's website, in our name",
    async play({ page, address }) {
      const website = await openWebsite(address);
      await openChat(page, website.url);
      await chat(page, ".banner.offline").waitFor();
      assert.equal(await page.evaluate((key) => localStorage.getItem(key), TOKEN), null);
      const socket = `${address}/webchat/socket.io/?EIO=4&transport=`;
      const polled = await page.evaluate((url) => fetch(url).then((reply) => reply.status, () => "refused"), `${socket}polling`);
      assert.equal(polled, "refused");
      const opened = await page.evaluate(
        (url) => new Promise((resolve) => {
          const line = new WebSocket(url);
          line.onopen = () => resolve("open");
          line.onerror = () => resolve("refused");
        }),
        `${socket.replace("http", "ws")}websocket`,
      );
      assert.equal(opened, "refused");
      website.close();
    },
  },
  {
    name: "a website that is let in embeds it with two tags",
    otherwise: "a chat that never connects on the website it was made for",
    async play({ page, address, friend }) {
      const website = await openWebsite(address, friend);
      await openChat(page, website.url);
      await ask(page, "labs in Ghent");
      website.close();
    },
  },
  {
    name: "forgetting empties it here, on the server and in the other tab",
    otherwise: "words that come back after they were deleted",
    async play({ page, line, context }) {
      await openChat(page, line.url);
      await ask(page, "labs in Ghent");
      const other = await context.newPage();
      await openChat(other, line.url);
      await answered(other, 1);
      await page.bringToFront();
      const token = await page.evaluate((key) => localStorage.getItem(key), TOKEN);
      await chat(page, "#menu").click();
      await chat(page, "#forget").click();
      await chat(page, ".danger").click();
      for (const tab of [page, other]) await chat(tab, ".welcome").waitFor();
      await other.close();
      // The old token, as a copy of it in other hands would be used.
      await page.evaluate(([key, value]) => localStorage.setItem(key, value), [TOKEN, token]);
      await reload(page);
      await chat(page, ".launcher").click();
      await chat(page, ".welcome").waitFor();
      assert.equal(await chat(page, ".entry").count(), 0);
    },
  },
  {
    name: "nothing is kept but the token and the state, and nothing comes from elsewhere",
    otherwise: "nothing, while a cookie or another server keeps who asks what",
    async play({ page, line, context }) {
      const hosts = new Set();
      page.on("request", (request) => hosts.add(new URL(request.url()).host));
      page.on("websocket", (socket) => hosts.add(new URL(socket.url()).host));
      await openChat(page, line.url);
      await ask(page, "labs in Ghent");
      assert.deepEqual([...hosts], [new URL(line.url).host]);
      assert.deepEqual(await context.cookies(), []);
      assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).sort()), ["welcome-chat.state", TOKEN]);
      assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes("labs"), "the question is kept in the browser");
    },
  },
];
