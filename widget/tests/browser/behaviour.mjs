/**
 * What a visitor meets, played on a running assistant in real Chromium through a line that can be cut:
 * reload, second tab, server gone and back, no network, keyboard alone, nasty words, forged token, forgetting.
 *
 *     node tests/browser/behaviour.mjs http://127.0.0.1:5005
 */

import assert from "node:assert/strict";
import { connect, createServer } from "node:net";

import { openBrowser } from "./browser.mjs";

const server = new URL(process.argv[2] ?? "http://127.0.0.1:5005");
const SLOW = { timeout: 30_000 };

/** A line to the server that can be cut and mended; `url` is where the browser finds it. */
async function openLine() {
  const sockets = new Set();
  let cut = false;
  const proxy = createServer((near) => {
    if (cut) return near.destroy();
    const far = connect(Number(server.port), server.hostname);
    for (const [one, other] of [[near, far], [far, near]]) {
      sockets.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy() && sockets.delete(one));
    }
  });
  await new Promise((ready) => proxy.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${proxy.address().port}`,
    cut: () => {
      cut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => (cut = false),
    close: () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}

const chat = (page, selector) => page.locator(`welcome-chat ${selector}`);

async function opened(page, url) {
  await page.goto(url);
  await chat(page, ".launcher").click();
  await chat(page, "#input").waitFor();
}

async function ask(page, question) {
  const answers = await chat(page, ".entry.assistant").count();
  await chat(page, "#input").fill(question);
  await page.keyboard.press("Enter");
  await chat(page, ".entry.assistant").nth(answers).waitFor(SLOW);
}

const CASES = {
  async "ask, tap a suggestion, reload and go on"(page, line) {
    await opened(page, line.url);
    await ask(page, "incubators");
    const button = chat(page, ".suggestions button").first();
    const title = (await button.textContent()).trim();
    await button.click();
    await chat(page, ".entry.assistant").nth(1).waitFor(SLOW);
    assert.ok(await chat(page, ".suggestions").first().locator("button").first().isDisabled());
    assert.match(await chat(page, ".entry.visitor").nth(1).textContent(), new RegExp(title));
    await page.reload();
    await chat(page, ".launcher").click();
    await chat(page, ".entry.assistant").nth(1).waitFor(SLOW);
    assert.equal(await chat(page, ".entry").count(), 4);
    assert.ok(await chat(page, ".suggestions").first().locator("button").first().isDisabled());
  },

  async "two tabs show the same, and a closed one counts what is unread"(page, line, context) {
    await opened(page, line.url);
    await ask(page, "labs in Ghent");
    const other = await context.newPage();
    await other.goto(line.url);
    await other.waitForTimeout(1_000);
    await page.bringToFront();
    await ask(page, "incubators in Leuven");
    await chat(other, ".unread").waitFor(SLOW);
    assert.match(await chat(other, ".launcher").getAttribute("aria-label"), /unread/);
    await chat(other, ".launcher").click();
    assert.equal(await chat(other, ".entry.assistant").count(), 2);
    await other.close();
  },

  async "the server goes and comes back: what was typed is kept and answered once"(page, line) {
    await opened(page, line.url);
    await ask(page, "labs in Ghent");
    line.cut();
    await chat(page, ".banner.offline").waitFor(SLOW);
    await chat(page, "#input").fill("incubators in Leuven");
    await page.keyboard.press("Enter");
    assert.match(await chat(page, ".entry.pending").textContent(), /incubators in Leuven.*Waiting/s);
    await chat(page, "#input").fill("half a thought");
    line.mend();
    await chat(page, ".banner.offline button").click();
    await chat(page, ".entry.assistant").nth(1).waitFor(SLOW);
    assert.equal(await chat(page, ".entry.visitor").count(), 2);
    assert.equal(await chat(page, "#input").inputValue(), "half a thought");
    assert.equal(await chat(page, ".banner.offline").count(), 0);
  },

  async "offline and back by itself"(page, line, context) {
    await opened(page, line.url);
    await ask(page, "labs in Ghent");
    await context.setOffline(true);
    await chat(page, ".banner.offline").waitFor(SLOW);
    await context.setOffline(false);
    await chat(page, ".banner.offline").waitFor({ state: "detached", ...SLOW });
    await ask(page, "incubators in Leuven");
  },

  async "a huge paste is answered"(page, line) {
    await opened(page, line.url);
    await chat(page, "#input").fill("labs in Ghent ".repeat(750));
    await chat(page, ".long").waitFor();
    await page.keyboard.press("Enter");
    await chat(page, ".entry.assistant").waitFor(SLOW);
  },

  async "nasty words stay words"(page, line) {
    await opened(page, line.url);
    await ask(page, `<img src=x onerror="window.hurt=1"> <script>window.hurt=1</script> [x](javascript:window.hurt=1)`);
    assert.equal(await page.evaluate("window.hurt"), undefined);
    assert.equal(await chat(page, ".entry img").count(), 0);
    const links = await chat(page, "a").evaluateAll((all) => all.map((link) => new URL(link.href).protocol));
    assert.deepEqual([...new Set(links)].filter((scheme) => !["http:", "https:", "mailto:", "tel:"].includes(scheme)), []);
  },

  async "a forged token opens a new, empty conversation"(page, line) {
    await opened(page, line.url);
    await ask(page, "labs in Ghent");
    await page.evaluate(() => localStorage.setItem("welcome-chat.token", "forged.by.hand"));
    await page.reload();
    await chat(page, ".launcher").click();
    await chat(page, ".welcome").waitFor(SLOW);
    assert.equal(await chat(page, ".entry").count(), 0);
    await ask(page, "labs in Ghent");
  },

  async "forgetting empties it here, there and in the other tab"(page, line, context) {
    await opened(page, line.url);
    await ask(page, "labs in Ghent");
    const other = await context.newPage();
    await opened(other, line.url);
    await chat(other, ".entry.assistant").waitFor(SLOW);
    await page.bringToFront();
    await chat(page, "#menu").click();
    await chat(page, "#forget").click();
    await chat(page, ".danger").click();
    for (const tab of [page, other]) await chat(tab, ".welcome").waitFor(SLOW);
    await other.close();
    await page.reload();
    await chat(page, ".launcher").click();
    await chat(page, ".welcome").waitFor(SLOW);
    await page.waitForTimeout(800);
    assert.equal(await chat(page, ".entry").count(), 0);
  },

  async "keyboard alone: open, ask, stay inside, close, back on the button"(page, line) {
    await page.goto(line.url);
    await page.locator("[data-welcome-ask]").first().focus();
    await page.keyboard.press("Enter");
    await chat(page, ".entry.assistant").waitFor(SLOW);
    const inside = () => page.evaluate(() => document.activeElement?.localName);
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press("Tab");
      assert.equal(await inside(), "welcome-chat");
    }
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Escape");
    await chat(page, ".launcher").waitFor();
    assert.ok(await page.evaluate(() => document.activeElement?.hasAttribute("data-welcome-ask")));
  },

  async "a link with a question asks it once"(page, line) {
    await page.goto(`${line.url}/widget/asking.html?ask=labs%20in%20Ghent`);
    await chat(page, ".entry.assistant").waitFor(SLOW);
    assert.equal(new URL(page.url()).search, "");
    await page.reload();
    await page.waitForTimeout(1_000);
    await chat(page, ".launcher").click();
    assert.equal(await chat(page, ".entry.visitor").count(), 1);
  },

  async "the language follows the page, and the visitor's choice goes first"(page, line) {
    await opened(page, `${line.url}/widget/fr.html`);
    assert.match(await chat(page, ".greeting").textContent(), /Flandre/);
    await chat(page, "#menu").click();
    await chat(page, ".languages label[lang=de]").click();
    assert.match(await chat(page, ".greeting").textContent(), /Flandern/);
    await page.reload();
    await chat(page, ".launcher").click();
    assert.match(await chat(page, ".greeting").textContent(), /Flandern/);
  },

  async "nothing is stored but the token and the state, and nothing is fetched from elsewhere"(page, line, context) {
    const hosts = new Set();
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    await opened(page, line.url);
    await ask(page, "labs in Ghent");
    assert.deepEqual([...hosts], [new URL(line.url).host]);
    assert.deepEqual(await context.cookies(), []);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).sort()), ["welcome-chat.state", "welcome-chat.token"]);
    assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes("labs"));
  },
};

let failed = 0;
const wanted = process.argv[3] ?? "";
const chosen = Object.entries(CASES).filter(([name]) => name.includes(wanted));
for (const [name, play] of chosen) {
  const line = await openLine();
  const context = await openBrowser();
  const page = await context.newPage();
  try {
    await play(page, line, context);
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILS ${name}\n      ${String(error.message ?? error).split("\n").slice(0, 8).join("\n      ")}`);
  }
  await context.close();
  line.close();
}
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
