/** Fails the build when the widget grows past what a host page may be asked to load. */

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const AT_MOST = 45_000;
const file = new URL("../dist/widget.js", import.meta.url);
const size = gzipSync(readFileSync(file), { level: 9 }).length;
console.log(`widget.js: ${size} of ${AT_MOST} bytes (gzip -9)`);
if (size > AT_MOST) {
  console.error("Too large: leave something out, or find the dependency that grew (npx vite build --sourcemap).");
  process.exit(1);
}
