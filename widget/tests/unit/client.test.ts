import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { LONGEST_DELAY_MS, backoff } from "../../src/protocol/backoff";
import { ANSWERED_WITHIN_MS, ChatClient } from "../../src/protocol/client";
import type { Entry } from "../../src/protocol/shapes";
import { answer, entry } from "./samples";
import { FakeWire } from "./wire";

let wire: FakeWire;
let kept: string;
let arrived: Entry[];
let notices: string[];
let signs: [string, string][];
let client: ChatClient;

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  wire = new FakeWire();
  kept = "";
  arrived = [];
  notices = [];
  signs = [];
  let ids = 0;
  client = new ChatClient(
    () => wire,
    { read: () => kept, write: (token) => void (kept = token) },
    {
      changed: () => undefined,
      arrived: (entries) => void arrived.push(...entries),
      noticed: (text) => void notices.push(text),
      signalled: (sign, said) => void signs.push([sign, said]),
      forgotten: () => undefined,
    },
    "nl",
    () => `mine-${++ids}`,
  );
});

afterEach(() => {
  client.stop();
  vi.useRealTimers();
});

describe("session", () => {
  test("is the first event of a connection, with the token and the language", async () => {
    kept = "old";
    client.start();
    await wire.up();
    expect(wire.sent[0]).toEqual({ event: "session", value: { token: "old", language: "nl" } });
    expect(kept).toBe("signed");
    expect(client.connection).toBe("online");
    expect(client.privacyUrl).toBe("privacy");
  });

  test("replays the history without announcing it", async () => {
    const history = [entry("1", "visitor", "labs"), entry("2", "assistant", "here", { answer: answer("topic") })];
    wire.replies["session"] = () => ({ ok: true, token: "t", history });
    client.start();
    await wire.up();
    expect(client.entries.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(arrived).toEqual([]);
  });

  test("announces what came while the line was down", async () => {
    client.start();
    await wire.up();
    wire.down();
    wire.replies["session"] = () => ({ ok: true, token: "t", history: [entry("7", "person", "Hello", { name: "Ann" })], standing: { state: "person", name: "Ann" } });
    await wire.up();
    expect(arrived.map(({ text }) => text)).toEqual(["Hello"]);
    expect(client.standing).toEqual({ state: "person", name: "Ann" });
  });

  test("is asked for anew, later and later, when the server refuses or is deaf", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    wire.replies["session"] = () => ({ ok: false, error: "rate", text: "Too many" });
    client.start();
    await wire.up();
    expect(notices).toEqual(["Too many"]);
    expect(client.connection).toBe("offline");
    const before = wire.connects;
    await vi.advanceTimersByTimeAsync(999);
    expect(wire.connects).toBe(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(wire.connects).toBe(before + 1);
    await wire.up();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(wire.connects).toBe(before + 1);
    await vi.advanceTimersByTimeAsync(1);
    expect(wire.connects).toBe(before + 2);
  });

  test("a line that the server closed is drawn again, once", async () => {
    client.start();
    await wire.up();
    wire.down("io server disconnect");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(wire.connects).toBe(2);
    await wire.up();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(wire.connects).toBe(2);
    expect(client.connection).toBe("online");
  });
});

describe("saying something", () => {
  test("waits for the session, then goes in order", async () => {
    client.send({ text: "one" });
    client.send({ payload: "/show_more", title: "Show more" });
    expect(client.outbox.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
    await wire.up();
    await settle();
    expect(wire.said("message")).toEqual([
      { id: "mine-1", text: "one" },
      { id: "mine-2", payload: "/show_more", title: "Show more" },
    ]);
  });

  test("goes on plain http too, under an id that the server takes", async () => {
    const { getRandomValues } = crypto;
    vi.stubGlobal("crypto", { getRandomValues: getRandomValues.bind(crypto) });
    const token = { read: () => "", write: () => undefined };
    const listener = { changed: vi.fn(), arrived: vi.fn(), noticed: vi.fn(), signalled: vi.fn(), forgotten: vi.fn() };
    const plain = new ChatClient(() => wire, token, listener, "en");
    plain.send({ text: "labs" });
    plain.send({ text: "in Ghent" });
    await wire.up();
    await settle();
    vi.unstubAllGlobals();
    plain.stop();
    const ids = wire.said("message").map(({ id }) => String(id));
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });

  test("is shown once: the entry takes the place of what was on its way", async () => {
    client.start();
    await wire.up();
    client.send({ text: "labs" });
    await settle();
    wire.fire("entry", entry("1", "visitor", "labs", { client_id: "mine-1" }));
    wire.fire("entry", entry("1", "visitor", "labs", { client_id: "mine-1" }));
    expect(client.outbox).toEqual([]);
    expect(client.entries).toHaveLength(1);
  });

  test("what was typed offline is kept and sent under its id when the line is back", async () => {
    client.start();
    await wire.up();
    wire.down();
    client.send({ text: "still there?" });
    await settle();
    expect(client.connection).toBe("offline");
    expect(wire.said("message")).toEqual([]);
    await wire.up();
    await settle();
    expect(wire.said("message")).toEqual([{ id: "mine-1", text: "still there?" }]);
  });

  test("a line lost before the word came back sends the same id again", async () => {
    wire.replies["message"] = undefined;
    client.start();
    await wire.up();
    client.send({ text: "labs" });
    await settle();
    wire.down();
    await vi.advanceTimersByTimeAsync(8_000);
    expect(client.outbox[0]?.state).toBe("waiting");
    wire.replies["message"] = () => ({ ok: true });
    await wire.up();
    await settle();
    expect(wire.said("message").map(({ id }) => id)).toEqual(["mine-1", "mine-1"]);
  });

  test("no word on a standing line: it says so, and a retry keeps the id", async () => {
    wire.replies["message"] = undefined;
    client.start();
    await wire.up();
    client.send({ text: "labs" });
    await vi.advanceTimersByTimeAsync(8_000);
    expect(client.outbox[0]?.state).toBe("lost");
    expect(signs).toEqual([["lost", ""]]);
    expect(client.awaiting).toBe(false);
    wire.replies["message"] = () => ({ ok: true });
    client.resend("mine-1");
    await settle();
    expect(wire.said("message").map(({ id }) => id)).toEqual(["mine-1", "mine-1"]);
  });

  test("a refusal shows the server's sentence, and can be removed", async () => {
    wire.replies["message"] = () => ({ ok: false, error: "rate", text: "A little slower, please." });
    client.start();
    await wire.up();
    client.send({ text: "labs" });
    await settle();
    expect(client.outbox[0]).toMatchObject({ state: "refused", problem: "A little slower, please." });
    expect(signs).toEqual([["refused", "A little slower, please."]]);
    client.discard("mine-1");
    expect(client.outbox).toEqual([]);
  });

  test("a session that the server no longer knows is opened again, and the message sent then", async () => {
    wire.replies["message"] = () => ({ ok: false, error: "expired", text: "x" });
    client.start();
    await wire.up();
    client.send({ text: "labs" });
    await settle();
    expect(client.outbox[0]?.state).toBe("waiting");
    wire.replies["message"] = () => ({ ok: true });
    await vi.advanceTimersByTimeAsync(1_000);
    await wire.up();
    await settle();
    expect(wire.sent.map(({ event }) => event)).toEqual(["session", "message", "session", "message"]);
  });

  test("a pasted book is cut to one more than the server reads", async () => {
    client.start();
    await wire.up();
    client.send({ text: "x".repeat(5_000_000) });
    await settle();
    expect(String(wire.said("message")[0]?.["text"])).toHaveLength(20_001);
  });
});

describe("the answer", () => {
  async function asked(): Promise<void> {
    client.start();
    await wire.up();
    client.send({ text: "labs" });
    await settle();
    wire.fire("entry", entry("1", "visitor", "labs", { client_id: "mine-1" }));
  }

  test("ends the waiting and is announced", async () => {
    await asked();
    expect(client.awaiting).toBe(true);
    wire.fire("entry", entry("2", "assistant", "Here"));
    expect(client.awaiting).toBe(false);
    expect(arrived.map(({ id }) => id)).toEqual(["2"]);
    await vi.advanceTimersByTimeAsync(ANSWERED_WITHIN_MS * 2);
    expect(client.unanswered).toBeNull();
  });

  test("that never comes can be asked for again, under a new id", async () => {
    await asked();
    await vi.advanceTimersByTimeAsync(ANSWERED_WITHIN_MS);
    expect(client.unanswered).toEqual({ text: "labs" });
    expect(signs).toEqual([["unanswered", ""]]);
    client.askAgain();
    await settle();
    expect(wire.said("message").map(({ id }) => id)).toEqual(["mine-1", "mine-2"]);
    expect(client.unanswered).toBeNull();
  });

  test("has more time while the server types", async () => {
    await asked();
    await vi.advanceTimersByTimeAsync(ANSWERED_WITHIN_MS - 1);
    wire.fire("typing", { on: true, from: "assistant" });
    await vi.advanceTimersByTimeAsync(ANSWERED_WITHIN_MS - 1);
    expect(client.unanswered).toBeNull();
  });

  test("is told to be on its way, once for each, and by whom", async () => {
    await asked();
    for (const on of [true, true, false]) wire.fire("typing", { on, from: "assistant" });
    wire.fire("typing", { on: true, from: "person", name: "Ann" });
    expect(signs).toEqual([["typing_assistant", ""], ["typing_person", "Ann"]]);
  });

  test("is not measured while a person holds the conversation", async () => {
    client.start();
    await wire.up();
    wire.fire("standing", { state: "person", name: "Ann" });
    client.send({ text: "Hi Ann" });
    await vi.advanceTimersByTimeAsync(ANSWERED_WITHIN_MS * 3);
    expect(client.unanswered).toBeNull();
  });

  test("odd entries break nothing", async () => {
    await asked();
    for (const odd of [null, 3, "x", {}, { id: "" }, []]) wire.fire("entry", odd);
    expect(client.entries).toHaveLength(1);
  });
});

test("entries stand in the order of their ids, however they come", async () => {
  client.start();
  await wire.up();
  for (const id of ["9", "11", "10"]) wire.fire("entry", entry(id, "assistant", id));
  expect(client.entries.map(({ id }) => id)).toEqual(["9", "10", "11"]);
});

test("a thumb that was not saved is taken back", async () => {
  client.start();
  await wire.up();
  wire.fire("entry", entry("1", "assistant", "Here"));
  expect((await client.rate("1", "up", "good")).ok).toBe(true);
  expect(wire.said("feedback")).toEqual([{ reply: "1", value: "up", word: "good" }]);
  wire.replies["feedback"] = () => ({ ok: false, error: "rate", text: "Too much at once." });
  expect(await client.rate("1", "down")).toMatchObject({ ok: false, text: "Too much at once." });
  expect(client.entries[0]?.feedback).toBe("up");
});

test("forgetting drops entries, outbox and token, and begins anew without the old token", async () => {
  client.start();
  await wire.up();
  wire.fire("entry", entry("1", "assistant", "Here"));
  expect((await client.forget()).ok).toBe(true);
  expect([client.entries, client.outbox, kept]).toEqual([[], [], ""]);
  await wire.up();
  expect(wire.said("session").at(-1)).toEqual({ language: "nl" });
});

test("all tabs go on in the one new conversation that the server names", async () => {
  const token = { read: () => kept, write: (value: string) => void (kept = value) };
  const listener = { changed: vi.fn(), arrived: vi.fn(), noticed: vi.fn(), signalled: vi.fn(), forgotten: vi.fn() };
  const otherWire = new FakeWire();
  const other = new ChatClient(() => otherWire, token, listener, "nl");
  for (const [tab, line] of [[client, wire], [other, otherWire]] as const) {
    tab.start();
    await line.up();
    line.fire("entry", entry("1", "assistant", "Here"));
    line.replies["session"] = (value) => ({ ok: true, token: (value as { token?: string }).token ?? "another" });
  }
  // The word to the tab that asked may come before the event.
  wire.replies["forget"] = () => ({ ok: true, token: "next" });
  expect((await client.forget()).ok).toBe(true);
  otherWire.fire("forgotten", { token: "next" });
  for (const line of [wire, otherWire]) {
    await line.up();
    expect(line.said("session").at(-1)).toEqual({ token: "next", language: "nl" });
  }
  other.stop();
});

test("forgetting without a line says that it did not happen", async () => {
  client.start();
  await wire.up();
  wire.down();
  expect((await client.forget()).ok).toBe(false);
});

test("the back-off doubles, has a bound, and is spread", () => {
  expect([0, 1, 2, 3].map((attempt) => backoff(attempt, () => 0))).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(backoff(50, () => 0)).toBe(LONGEST_DELAY_MS);
  expect(backoff(0, () => 1)).toBe(500);
});
