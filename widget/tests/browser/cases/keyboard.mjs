/** Everything by the keyboard, and the focus where one expects it. */

import assert from "node:assert/strict";

import { answered, chat, tabTo } from "../visitor.mjs";

const focused = (page) => page.evaluate(() => document.activeElement?.localName);

export const cases = [
  {
    name: "keyboard alone: ask, tap, compare, open the map, choose a language, close",
    otherwise: "a button that the keyboard cannot reach, or a focus that is lost",
    async play({ page, line }) {
      await page.goto(line.url);
      await page.locator("[data-welcome-ask]").first().focus();
      await page.keyboard.press("Enter");
      await chat(page, "#input:focus").waitFor();
      await page.keyboard.press("Enter");
      await answered(page, 1);

      await page.keyboard.type("incubators");
      await page.keyboard.press("Enter");
      await answered(page, 2);
      await tabTo(page, ".entry:last-child .suggestions button:enabled");
      await page.keyboard.press("Enter");
      await answered(page, 3);

      await page.keyboard.type("compare BioVille and Darwin");
      await page.keyboard.press("Enter");
      await chat(page, ".table").waitFor();
      await tabTo(page, ".entry:last-child .tools button");
      await page.keyboard.press("Enter");
      await chat(page, ".map").waitFor();
      await tabTo(page, ".map .legend button");
      await page.keyboard.press("Enter");
      assert.ok(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.matches("[data-card]")), "the map does not lead to a card");

      await tabTo(page, "#menu");
      await page.keyboard.press("Enter");
      await tabTo(page, ".languages input");
      await page.keyboard.press("ArrowRight");
      await chat(page, ".panel[lang=nl]").waitFor();
      await page.keyboard.press("Escape");
      await chat(page, ".settings").waitFor({ state: "detached" });

      await page.keyboard.press("Escape");
      await chat(page, ".launcher").waitFor();
      assert.ok(await page.evaluate(() => document.activeElement?.hasAttribute("data-welcome-ask")), "the focus did not return");
    },
  },
  {
    name: "the Tab key stays inside the open chat, both ways",
    otherwise: "a focus that wanders behind the chat, where it is not seen",
    async play({ page, line }) {
      await page.goto(line.url);
      await page.locator("[data-welcome-ask]").first().focus();
      await page.keyboard.press("Enter");
      await chat(page, "#input:focus").waitFor();
      await page.keyboard.press("Enter");
      await answered(page, 1);
      const stops = await chat(page, ".panel").locator("a[href], button:enabled, input, textarea, summary, [tabindex='0']").count();
      for (const key of ["Tab", "Shift+Tab"]) {
        for (let step = 0; step <= stops; step += 1) {
          await page.keyboard.press(key);
          assert.equal(await focused(page), "welcome-chat");
        }
      }
    },
  },
];
