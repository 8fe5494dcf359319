/** What every part of the view is given: the words, the state that is shown, and what a tap does. */

import type { Words } from "../i18n";
import type { EnablerView, Entry, Suggestion, Thumb } from "../protocol/shapes";

export interface Scene {
  readonly words: Words;
  /** Ids of entries whose map is open. */
  readonly mapsOpen: ReadonlySet<string>;
  /** Ids of enablers on the shortlist. */
  readonly kept: ReadonlySet<string>;
  /** Suggestions tapped since the page was loaded, as `tapKey` writes them. */
  readonly tapped: ReadonlySet<string>;
  /** Id of the entry whose remark is being written, and of those that got one. */
  readonly remarkOn: string;
  readonly remarked: ReadonlySet<string>;
  readonly acts: {
    tap(entry: string, suggestion: Suggestion): void;
    ask(text: string): void;
    toggleMap(entry: string): void;
    goTo(card: string): void;
    toggleKept(view: EnablerView): void;
    copy(views: readonly EnablerView[]): void;
    rate(entry: Entry, value: Thumb): void;
    remark(entry: Entry, words: string): void;
  };
}

export function tapKey(entry: string, suggestion: Suggestion): string {
  return `${entry} ${suggestion.payload}`;
}
