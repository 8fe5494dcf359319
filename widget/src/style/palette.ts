/** The colours, light and dark: data, so that a test can hold every pair to WCAG AA. */

export interface Palette {
  readonly background: string;
  readonly surface: string;
  readonly raised: string;
  readonly text: string;
  readonly muted: string;
  readonly border: string;
  /** Edge of a control: 3 to 1 against what is around it. */
  readonly edge: string;
  readonly accent: string;
  readonly "on-accent": string;
  readonly "accent-soft": string;
  readonly ink: string;
  readonly "on-ink": string;
  /** Edge of the launcher, so that it stands out on a page as dark as itself. */
  readonly rim: string;
  readonly highlight: string;
  readonly "on-highlight": string;
  readonly good: string;
  readonly warn: string;
  readonly "warn-soft": string;
  readonly bad: string;
  readonly water: string;
  readonly land: string;
}

export const LIGHT: Palette = {
  background: "#ffffff",
  surface: "#f3f6f5",
  raised: "#ffffff",
  text: "#14222b",
  muted: "#51626c",
  border: "#d9e1e0",
  edge: "#7b8b92",
  accent: "#0b6163",
  "on-accent": "#ffffff",
  "accent-soft": "#e2f0ee",
  ink: "#14222b",
  "on-ink": "#ffffff",
  rim: "#14222b",
  highlight: "#ffe04a",
  "on-highlight": "#14222b",
  good: "#17683f",
  warn: "#7c4a00",
  "warn-soft": "#fff4da",
  bad: "#a3262a",
  water: "#eef4f6",
  land: "#d5e6e2",
};

export const DARK: Palette = {
  background: "#121b21",
  surface: "#19252c",
  raised: "#1d2a32",
  text: "#eaf1f2",
  muted: "#a5b5bc",
  border: "#31424b",
  edge: "#738790",
  accent: "#74d3c9",
  "on-accent": "#07211f",
  "accent-soft": "#1b3a3a",
  ink: "#0b1216",
  "on-ink": "#ffffff",
  rim: "#ffe04a",
  highlight: "#ffe04a",
  "on-highlight": "#14222b",
  good: "#7fd6a4",
  warn: "#f2c66d",
  "warn-soft": "#352b16",
  bad: "#ff9d96",
  water: "#16222a",
  land: "#2c4646",
};

/** Pairs that stand on each other as words: 4.5 to 1 at least. */
export const READ_ON: readonly (readonly [keyof Palette, keyof Palette])[] = [
  ["text", "background"], ["text", "surface"], ["text", "raised"], ["text", "accent-soft"], ["text", "warn-soft"],
  ["muted", "background"], ["muted", "surface"], ["muted", "raised"],
  ["accent", "background"], ["accent", "surface"], ["accent", "raised"], ["accent", "accent-soft"],
  ["on-accent", "accent"], ["on-ink", "ink"], ["on-highlight", "highlight"], ["highlight", "ink"],
  ["good", "raised"], ["warn", "raised"], ["warn", "warn-soft"], ["bad", "background"], ["bad", "raised"],
  ["text", "land"], ["text", "water"],
];
