/** Where the colours and measures come from: the host page's custom properties, else ours. */

import { css, unsafeCSS } from "lit";

import { DARK, LIGHT, type Palette } from "./palette";

function declared(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:var(--welcome-${name},${String(colour)});`)
    .join("");
}

const light = unsafeCSS(declared(LIGHT));
const dark = unsafeCSS(declared(DARK));

export const tokens = css`
  :host {
    ${light}
    color-scheme: light;
    --radius: var(--welcome-radius, 14px);
    --offset: var(--welcome-offset, 20px);
    --layer: var(--welcome-layer, 2147483000);
    /* Host pages shrink the root to count in tens; words must stay readable there, and grow with the visitor's setting. */
    font: 400 var(--welcome-font-size, max(16px, 1rem)) / 1.5
      var(--welcome-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif);
    color: var(--text);
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      ${dark}
      color-scheme: dark;
    }
  }
  :host([theme="dark"]) {
    ${dark}
    color-scheme: dark;
  }
  :host([hidden]) {
    display: none;
  }
  @media print {
    :host {
      display: none;
    }
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  figure,
  fieldset,
  table {
    margin: 0;
    padding: 0;
    border: 0;
  }
  h2,
  h3 {
    font-size: 1em;
    font-weight: 650;
    line-height: 1.3;
  }
  ul {
    list-style: none;
  }
  button,
  input,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    cursor: pointer;
  }
  button:disabled {
    cursor: default;
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.18em;
    text-decoration-thickness: 1px;
  }
  a:hover {
    text-decoration-thickness: 2px;
  }
  .icon {
    flex: none;
    width: 1.25em;
    height: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;
