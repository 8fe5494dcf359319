/** What changes where there is little room or much, and under forced colours; it comes after all it changes. */

import { css } from "lit";

export const adapting = css`
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
