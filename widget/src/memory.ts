/** What the browser keeps: the signed token and the state of the interface; never a word that was said. */

const TOKEN_KEY = "welcome-chat.token";
const STATE_KEY = "welcome-chat.state";

export interface UiState {
  readonly sound: boolean;
  readonly wide: boolean;
  /** Id of the newest entry that was seen. */
  readonly read: string;
  /** Ids of the enablers on the shortlist. */
  readonly kept: readonly string[];
  /** The language chosen in the widget, and that of the page it was chosen on. */
  readonly chosen: string;
  readonly chosenOn: string;
}

const FRESH: UiState = { sound: false, wide: false, read: "", kept: [], chosen: "", chosenOn: "" };

/** Storage may be forbidden or full; the chat works without it. */
function stored(key: string): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function store(key: string, value: string): void {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    // nothing to mend for a visitor
  }
}

export const token = {
  read: (): string => stored(TOKEN_KEY),
  write: (value: string): void => store(TOKEN_KEY, value),
};

/** Returns what is stored now, by whichever tab; `otherwise` when nothing is, or nothing can be. */
export function readState(otherwise: UiState = FRESH): UiState {
  const written = stored(STATE_KEY);
  if (!written) return otherwise;
  try {
    const held = JSON.parse(written) as Partial<Record<keyof UiState, unknown>>;
    return {
      sound: held.sound === true,
      wide: held.wide === true,
      read: String(held.read ?? ""),
      kept: Array.isArray(held.kept) ? held.kept.map(String) : [],
      chosen: String(held.chosen ?? ""),
      chosenOn: String(held.chosenOn ?? ""),
    };
  } catch {
    return otherwise;
  }
}

export function writeState(state: UiState): void {
  store(STATE_KEY, JSON.stringify(state));
}
