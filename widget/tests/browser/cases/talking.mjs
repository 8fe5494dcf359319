/** Asking, going on, and coming back to it. */

import assert from "node:assert/strict";

import { answered, ask, chat, inSession, namesIn, openChat, reload, said } from "../visitor.mjs";

export const cases = [
  {
    name: "a question gets cards with name, kind, place, date and source",
    otherwise: "an answer that does not say what a place is, where, since when that is known, and by whom",
    async play({ page, line }) {
      await openChat(page, line.url);
      await ask(page, "BSL-2 labs near Ghent");
      const cards = chat(page, ".card");
      assert.ok((await cards.count()) > 1, "no list of cards");
      for (const part of ["h3", ".kind", ".where", ".badge", ".date", ".sources a"]) {
        const texts = await cards.evaluateAll((all, of) => all.map((card) => card.querySelector(of)?.textContent?.trim() ?? ""), part);
        assert.deepEqual(texts.filter((text) => !text), [], `a card has no ${part}`);
      }
      const kinds = await cards.locator(".kind").allInnerTexts();
      assert.deepEqual(kinds.filter((kind) => kind.includes("_")), []);
    },
  },
  {
    name: "a question is refined",
    otherwise: "the same list again, or one that forgot the first question",
    async play({ page, line }) {
      await openChat(page, line.url);
      await ask(page, "which incubators are there?");
      await ask(page, "only in Leuven");
      const refined = chat(page, ".entry.assistant").nth(1);
      const places = await refined.locator(".card .where").allInnerTexts();
      assert.ok(places.length > 0, "nothing is left");
      assert.deepEqual(places.filter((place) => !place.includes("Leuven")), []);
    },
  },
  {
    name: "a tapped suggestion goes on, once, and stays in the history after a reload",
    otherwise: "a conversation that is gone, or a button that does again what was done",
    async play({ page, line }) {
      await openChat(page, line.url);
      await ask(page, "incubators");
      const first = await namesIn(chat(page, ".entry.assistant").first());
      const button = chat(page, ".suggestions button").first();
      const title = (await button.innerText()).trim();
      await button.click();
      await answered(page, 2);
      const more = await namesIn(chat(page, ".entry.assistant").nth(1));
      assert.ok(more.length > 0, "nothing more is shown");
      assert.deepEqual(more.filter((name) => first.includes(name)), []);
      assert.ok(await button.isDisabled(), "the button can be tapped again");
      assert.match(await chat(page, ".entry.visitor").nth(1).innerText(), new RegExp(title));

      const before = await said(page);
      await reload(page);
      await chat(page, ".launcher").click();
      await answered(page, 2);
      assert.deepEqual(await said(page), before);
      assert.ok(await button.isDisabled(), "the button can be tapped again after a reload");
      await chat(page, ".entry:last-child .suggestions button:enabled").first().click();
      await answered(page, 3);
      const rest = await namesIn(chat(page, ".entry.assistant").nth(2));
      assert.ok(rest.length > 0, "nothing more is shown after a reload");
      assert.deepEqual(rest.filter((name) => [...first, ...more].includes(name)), []);
    },
  },
  {
    name: "two are compared side by side",
    otherwise: "no table, or one without year, floor area and sources",
    async play({ page, line }) {
      await openChat(page, line.url);
      await ask(page, "compare BioVille and Darwin");
      assert.equal(await chat(page, ".table thead th").count(), 2);
      const rows = await chat(page, ".table tbody th").allInnerTexts();
      for (const row of ["Kind", "Place", "Since", "Size", "Status", "Source"]) assert.ok(rows.includes(row), `no row ${row}`);
      const cells = await chat(page, ".table tbody tr").filter({ hasText: "Size" }).first().locator("td").allInnerTexts();
      assert.ok(cells.some((cell) => /^\d{1,3}(,\d{3})*\sm²$/.test(cell)), cells.join(" / "));
    },
  },
  {
    name: "the map opens beside the list, and its points lead to the cards",
    otherwise: "no map, or numbers on it that lead nowhere",
    async play({ page, line }) {
      await openChat(page, line.url);
      await ask(page, "incubators");
      await chat(page, ".tools button").first().click();
      assert.ok((await chat(page, ".map .spot").count()) > 1, "no points on the map");
      const listed = chat(page, ".map .legend button").last();
      const name = (await listed.innerText()).replace(/^\d+\s*/, "").trim();
      await listed.click();
      const focused = await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute("aria-label"));
      assert.equal(focused, name);
    },
  },
  {
    name: "two tabs show the same, and a closed one counts what is unread",
    otherwise: "a second tab that misses what was answered in the first",
    async play({ page, line, context }) {
      await openChat(page, line.url);
      await ask(page, "labs in Ghent");
      const other = await context.newPage();
      await inSession(other, () => other.goto(line.url));
      await page.bringToFront();
      await ask(page, "incubators in Leuven");
      await chat(other, ".unread").waitFor();
      assert.match(await chat(other, ".launcher").getAttribute("aria-label"), /unread/);
      await other.bringToFront();
      await chat(other, ".launcher").click();
      assert.deepEqual(await said(other), await said(page));
    },
  },
  {
    name: "a link with a question puts it into the field, and sends nothing by itself",
    otherwise: "a question sent in the visitor's name before they read what is kept",
    async play({ page, line }) {
      await page.goto(`${line.url}/widget/asking.html?ask=labs%20in%20Ghent`);
      await chat(page, ".privacy").waitFor();
      assert.equal(await chat(page, "#input").inputValue(), "labs in Ghent");
      assert.equal(await chat(page, ".entry").count(), 0);
      assert.equal(new URL(page.url()).search, "");
      await chat(page, ".send").click();
      await answered(page, 1);
      await reload(page);
      await chat(page, ".launcher").click();
      assert.equal(await chat(page, ".entry.visitor").count(), 1);
      assert.equal(await chat(page, "#input").inputValue(), "");
    },
  },
  {
    name: "the language follows the page, and the visitor's choice goes first",
    otherwise: "a greeting in a language that is not the page's, or not the chosen one",
    async play({ page, line }) {
      await openChat(page, `${line.url}/widget/fr.html`);
      assert.match(await chat(page, ".greeting").innerText(), /Flandre/);
      await chat(page, "#menu").click();
      await chat(page, ".languages label[lang=de]").click();
      await chat(page, ".greeting").filter({ hasText: "Flandern" }).waitFor();
      await page.reload();
      await chat(page, ".launcher").click();
      assert.match(await chat(page, ".greeting").innerText(), /Flandern/);
    },
  },
];
