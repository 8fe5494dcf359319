/** Cards, comparison, distance, map. */

import { css } from "lit";

export const answers = css`
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
  .table {
    max-width: 100%;
    overflow-x: auto;
    border: 1px solid var(--border);
    border-radius: var(--radius);
    scrollbar-width: thin;
  }
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
    font-size: 0.9em;
  }
  th,
  td {
    padding: 0.6em;
    border-bottom: 1px solid var(--border);
    background: var(--raised);
    text-align: start;
    vertical-align: top;
    line-height: 1.4;
    overflow-wrap: break-word;
  }
  tr:last-child > * {
    border-bottom: 0;
  }
  tbody td,
  thead th {
    min-width: 9em;
    border-inline-start: 1px solid var(--border);
  }
  thead th {
    font-weight: 650;
    border-bottom: 2px solid var(--accent);
  }
  .column-head {
    display: flex;
    align-items: flex-start;
    gap: 0.4em;
  }
  .column-head > :nth-child(2) {
    flex: 1;
  }
  .table .keep {
    width: 2em;
    height: 2em;
    margin: -0.25em -0.4em -0.25em 0;
    color: var(--muted);
  }
  tbody th,
  thead td {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    max-width: 6.5em;
    background: var(--surface);
    color: var(--muted);
    font-weight: 600;
    font-size: 0.92em;
  }
  /* The row's head says it already. */
  .table .key {
    display: none;
  }
  .table .badge {
    margin-inline-end: 0.4em;
  }
  .stretch {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(7em, 1.1fr) minmax(0, 1fr);
    align-items: center;
    gap: 0.6em;
    padding: 0.8em;
    border: 1px solid var(--border);
    border-radius: var(--radius);
    background: var(--raised);
    font-size: 0.9em;
    line-height: 1.3;
  }
  .stretch small {
    display: block;
    color: var(--muted);
  }
  .stretch .end {
    font-weight: 600;
    overflow-wrap: break-word;
  }
  .stretch .end small {
    font-weight: 400;
  }
  .stretch .end:first-child {
    text-align: end;
  }
  .stretch .line {
    display: grid;
    justify-items: center;
  }
  .stretch b {
    font-size: 1.25em;
    color: var(--accent);
  }
  .stretch i {
    width: 100%;
    padding-top: 0.2em;
    border-top: 2px dashed var(--accent);
    color: var(--muted);
    font-size: 0.85em;
    font-style: normal;
    text-align: center;
  }
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
  @container talk (max-width: 24em) {
    .town {
      font-size: 18px;
    }
    .stretch {
      grid-template-columns: minmax(0, 1fr);
      text-align: center;
    }
    .stretch .end:first-child {
      text-align: center;
    }
    .tools .small {
      padding-inline: 0.5em;
      font-size: 0.82em;
    }
    tbody td,
    thead th {
      min-width: 8em;
    }
    tbody th {
      max-width: 5.5em;
      padding-inline: 0.4em;
      font-size: 0.85em;
    }
    .spot {
      transform: scale(1.4);
      transform-box: fill-box;
      transform-origin: center;
    }
  }
  @container talk (min-width: 44em) {
    .beside:has(> .map) {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.1fr);
      align-items: start;
    }
    .beside:has(> .map):has(.table) {
      grid-template-columns: minmax(0, 1fr);
    }
    .beside:not(:has(.table)) > .map {
      position: sticky;
      top: 0.8em;
      order: 1;
    }
    .beside:has(.table) > .map {
      max-width: 36em;
    }
    .beside:not(:has(> .map)) > .content > .cards {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      align-items: start;
    }
    .visitor {
      padding-inline-start: 30%;
    }
    .bubble {
      max-width: 40em;
    }
  }
  @media (forced-colors: active) {
    .region,
    .capital {
      fill: Canvas;
      stroke: CanvasText;
    }
    .town,
    .town text {
      fill: CanvasText;
    }
    .spot rect {
      fill: Highlight;
      stroke: CanvasText;
    }
    .spot text {
      fill: HighlightText;
    }
    .icon {
      stroke: currentColor;
    }
    .badge.active .dot,
    .why li::before {
      forced-color-adjust: none;
      background: CanvasText;
    }
    .round.on,
    .languages :checked + span,
    .send {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
      border-color: Highlight;
    }
    .note,
    .banner {
      border: 1px solid CanvasText;
    }
  }
`;
