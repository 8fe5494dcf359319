/** A person of the team takes over and hands back: played on a server whose team the test acts for. */

import assert from "node:assert/strict";

import { faults } from "../axe.mjs";
import { ask, chat, openChat, reload, tabTo } from "../visitor.mjs";

/** Does what a person of the team does; returns what came of it. */
async function act(address, action, request, more = {}) {
  const reply = await fetch(`${address}/team/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ request, ...more }),
  });
  return (await reply.json()).outcome;
}

/** What the team was shown, in order. */
async function shown(address) {
  const notes = await (await fetch(`${address}/team`)).text();
  return notes.split("\n").filter(Boolean).map((line) => JSON.parse(line));
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
const cardOf = (address, name) =>
  until(async () => (await shown(address)).findLast(({ card }) => card?.name === name)?.card);

const heard = (address, text) => until(async () => (await shown(address)).some((note) => note.text === text));

async function wantPerson(page, name) {
  await chat(page, "#menu").click();
  await chat(page, "#ask-person").click();
  await chat(page, ".ask-person [name=name]").fill(name);
  await chat(page, ".ask-person [type=submit]").click();
  await chat(page, ".stands.waiting").waitFor();
}

const LOOKS = [
  ["light", {}],
  ["dark", { colorScheme: "dark" }],
  ["narrow", { viewport: { width: 320, height: 640 } }],
];

export const cases = [
  {
    name: "a person takes over, answers in two tabs, and hands back",
    otherwise: "a person's words that come late, twice or not at all",
    async play({ page, line, address, context, picture }) {
      await openChat(page, line.url);
      await ask(page, "labs in Ghent");
      await wantPerson(page, "Kim");
      await picture("person-waiting");
      const { request } = await cardOf(address, "Kim");
      await chat(page, "#input").fill("is anybody there?");
      await page.keyboard.press("Enter");
      await heard(address, "is anybody there?");
      assert.equal(await act(address, "take", request), "taken");
      await chat(page, ".stands.person").waitFor();
      assert.match(await chat(page, ".stands").innerText(), /Ann/);
      const other = await context.newPage();
      await openChat(other, line.url);
      await act(address, "says", request, { text: "Good morning, this is Ann.", event: "b1" });
      await act(address, "says", request, { text: "Good morning, this is Ann.", event: "b1" });
      for (const tab of [page, other]) {
        await chat(tab, ".entry.person").waitFor();
        assert.match(await chat(tab, ".entry.person").innerText(), /^Ann[^]*this is Ann/);
        assert.equal(await chat(tab, ".entry.person").count(), 1);
      }
      await picture("person-answers");
      await other.close();
      await reload(page);
      await chat(page, ".launcher").click();
      await chat(page, ".stands.person").waitFor();
      assert.equal(await chat(page, ".entry.person").count(), 1);
      assert.equal(await chat(page, ".typing").count(), 0);
      assert.equal(await act(address, "hand_back", request), "taken");
      await chat(page, ".stands").waitFor({ state: "detached" });
      await ask(page, "and now the assistant");
      await picture("person-handed-back");
    },
  },
  {
    name: "by the keyboard: the consent is read first, a slip in the address is told, and the focus comes back",
    otherwise: "words that go to the team unasked, or a form that the keyboard cannot leave",
    async play({ page, line, address }) {
      await openChat(page, line.url);
      await tabTo(page, "#menu");
      await page.keyboard.press("Enter");
      await tabTo(page, "#ask-person");
      await page.keyboard.press("Enter");
      await chat(page, ".ask-person textarea:focus").waitFor();
      const form = await chat(page, ".ask-person").innerText();
      assert.ok(form.indexOf("If you agree") >= 0 && form.indexOf("If you agree") < form.indexOf("Name"));
      assert.ok(!(await shown(address)).some(({ card }) => card?.name === "Sam"));
      await page.keyboard.type("A pilot plant");
      for (const words of ["Sam", "Sample Ltd", "sam@nowhere"]) {
        await page.keyboard.press("Tab");
        await page.keyboard.type(words);
      }
      await page.keyboard.press("Enter");
      await chat(page, ".ask-person [role=alert]").waitFor();
      await page.keyboard.type(".org");
      await page.keyboard.press("Enter");
      await chat(page, ".stands.waiting").waitFor();
      await chat(page, "#input:focus").waitFor();
      const card = await cardOf(address, "Sam");
      assert.deepEqual([card.need, card.organisation, card.email], ["A pilot plant", "Sample Ltd", "sam@nowhere.org"]);
    },
  },
  {
    name: "an answer that is a way to a person offers the form; put away it stays away",
    otherwise: "an e-mail address instead of a person, or a form that nags",
    async play({ page, line }) {
      await openChat(page, line.url);
      await ask(page, "a person, please");
      await chat(page, ".ask-person").waitFor();
      await chat(page, ".ask-person [type=button]").click();
      await chat(page, ".ask-person").waitFor({ state: "detached" });
      await reload(page);
      await chat(page, ".launcher").click();
      await ask(page, "labs in Ghent");
      assert.equal(await chat(page, ".ask-person").count(), 0);
    },
  },
  {
    name: "who waits may go on with the assistant, and is still answered",
    otherwise: "an assistant that is silent for as long as nobody comes",
    async play({ page, line, address }) {
      await openChat(page, line.url);
      await wantPerson(page, "Lee");
      await chat(page, ".stands.waiting button").click();
      await chat(page, ".stands.later").waitFor();
      await ask(page, "labs in Ghent");
      const { request } = await cardOf(address, "Lee");
      await act(address, "says", request, { text: "Sorry, I was away", event: "b2" });
      await chat(page, ".entry.person").waitFor();
    },
  },
  ...LOOKS.map(([name, options]) => ({
    name: `the form and every state, judged by axe: ${name}`,
    otherwise: "words too faint, a field without a name, or a page that scrolls sideways",
    options,
    async play({ page, line, address, picture }) {
      const found = [];
      const judge = async (state) => {
        await picture(`person-${name}-${state}`);
        found.push(...(await faults(page, state)));
      };
      const who = `Visitor ${name}`;
      await openChat(page, `${line.url}/widget/de.html`);
      await chat(page, "#menu").click();
      await chat(page, "#ask-person").click();
      await judge("form");
      await chat(page, ".ask-person [name=name]").fill(who);
      await chat(page, ".ask-person [type=submit]").click();
      await chat(page, ".stands.waiting").waitFor();
      await judge("waiting");
      const { request } = await cardOf(address, who);
      await act(address, "take", request);
      await act(address, "says", request, { text: "Guten Morgen", event: `b-${name}` });
      await chat(page, ".entry.person").waitFor();
      await judge("person");
      await act(address, "later", request);
      await chat(page, ".stands.later").waitFor();
      await judge("later");
      assert.deepEqual(found, []);
    },
  })),
];
