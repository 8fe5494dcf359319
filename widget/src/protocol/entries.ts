/** The order and the sameness of entries: ids grow, and each is held once. */

import type { Entry } from "./shapes";

/** Compares server ids, which grow: 9 before 10, and words of one length by their letters. */
export function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Returns `entries` with `entry` in its place; one that is there already takes the newer content. */
export function withEntry(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  const same = (held: Entry): boolean =>
    held.id === entry.id || (entry.clientId !== "" && held.clientId === entry.clientId);
  if (entries.some(same)) return entries.map((held) => (same(held) ? entry : held));
  const later = entries.findIndex((held) => compareIds(held.id, entry.id) > 0);
  if (later < 0) return [...entries, entry];
  return [...entries.slice(0, later), entry, ...entries.slice(later)];
}
