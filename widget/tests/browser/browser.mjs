/** One real Chromium without a profile, for the checks by eye and by axe. */

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

/** Returns a context of `options` (Playwright's); closing it ends its browser. */
export function openBrowser(options = {}) {
  return chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "welcome-chat-")), {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
    viewport: { width: 1280, height: 860 },
    ...options,
  });
}
