/** Fails the build when the widget grows past what a host page may be asked to load. */

import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const AT_MOST = 45_000;
const folder = new URL("../dist/", import.meta.url);
const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
const size = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, folder)), { level: 9 }).length, 0);
console.log(`${scripts.join(" + ")}: ${size} of ${AT_MOST} bytes (gzip -9)`);
if (size > AT_MOST) {
  console.error("Too large: leave something out, or find the dependency that grew (npx vite build --sourcemap).");
  process.exit(1);
}
