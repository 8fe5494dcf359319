/** Launcher, panel, header, settings, foot. */

import { css } from "lit";

export const shell = css`
  .launcher {
    position: fixed;
    inset-inline-end: var(--offset);
    inset-block-end: var(--offset);
    z-index: var(--layer);
    display: inline-flex;
    align-items: center;
    gap: 0.6em;
    min-height: 3.5em;
    padding: 0 1.4em 0 1.1em;
    border: 2px solid var(--rim);
    border-radius: 2em;
    background: var(--ink);
    color: var(--on-ink);
    font-weight: 600;
    box-shadow: 0 1px 2px rgb(0 0 0 / 0.2), 0 10px 30px -6px rgb(8 20 26 / 0.45);
    transition: transform 0.15s ease;
  }
  .launcher .icon {
    width: 1.6em;
    height: 1.6em;
    color: var(--highlight);
  }
  .launcher:hover {
    transform: translateY(-2px);
  }
  .launcher:focus-visible {
    outline-color: var(--highlight);
    box-shadow: 0 0 0 6px var(--ink);
  }
  .unread {
    position: absolute;
    inset-block-start: -0.5em;
    inset-inline-end: -0.2em;
    min-width: 1.8em;
    padding: 0 0.45em;
    border: 2px solid var(--background);
    border-radius: 1em;
    background: var(--highlight);
    color: var(--on-highlight);
    font-size: 0.85em;
    line-height: 1.6em;
    text-align: center;
  }
  .panel {
    position: fixed;
    inset-inline-end: var(--offset);
    inset-block-end: var(--offset);
    z-index: var(--layer);
    display: flex;
    flex-direction: column;
    width: min(var(--welcome-width, 27em), 100vw - 2 * var(--offset));
    height: min(var(--welcome-height, 45em), 100dvh - 2 * var(--offset));
    overflow: hidden;
    border: 1px solid var(--border);
    border-radius: calc(var(--radius) + 4px);
    background: var(--background);
    box-shadow: 0 2px 6px rgb(8 20 26 / 0.12), 0 24px 60px -12px rgb(8 20 26 / 0.4);
    animation: rise 0.2s ease-out;
  }
  .panel.wide {
    width: min(64em, 100vw - 2 * var(--offset));
    height: calc(100dvh - 2 * var(--offset));
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(12px);
    }
  }
  .top {
    flex: none;
    display: flex;
    align-items: center;
    gap: 0.35em;
    padding: 0.75em 0.6em 0.75em 1em;
    background: var(--ink);
    color: var(--on-ink);
  }
  .top > div {
    flex: 1;
    min-width: 0;
    padding-inline-start: 0.4em;
  }
  .top h2 {
    font-size: 1.05em;
  }
  .top p {
    font-size: 0.85em;
    opacity: 0.85;
    line-height: 1.3;
  }
  .top :focus-visible {
    outline-color: var(--highlight);
    outline-offset: -2px;
  }
  .mark {
    display: grid;
    place-items: center;
    width: 2.4em;
    height: 2.4em;
    border-radius: 0.8em;
    background: var(--highlight);
    color: var(--on-highlight);
  }
  .round {
    flex: none;
    display: inline-grid;
    place-items: center;
    width: 2.5em;
    height: 2.5em;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 50%;
    background: none;
  }
  .round:hover {
    background: color-mix(in srgb, currentColor 12%, transparent);
  }
  .round.on {
    color: var(--accent);
    background: var(--accent-soft);
  }
  .round.on .icon {
    fill: currentColor;
    fill-opacity: 0.35;
  }
  .small {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-height: 2.3em;
    padding: 0.2em 0.8em;
    border: 1px solid var(--edge);
    border-radius: calc(var(--radius) * 0.6);
    background: var(--raised);
    color: var(--text);
    font-size: 0.875em;
    line-height: 1.25;
    text-decoration: none;
    text-align: start;
  }
  .small:hover {
    border-color: var(--accent);
    color: var(--accent);
  }
  .small.danger {
    border-color: var(--bad);
    color: var(--bad);
  }
  .settings {
    flex: 0 1 auto;
    min-height: 7em;
    display: grid;
    gap: 1em;
    max-height: 60%;
    overflow-y: auto;
    padding: 1em;
    border-bottom: 1px solid var(--border);
    background: var(--surface);
    justify-items: start;
  }
  .settings legend {
    padding: 0;
    margin-bottom: 0.4em;
    font-weight: 600;
  }
  .languages {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em;
  }
  .languages label {
    position: relative;
    cursor: pointer;
  }
  .languages input {
    position: absolute;
    inset: 0;
    opacity: 0;
    margin: 0;
    cursor: pointer;
  }
  .languages span {
    display: block;
    padding: 0.35em 0.9em;
    border: 1px solid var(--edge);
    border-radius: 2em;
    background: var(--raised);
    font-size: 0.9em;
  }
  .languages :checked + span {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  .languages :focus-visible + span {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .switch {
    display: flex;
    gap: 0.7em;
    cursor: pointer;
  }
  .switch input {
    flex: none;
    width: 1.25em;
    height: 1.25em;
    margin: 0.15em 0 0;
    accent-color: var(--accent);
  }
  .switch small {
    display: block;
    color: var(--muted);
    font-size: 0.85em;
  }
  .sure {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em;
  }
  .sure p {
    width: 100%;
  }
  .foot {
    flex: none;
    border-top: 1px solid var(--border);
    background: var(--background);
  }
  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4em 0.6em;
    padding: 0.5em 1em;
    border-bottom: 1px solid var(--border);
    font-size: 0.9em;
  }
  .banner > span {
    flex: 1 1 10em;
  }
  .banner.shortlist > span {
    flex-basis: 6.5em;
  }
  .banner.offline {
    background: var(--warn-soft);
  }
  .banner.offline > .icon {
    color: var(--warn);
  }
  .banner.notice {
    background: var(--accent-soft);
  }
  .banner.shortlist > .icon {
    color: var(--accent);
  }
  .banner .round {
    width: 2em;
    height: 2em;
  }
  .composer {
    padding: 0.7em 0.8em calc(0.7em + env(safe-area-inset-bottom, 0px));
  }
  .long {
    display: flex;
    gap: 0.4em;
    padding: 0 0.2em 0.5em;
    color: var(--warn);
    font-size: 0.875em;
  }
  .field {
    display: flex;
    align-items: flex-end;
    gap: 0.4em;
    padding: 0.3em;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--raised);
  }
  .field:focus-within {
    border-color: var(--accent);
    outline: 2px solid var(--accent);
    outline-offset: 0;
  }
  textarea {
    flex: 1;
    min-width: 0;
    min-height: 2.5em;
    max-height: 9em;
    padding: 0.45em 0.6em;
    border: 0;
    background: none;
    resize: none;
    field-sizing: content;
    overflow-wrap: anywhere;
  }
  textarea:focus-visible {
    outline: none;
  }
  textarea::placeholder {
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--muted);
    opacity: 1;
  }
  .send {
    flex: none;
    display: grid;
    place-items: center;
    width: 2.5em;
    height: 2.5em;
    padding: 0;
    border: 1px solid transparent;
    border-radius: calc(var(--radius) * 0.7);
    background: var(--accent);
    color: var(--on-accent);
  }
  .send:hover {
    filter: brightness(1.12);
  }
  .below {
    align-self: center;
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    margin-top: -3em;
    margin-bottom: 0.5em;
    min-height: 2.5em;
    padding: 0 1em;
    border: 1px solid transparent;
    border-radius: 2em;
    background: var(--ink);
    color: var(--on-ink);
    font-size: 0.9em;
    z-index: 1;
  }
  @media (max-width: 30em), (max-height: 34em) {
    .panel,
    .panel.wide {
      inset: 0;
      width: 100%;
      height: 100dvh;
      border: 0;
      border-radius: 0;
      animation: none;
    }
    .launcher {
      --offset: 12px;
    }
    .top {
      padding-block: 0.5em;
    }
    .top p {
      display: none;
    }
  }
  @media (max-width: 30em) {
    .launcher {
      padding: 0 0.9em;
    }
    .launcher span,
    .shortlist .label,
    .tools .label {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  /* At a strong zoom the head and the field would leave nothing to read. */
  @media (max-height: 22em) {
    .panel {
      overflow-y: auto;
    }
    .log {
      min-height: 9em;
    }
    .mark {
      display: none;
    }
  }
`;
