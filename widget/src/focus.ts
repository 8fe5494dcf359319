/** Keeps the Tab key inside the open panel. */

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex]:not([tabindex="-1"])';

export function focusable(within: ParentNode): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) => element.checkVisibility());
}

/** Returns where Tab must go instead of leaving, or null when it stays inside by itself. */
export function wrapped(
  stops: readonly HTMLElement[],
  focused: Element | null,
  backwards: boolean,
): HTMLElement | null {
  const [first, last] = [stops[0], stops.at(-1)];
  if (!first || !last) return null;
  const inside = focused instanceof HTMLElement && stops.includes(focused);
  if (backwards) return !inside || focused === first ? last : null;
  return !inside || focused === last ? first : null;
}
