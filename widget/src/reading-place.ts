/** Where the visitor reads in the log, and bringing the newest question to its top: an answer is read from its start. */

const NEAR_END_PX = 80;
const ABOVE_QUESTION_PX = 12;

function lastQuestion(log: HTMLElement): HTMLElement | undefined {
  return [...log.querySelectorAll<HTMLElement>(".entry.visitor")].at(-1);
}

export function atEnd(log: HTMLElement): boolean {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
}

/** Whether the visitor looks at the end or still at what they asked: then a new answer may move the page. */
export function mayMove(log: HTMLElement | null): boolean {
  const question = log && lastQuestion(log);
  if (!log || !question || atEnd(log)) return true;
  const below = question.offsetTop + question.offsetHeight;
  return below > log.scrollTop && question.offsetTop < log.scrollTop + log.clientHeight;
}

export function toLastQuestion(log: HTMLElement): void {
  const question = lastQuestion(log);
  log.scrollTop = question ? question.offsetTop - ABOVE_QUESTION_PX : 0;
}
