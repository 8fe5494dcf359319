/** What a visitor does, step by step, as the tests tell it. */

import assert from "node:assert/strict";

export const chat = (page, selector) => page.locator(`welcome-chat ${selector}`);

export async function openChat(page, url) {
  await page.goto(url);
  await chat(page, ".launcher").click();
  await chat(page, "#input").waitFor();
}

/** Loads the page anew and waits until the chat on it has heard from the server what was said before. */
export async function reload(page) {
  await inSession(page, () => page.reload());
}

/** Does something that makes the chat connect, and waits until its session is open. */
export async function inSession(page, act) {
  const opened = new Promise((resolve) => {
    const watch = (socket) =>
      socket.on("framereceived", ({ payload }) => {
        if (!String(payload).includes('"history"')) return;
        page.off("websocket", watch);
        resolve();
      });
    page.on("websocket", watch);
  });
  await act();
  await opened;
}

/** Waits until answer number `count`, from 1, is there. */
export const answered = (page, count) => chat(page, ".entry.assistant").nth(count - 1).waitFor();

export async function ask(page, question) {
  const before = await chat(page, ".entry.assistant").count();
  await chat(page, "#input").fill(question);
  await page.keyboard.press("Enter");
  await answered(page, before + 1);
}

/** What is said in the conversation, entry by entry. */
export const said = (page) => chat(page, ".entry").allInnerTexts();

export const namesIn = (entry) => entry.locator(".card h3").allInnerTexts();

/** Goes on with the Tab key until the focus in the chat is on what matches; fails after all of it was passed. */
export async function tabTo(page, selector) {
  for (let step = 0; step < 150; step += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate((wanted) => {
      const focused = document.activeElement?.shadowRoot?.activeElement;
      return focused?.matches(wanted) ?? false;
    }, selector);
    if (found) return;
  }
  assert.fail(`the Tab key never comes to ${selector}`);
}

/** The schemes of all links in the chat that are neither for the web, nor for mail, nor for the telephone. */
export async function oddLinks(page) {
  const schemes = await chat(page, "a").evaluateAll((links) => links.map((link) => new URL(link.href).protocol));
  return schemes.filter((scheme) => !["http:", "https:", "mailto:", "tel:"].includes(scheme));
}
