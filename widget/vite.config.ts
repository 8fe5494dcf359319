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

/**
 * Parts of socket.io that this protocol never uses (a third transport, binary attachments): every host page would load
 * two kilobytes of them. When an update moves such a file, the size gate tells.
 */
const UNUSED: readonly (readonly [RegExp, string])[] = [
  [/engine\.io-client\/.*\/webtransport\.js$/, "export class WT {}"],
  [/engine\.io-parser\/.*\/base64-arraybuffer\.js$/, "export const decode = () => null;"],
  [/socket\.io-parser\/.*\/is-binary\.js$/, "export const isBinary = () => false; export const hasBinary = isBinary;"],
  [
    /socket\.io-parser\/.*\/binary\.js$/,
    "export const deconstructPacket = (packet) => ({ packet, buffers: [] }); export const reconstructPacket = (packet) => packet;",
  ],
];
const withoutUnused: Plugin = {
  name: "without-unused",
  enforce: "pre",
  load: (id) => UNUSED.find(([file]) => file.test(id))?.[1] ?? null,
};

// One file, no chunks: a page embeds a single address and nothing is fetched later.
export default defineConfig({
  plugins: [narrow, withoutUnused],
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
