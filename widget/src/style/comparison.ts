/** The table of a comparison, and the line between two places. */

import { css } from "lit";

export const comparison = css`
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
`;
