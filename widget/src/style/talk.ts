/** The conversation: bubbles, answers, suggestions, feedback. */

import { css } from "lit";

export const talk = css`
  .log {
    flex: 1;
    min-height: 0;
    position: relative;
    overflow-y: auto;
    overscroll-behavior: contain;
    background: var(--surface);
    scrollbar-width: thin;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  .log:focus-visible {
    outline-offset: -3px;
  }
  .column {
    container: talk / inline-size;
    display: flex;
    flex-direction: column;
    gap: 1.1em;
    max-width: 62em;
    margin-inline: auto;
    padding: 1em 1em 1.4em;
  }
  .privacy {
    padding: 0.7em 0.9em;
    border-radius: var(--radius);
    background: var(--background);
    border: 1px solid var(--border);
    color: var(--muted);
    font-size: 0.85em;
    line-height: 1.45;
  }
  .welcome {
    display: grid;
    gap: 0.6em;
    padding: 0.5em 0.2em;
  }
  .greeting {
    font-size: 1.45em;
    font-weight: 680;
    line-height: 1.2;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  .eyebrow {
    margin-top: 0.7em;
    color: var(--muted);
    font-size: 0.85em;
    font-weight: 600;
  }
  .welcome ul {
    display: grid;
    gap: 0.5em;
  }
  .example {
    width: 100%;
    padding: 0.7em 1em;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--raised);
    text-align: start;
    line-height: 1.35;
  }
  .example:hover {
    border-color: var(--accent);
    color: var(--accent);
  }
  .prose {
    white-space: pre-line;
  }
  .prose + .prose {
    margin-top: 0.6em;
  }
  .entry {
    display: grid;
    gap: 0.5em;
    min-width: 0;
  }
  .who {
    color: var(--muted);
    font-size: 0.8em;
  }
  .who b {
    color: var(--text);
    font-weight: 600;
  }
  .bubble {
    padding: 0.65em 1em;
    border: 1px solid transparent;
    border-radius: calc(var(--radius) + 2px);
  }
  .visitor {
    justify-items: end;
    gap: 0.2em;
    padding-inline-start: 2.5em;
  }
  .visitor .bubble {
    max-height: 16em;
    overflow-y: auto;
    background: var(--accent);
    color: var(--on-accent);
    border-end-end-radius: 4px;
  }
  .visitor .bubble a {
    color: inherit;
  }
  .pending .bubble {
    opacity: 0.85;
  }
  .who.failed {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    align-items: center;
    gap: 0.3em 0.7em;
    color: var(--bad);
    font-size: 0.875em;
  }
  .link {
    min-height: 1.8em;
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 0.18em;
  }
  .person .bubble {
    justify-self: start;
    background: var(--background);
    border-color: var(--accent);
    border-end-start-radius: 4px;
  }
  .person .who b::before {
    content: "";
    display: inline-block;
    width: 0.6em;
    height: 0.6em;
    margin-inline-end: 0.45em;
    border: 1px solid transparent;
    border-radius: 50%;
    background: var(--good);
  }
  .system {
    justify-items: center;
    color: var(--muted);
    font-size: 0.875em;
    text-align: center;
  }
  .system.alert {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6em;
    padding: 0.6em 0.9em;
    border: 1px solid var(--warn);
    border-radius: var(--radius);
    background: var(--warn-soft);
    color: var(--text);
    text-align: start;
  }
  .system.alert span {
    flex: 1 1 9em;
  }
  .system.alert > .icon {
    color: var(--warn);
  }
  .answer {
    display: grid;
    gap: 0.7em;
    min-width: 0;
    padding: 0.9em 1em;
    border: 1px solid var(--border);
    border-radius: calc(var(--radius) + 2px);
    border-end-start-radius: 4px;
    background: var(--background);
  }
  .ask-person label {
    display: grid;
    gap: 0.2em;
  }
  .ask-person :is(input, textarea) {
    width: 100%;
    padding: 0.4em 0.7em;
    border: 1px solid var(--edge);
    border-radius: calc(var(--radius) * 0.6);
    background: var(--raised);
  }
  .ask-person .chip {
    background: var(--accent);
    color: var(--on-accent);
  }
  .tools,
  .suggestions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.45em;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    min-height: 2.4em;
    padding: 0.3em 1em;
    border: 1.5px solid var(--accent);
    border-radius: 2em;
    background: var(--background);
    color: var(--accent);
    font-size: 0.92em;
    font-weight: 550;
    line-height: 1.25;
    text-align: start;
  }
  .chip:not(:disabled):hover {
    background: var(--accent);
    color: var(--on-accent);
  }
  .chip:disabled {
    border-color: var(--border);
    border-style: dashed;
    background: none;
    color: var(--muted);
    font-weight: 400;
  }
  .feedback {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3em 0.6em;
    color: var(--muted);
    font-size: 0.875em;
  }
  .thumbs {
    display: flex;
  }
  .feedback .round {
    width: 2.2em;
    height: 2.2em;
  }
  .feedback form {
    flex: 1 1 100%;
    display: grid;
    gap: 0.3em;
    color: var(--text);
  }
  .feedback form div {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em;
  }
  .feedback .small {
    font-size: 1em;
  }
  .feedback input {
    flex: 1 1 12em;
    min-width: 0;
    min-height: 2.3em;
    padding: 0.2em 0.7em;
    border: 1px solid var(--edge);
    border-radius: calc(var(--radius) * 0.6);
    background: var(--raised);
  }
  .thanks {
    display: inline-flex;
    align-items: center;
    gap: 0.3em;
  }
  .thanks .icon {
    color: var(--good);
  }
  .typing {
    display: flex;
    align-items: center;
    gap: 0.6em;
    color: var(--muted);
    font-size: 0.875em;
  }
  .dots {
    display: inline-flex;
    gap: 0.25em;
    padding: 0.6em 0.8em;
    border: 1px solid var(--border);
    border-radius: 2em;
    background: var(--background);
  }
  .dots i {
    width: 0.45em;
    height: 0.45em;
    border: 1px solid transparent;
    border-radius: 50%;
    background: var(--muted);
    animation: pulse 1.2s infinite ease-in-out;
  }
  .dots i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.3s;
  }
  @keyframes pulse {
    0%,
    70%,
    100% {
      opacity: 0.35;
    }
    35% {
      opacity: 1;
    }
  }
`;
