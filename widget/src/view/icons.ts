/** Line icons, drawn for this widget on a grid of 24. All are decoration: words stand beside them or in a label. */

import { type SVGTemplateResult, type TemplateResult, html, svg } from "lit";

const drawn = (shapes: SVGTemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shapes}</svg>`;

export const icons = {
  chat: drawn(svg`<path d="M4 5.5h16v11H11l-4.5 4v-4H4z"/><path d="M8 9.5h8M8 12.8h5"/>`),
  close: drawn(svg`<path d="M6 6l12 12M18 6L6 18"/>`),
  wider: drawn(svg`<path d="M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7"/>`),
  narrower: drawn(svg`<path d="M20 10h-6V4M14 10l6-6M4 14h6v6M10 14l-6 6"/>`),
  menu: drawn(svg`<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.4"/><circle cx="8" cy="17" r="2.4"/>`),
  send: drawn(svg`<path d="M12 20V5M5.5 11.5L12 5l6.5 6.5"/>`),
  pin: drawn(svg`<path d="M12 21c4.6-5 7-8.3 7-11.3A7 7 0 0 0 5 9.700C5 12.7 7.4 16 12 21z"/><circle cx="12" cy="9.7" r="2.3"/>`),
  map: drawn(svg`<path d="M3.5 6.500l5.5-2.5 6 2.5 5.5-2.500v13.500L15 20l-6-2.500L3.5 20zM9 4v13.500M15 6.500V20"/>`),
  globe: drawn(svg`<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.500c3 3 3 14 0 17M12 3.500c-3 3-3 14 0 17"/>`),
  contact: drawn(svg`<path d="M3.5 6h17v12h-17zM3.5 7l8.5 6.500L20.5 7"/>`),
  source: drawn(svg`<path d="M6 3.500h8.500L18.5 8v12.500H6zM14 3.500V8.500h4.500M9 12.500h6M9 16h6"/>`),
  star: drawn(svg`<path d="M12 4l2.5 5.2 5.7.8-4.1 4 1 5.700L12 17l-5.1 2.7 1-5.7-4.1-4 5.7-.8z"/>`),
  copy: drawn(svg`<path d="M8.5 8.500h11v11h-11zM15.5 8.500v-4h-11v11h4"/>`),
  up: drawn(svg`<path d="M4 10.500h3.500v9H4zM7.5 11l4-7c1.7 0 2.5 1.2 2.2 2.800L13 10h5.200c1.3 0 2 1.1 1.7 2.300l-1.5 5.700c-.2.9-.9 1.5-1.9 1.500h-9"/>`),
  down: drawn(svg`<path d="M4 13.500h3.500v-9H4zM7.5 13l4 7c1.7 0 2.5-1.2 2.2-2.800L13 14h5.200c1.3 0 2-1.1 1.7-2.300L18.4 6c-.2-.9-.9-1.5-1.9-1.500h-9"/>`),
  note: drawn(svg`<path d="M12 4l9 15.500H3zM12 10v4.500M12 16.800v.4"/>`),
  check: drawn(svg`<path d="M5 12.500l4.5 4.500L19 7.5"/>`),
  arrow: drawn(svg`<path d="M12 5v14M5.5 12.500L12 19l6.5-6.5"/>`),
  cut: drawn(svg`<path d="M3 3l18 18M8.5 12.500a5 5 0 0 1 2-1.300M5 9a10.5 10.5 0 0 1 3.3-2M11 6a10.5 10.5 0 0 1 8 3M12 18.500v.4"/>`),
  bin: drawn(svg`<path d="M4.5 7h15M9.5 7V4.500h5V7M6.5 7l1 13h9l1-13M10 10.500v6M14 10.500v6"/>`),
  person: drawn(svg`<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20c.8-4 3.7-6 7.5-6s6.7 2 7.5 6"/>`),
} as const;
