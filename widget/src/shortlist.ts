/** A list of enablers as plain text: to paste, or to send to oneself. */

import type { Key, Words } from "./i18n";
import { safeLink } from "./links";
import type { EnablerView } from "./protocol/shapes";

/** What mail programs still take from a link. */
const MAILTO_AT_MOST = 1_900;

function about(view: EnablerView, number: number, words: Words): string {
  const place =
    view.distanceKm === null
      ? view.place
      : `${view.place}, ${words.say("km_away", { km: words.number(view.distanceKm) })}`;
  const kind = view.kindLabel ? `${view.kindLabel}, ` : "";
  const status = view.status === "active" ? "" : ` [${words.say(`status_${view.status}`)}]`;
  const source = view.sources[0];
  const labelled = (key: Key): string => words.say("labelled", { label: words.say(key) });
  return [
    `${number}. ${view.name} (${kind}${place})${status}`,
    ...view.why.slice(0, 3).map((reason) => `   - ${reason}`),
    view.caveat && `   ${labelled("note")} ${view.caveat}`,
    safeLink(view.website) && `   ${labelled("website")} ${view.website}`,
    source && `   ${labelled("source")} ${source.title} (${words.date(source.date)}), ${source.url}`,
  ]
    .filter(Boolean)
    .join("\n");
}

export function shortlistText(views: readonly EnablerView[], words: Words): string {
  const intro = words.say("list_intro", { date: words.today() });
  return [intro, ...views.map((view, index) => about(view, index + 1, words))].join("\n\n") + "\n";
}

/** Returns a mailto: link without an addressee; what does not fit is left out whole, and said to be. */
export function shortlistMail(views: readonly EnablerView[], words: Words): string {
  const subject = encodeURIComponent(words.say("mail_subject"));
  const link = (body: string): string =>
    `mailto:?subject=${subject}&body=${encodeURIComponent(body.replace(/\n/g, "\r\n"))}`;
  const whole = link(shortlistText(views, words));
  if (whole.length <= MAILTO_AT_MOST) return whole;
  for (let held = views.length - 1; held > 0; held -= 1) {
    const cut = link(`${shortlistText(views.slice(0, held), words)}\n${words.say("list_cut")}\n`);
    if (cut.length <= MAILTO_AT_MOST) return cut;
  }
  const names = views.map((view) => `${view.name} (${view.place})`).join("\n");
  return link(`${names}\n`).slice(0, MAILTO_AT_MOST).replace(/%[0-9A-F]?$/, "");
}
