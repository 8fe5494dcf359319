import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

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

/** The keys stand in English only; the other languages are lists in the order of English, and a test holds them to it. */
const KEYS = /^  (\w+):/gm;
const keysOf = (code: string): string[] => [...code.matchAll(KEYS)].map((match) => match[1] ?? "");
const ENGLISH = keysOf(readFileSync(new URL("src/i18n/en.ts", import.meta.url), "utf8"));
const listedWords: Plugin = {
  name: "listed-words",
  enforce: "pre",
  transform(code, id) {
    const language = /\/src\/i18n\/(nl|fr|de)\.ts$/.exec(id)?.[1];
    if (!language) return null;
    if (keysOf(code).join() !== ENGLISH.join()) this.error(`src/i18n/${language}.ts: the keys must stand in the order of en.ts`);
    const list = code.replace(/= \{/, "= named([").replace(/\};\s*$/, "]);").replace(KEYS, "");
    return { code: `import { named } from "./named";\n${list}`, map: null };
  },
};

/**
 * Parts of socket.io that this protocol never uses (a third transport, binary attachments), and parts of it and of lit that a
 * browser has itself (the reading of addresses, style sheets made by a script): every host page would load kilobytes of them. When an update moves such a file, the size
 * gate tells.
 */
const NARROWED: readonly (readonly [RegExp, string])[] = [
  [/engine\.io-client\/.*\/webtransport\.js$/, "export class WT {}"],
  [
    /engine\.io-client\/.*\/parseuri\.js$/,
    `export function parse(source) {
      const { protocol, hostname, port, pathname } = new URL(source);
      return { source, protocol: protocol.slice(0, -1), host: hostname.replace(/[[\\]]/g, ""), port, path: pathname };
    }`,
  ],
  [
    /engine\.io-client\/.*\/parseqs\.js$/,
    `export const encode = (values) => String(new URLSearchParams(values));
    export const decode = (query) => Object.fromEntries(new URLSearchParams(query));`,
  ],
  [/engine\.io-client\/.*\/has-cors\.js$/, "export const hasCORS = true;"],
  [
    /socket\.io-client\/.*\/esm\/url\.js$/,
    `import { parse } from "engine.io-client";
    export const url = (address) => ({ ...parse(address), id: address });`,
  ],
  [
    /@lit\/reactive-element\/css-tag\.js$/,
    `export const supportsAdoptingStyleSheets = true;
    export class CSSResult {}
    export const unsafeCSS = String;
    export const css = (strings, ...values) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(String.raw({ raw: strings }, ...values));
      return sheet;
    };
    export const getCompatibleStyle = (sheet) => sheet;
    export const adoptStyles = (root, sheets) => {
      root.adoptedStyleSheets = sheets;
    };`,
  ],
  [/engine\.io-parser\/.*\/base64-arraybuffer\.js$/, "export const decode = () => null;"],
];
const withoutUnused: Plugin = {
  name: "without-unused",
  enforce: "pre",
  load: (id) => NARROWED.find(([file]) => file.test(id))?.[1] ?? null,
};

/** What socket.io and lit call their own, by an underscore: nothing else in the bundle writes names so. */
const OWN_OF_LIBRARIES = /^_[a-zA-Z$]/;

// One file, no chunks: a page embeds a single address and nothing is fetched later.
export default defineConfig({
  plugins: [listedWords, narrow, withoutUnused],
  resolve: { alias: { "socket.io-parser": fileURLToPath(new URL("src/protocol/packets.ts", import.meta.url)) } },
  publicDir: "site/static",
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    modulePreload: false,
    minify: "terser",
    terserOptions: { ecma: 2020, module: true, compress: { passes: 3 }, mangle: { properties: { regex: OWN_OF_LIBRARIES } } },
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
