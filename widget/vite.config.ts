import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Templates and styles are strings to the minifier: their indentation and comments would be shipped. */
const narrow: Plugin = {
  name: "narrow-templates",
  enforce: "pre",
  transform(code, id) {
    if (!/\/widget\/src\/.*\.ts$/.test(id)) return null;
    const styles = id.includes("/src/style/") ? code.replace(/\/\*[^]*?\*\//g, "").replace(/([;{},])\s*\n\s*/g, "$1").replace(/(?<=[a-z-]+): /g, ":") : code;
    return { code: styles.replace(/\n\s+/g, "\n"), map: null };
  },
};

/** The server speaks websocket and polling; the third transport would cost every host page a kilobyte. */
const withoutWebTransport: Plugin = {
  name: "without-webtransport",
  enforce: "pre",
  load: (id) => (/engine\.io-client\/.*\/transports\/webtransport\.js$/.test(id) ? "export class WT {}" : null),
};

// One file, no chunks: a page embeds a single address and nothing is fetched later.
export default defineConfig({
  plugins: [narrow, withoutWebTransport],
  publicDir: "site/static",
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    modulePreload: false,
    // Not Vite's library mode: that leaves the white space in, for bundlers that come after it.
    rolldownOptions: {
      input: "src/index.ts",
      preserveEntrySignatures: "strict",
      treeshake: { moduleSideEffects: (id) => !/node_modules\/(engine|socket)\.io/.test(id) },
      output: { format: "es", entryFileNames: "widget.js", codeSplitting: false },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["tests/unit/**/*.test.ts"],
  },
});
