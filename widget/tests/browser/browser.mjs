/** One real Chromium for all tests; each gets a context, as fresh as a visitor who was never here. */

import { chromium } from "playwright-core";

/** How long a visitor's patience is here: generous, for a busy machine; nothing is measured by it. */
const PATIENCE_MS = 60_000;

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Without its sandbox it runs as root and in containers too; it only ever opens our own pages.
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

/** `options` are Playwright's. Motion is reduced, so that a picture is taken of what stands still. */
export async function openContext(browser, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}
