/** Questions that come from outside the widget: from the address of the page, or from a button on it. */

const LONGEST_QUESTION = 500;

/** Returns the question in `?ask=` or `#ask=`, or "". */
export function questionInAddress(address: string): string {
  const url = new URL(address);
  const inHash = new URLSearchParams(url.hash.replace(/^#/, "")).get("ask");
  return (url.searchParams.get("ask") ?? inHash ?? "").trim().slice(0, LONGEST_QUESTION);
}

/** Returns the address without its question, so that a reload does not ask again. */
export function withoutQuestion(address: string): string {
  const url = new URL(address);
  url.searchParams.delete("ask");
  const hash = new URLSearchParams(url.hash.replace(/^#/, ""));
  if (hash.has("ask")) {
    hash.delete("ask");
    url.hash = hash.toString();
  }
  return url.href;
}

/** Returns the host page's button that was clicked and what it asks, or null. */
export function askedBy(event: Event): { button: HTMLElement; question: string } | null {
  const button = event
    .composedPath()
    .find((node): node is HTMLElement => node instanceof HTMLElement && node.hasAttribute("data-welcome-ask"));
  if (!button) return null;
  const question = button.getAttribute("data-welcome-ask") || button.textContent || "";
  return { button, question: question.trim().slice(0, LONGEST_QUESTION) };
}
