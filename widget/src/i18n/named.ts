/** Gives words that the build wrote as a list their keys again: those of English, in its order. */

import type { Strings } from ".";
import { en } from "./en";

export function named(words: readonly string[]): Strings {
  return Object.fromEntries(Object.keys(en).map((key, index) => [key, words[index]])) as Strings;
}
