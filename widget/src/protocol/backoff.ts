/** How long to wait before the next try: socket.io does it after a lost line, we after a refusal by the server. */

export const FIRST_DELAY_MS = 1_000;
export const LONGEST_DELAY_MS = 30_000;
const JITTER = 0.5;

/**
 * Returns milliseconds to wait before try number `attempt` (0 = first).
 * Doubled each time up to the longest; spread at random, so that all visitors don't come back in one second.
 */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 10));
  return Math.round(full * (1 - JITTER * random()));
}
