/** Which addresses may become links, and where they stand in a text. */

const ALLOWED = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Returns the address when it is absolute, http(s), mailto or tel, and hides no user name; else "". */
export function safeLink(address: string): string {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return "";
  }
  // "https://known.example@other.example" shows one house and leads to another.
  if (!ALLOWED.has(url.protocol) || url.username || url.password) return "";
  return url.href;
}

export interface Piece {
  readonly text: string;
  /** "" for plain words. */
  readonly href: string;
}

const ADDRESS = /(?:https?:\/\/|mailto:|tel:)[^\s<>"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;
const CLOSING = /[.,;:!?'"»”’)\]]+$/;

/** Cuts a text into plain words and links; joined again, the pieces are the text. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    const href = safeLink(/^(https?|mailto|tel):/i.test(address) ? address : `mailto:${address}`);
    if (!href) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index), href: "" });
    found.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) found.push({ text: text.slice(from), href: "" });
  return found;
}

/** Returns the address without the sentence's own punctuation; a bracket opened inside it stays. */
function trimmed(address: string): string {
  const cut = address.replace(CLOSING, "");
  const open = cut.split("(").length - cut.split(")").length;
  return open > 0 && address[cut.length] === ")" ? `${cut})` : cut;
}
