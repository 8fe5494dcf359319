/** The sketch of the region, beside or above its list. */

import { css } from "lit";

export const map = css`
  .beside {
    display: grid;
    gap: 0.8em;
    min-width: 0;
  }
  .content {
    min-width: 0;
  }
  .map {
    overflow: hidden;
    border: 1px solid var(--border);
    border-radius: var(--radius);
    background: var(--water);
  }
  .map svg {
    display: block;
    width: 100%;
    height: auto;
    padding: 0.4em;
  }
  .region {
    fill: var(--land);
    stroke: var(--accent);
    stroke-width: 1.6;
    stroke-linejoin: round;
  }
  .capital {
    fill: var(--background);
    fill-opacity: 0.6;
    stroke: var(--accent);
    stroke-width: 1.2;
    stroke-linejoin: round;
  }
  .town {
    fill: var(--muted);
    font-size: 15px;
  }
  .town text {
    fill: var(--text);
    opacity: 0.85;
  }
  .spot {
    cursor: pointer;
  }
  .spot rect {
    fill: var(--ink);
    stroke: var(--highlight);
    stroke-width: 2;
  }
  .spot text {
    fill: var(--on-ink);
    font-size: 15px;
    font-weight: 700;
  }
  figcaption {
    display: grid;
    gap: 0.4em;
    padding: 0.6em 0.8em;
    border-top: 1px solid var(--border);
    background: var(--raised);
    color: var(--muted);
    font-size: 0.85em;
    line-height: 1.4;
  }
  .plain {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-height: 1.9em;
    padding: 0.1em 0.2em;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--text);
    text-align: start;
    line-height: 1.3;
  }
  .plain:hover {
    color: var(--accent);
    text-decoration: underline;
  }
`;
