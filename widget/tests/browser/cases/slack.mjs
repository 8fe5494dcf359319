/** A person of the team in Slack, visitors in the widget: played with the tests' own Slack (SLACK is its address). */

import assert from "node:assert/strict";

import { openContext } from "../browser.mjs";
import { ask, chat, openChat, reload } from "../visitor.mjs";

const SLACK = process.env.SLACK;
const TEAM = "C0WELCOME";

const seen = async () => (await fetch(`${SLACK}/people`)).json();

async function people(what, done) {
  const reply = await fetch(`${SLACK}/people/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ channel: TEAM, ...done }),
  });
  assert.ok((await reply.json()).acknowledged, `Slack waits for an acknowledgement of ${what}`);
}

async function until(holds) {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await holds();
    if (found) return found;
    await new Promise((again) => setTimeout(again, 50));
  }
  return assert.fail(`the team waits in vain: ${holds}`);
}

/** Returns the card of the visitor who gave this name. */
const cardOf = (name) =>
  until(async () =>
    (await seen()).messages.find(({ blocks, thread_ts }) => !thread_ts && JSON.stringify(blocks ?? []).includes(`*Name*\\n${name}`)),
  );

const inThread = (card, text) =>
  until(async () => (await seen()).messages.some((each) => each.thread_ts === card.ts && JSON.stringify(each.blocks ?? []).includes(text)));

async function wantPerson(page, name) {
  await chat(page, "#menu").click();
  await chat(page, "#ask-person").click();
  await chat(page, ".ask-person [name=name]").fill(name);
  await chat(page, ".ask-person [type=submit]").click();
  await chat(page, ".stands.waiting").waitFor();
}

async function write(page, text) {
  await chat(page, "#input").fill(text);
  await page.keyboard.press("Enter");
}

const said = (page) => chat(page, ".entry.person").allInnerTexts();

/** One visitor and one person of the team, from asking to handing back. */
async function wholeHandOver(page, url, { visitor, user, name, picture }) {
  await openChat(page, url);
  await ask(page, `labs for ${visitor}`);
  await wantPerson(page, visitor);
  const card = await cardOf(visitor);
  await inThread(card, `labs for ${visitor}`);
  await people("taps", { user, ts: card.ts, title: "Take over" });
  await chat(page, ".stands.person").waitFor();
  assert.match(await chat(page, ".stands").innerText(), new RegExp(name));
  await people("says", { user, text: `Good morning ${visitor}, this is ${name}.`, thread: card.ts });
  await chat(page, ".entry.person").waitFor();
  await people("says", { user, text: "note: not for the visitor", thread: card.ts });
  await write(page, `thank you, says ${visitor}`);
  await inThread(card, `thank you, says ${visitor}`);
  await picture?.("slack-person");
  await reload(page);
  await chat(page, ".launcher").click();
  await chat(page, ".stands.person").waitFor();
  await people("says", { user, text: "One more thing.", thread: card.ts });
  await chat(page, ".entry.person").nth(1).waitFor();
  const heard = await said(page);
  assert.equal(heard.length, 2, heard.join("\n"));
  assert.match(heard[0], new RegExp(`^${name}[^]*Good morning ${visitor}`));
  assert.doesNotMatch(await chat(page, ".entry.person").first().innerText(), /note/);
  await people("taps", { user, ts: card.ts, title: "Hand back" });
  await chat(page, ".stands").waitFor({ state: "detached" });
  await ask(page, "and now the assistant");
}

export const cases = [
  {
    name: "two visitors and two people in Slack at once, from asking to handing back",
    otherwise: "the words of somebody else, words that come twice or not at all, or an assistant that talks over a person",
    async play({ page, context, line, picture }) {
      const others = await openContext(context.browser());
      try {
        const other = await others.newPage();
        await Promise.all([
          wholeHandOver(page, line.url, { visitor: "Kim", user: "U0ANNA", name: "Anna", picture }),
          wholeHandOver(other, line.url, { visitor: "Lee", user: "U0BRAM", name: "Bram" }),
        ]);
      } finally {
        await others.close();
      }
    },
  },
];
