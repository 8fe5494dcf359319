/** A card, and what an answer is made of: badges, warnings, sources, links. */

import { css } from "lit";

export const cards = css`
  .cards {
    display: grid;
    gap: 0.7em;
  }
  .card {
    display: grid;
    gap: 0.5em;
    min-width: 0;
    padding: 0.8em 0.9em;
    border: 1px solid var(--border);
    border-radius: var(--radius);
    background: var(--raised);
  }
  /* Where the map led: seen after a click too. */
  [data-card]:focus {
    outline: 3px solid var(--accent);
    outline-offset: -2px;
  }
  .card > header {
    display: flex;
    align-items: flex-start;
    gap: 0.6em;
  }
  .card > header > div {
    flex: 1;
    min-width: 0;
  }
  .card .keep {
    margin: -0.35em -0.4em -0.35em 0;
    color: var(--muted);
  }
  .card .keep.on {
    color: var(--accent);
  }
  .number {
    flex: none;
    display: inline-grid;
    place-items: center;
    min-width: 1.7em;
    height: 1.7em;
    border: 1px solid transparent;
    border-radius: 1em;
    background: var(--ink);
    color: var(--on-ink);
    font-size: 0.85em;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .kind,
  .former,
  .date {
    color: var(--muted);
    font-size: 0.875em;
  }
  .capital-first {
    display: block;
  }
  .kind::first-letter,
  .capital-first::first-letter {
    text-transform: uppercase;
  }
  .where,
  .note,
  .sources p {
    display: flex;
    gap: 0.45em;
    line-height: 1.4;
  }
  .where .icon,
  .sources .icon,
  .note .icon {
    width: 1.15em;
    height: 1.15em;
    margin-top: 0.12em;
    color: var(--muted);
  }
  .why {
    display: grid;
    gap: 0.3em;
  }
  .why li {
    position: relative;
    padding-inline-start: 1.05em;
    line-height: 1.42;
  }
  .why li::before {
    content: "";
    position: absolute;
    inset-inline-start: 0.1em;
    inset-block-start: 0.5em;
    width: 0.42em;
    height: 0.42em;
    border: 1px solid transparent;
    border-radius: 50%;
    background: var(--accent);
  }
  .note {
    padding: 0.5em 0.7em;
    border-radius: calc(var(--radius) * 0.6);
    background: var(--warn-soft);
    font-size: 0.92em;
  }
  .note .icon {
    color: var(--warn);
  }
  .key {
    font-weight: 600;
  }
  .standing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3em 0.7em;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.1em 0.65em;
    border: 1px solid currentColor;
    border-radius: 2em;
    font-size: 0.8em;
    font-weight: 600;
    color: var(--warn);
    white-space: nowrap;
  }
  .badge .dot {
    width: 0.55em;
    height: 0.55em;
    border: 1.5px solid currentColor;
    border-radius: 50%;
  }
  .badge.active {
    color: var(--good);
  }
  .badge.active .dot {
    background: currentColor;
  }
  .badge.renamed,
  .badge.merged {
    color: var(--accent);
  }
  .sources {
    font-size: 0.875em;
  }
  .sources ul {
    display: grid;
    gap: 0.35em;
    padding-top: 0.35em;
  }
  .sources details {
    padding-inline-start: 1.6em;
  }
  details {
    min-width: 0;
  }
  summary {
    width: fit-content;
    min-height: 1.9em;
    color: var(--accent);
    font-size: 0.95em;
    cursor: pointer;
  }
  details.folded > summary {
    font-weight: 600;
  }
  details[open] > summary {
    margin-bottom: 0.4em;
  }
  .folded > * + * {
    margin-top: 0.6em;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1em 1.1em;
    font-size: 0.92em;
  }
  .ways a {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    min-height: 1.9em;
    font-weight: 550;
  }
  .ways .icon {
    width: 1.1em;
    height: 1.1em;
  }
`;
