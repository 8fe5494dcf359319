/** Asking for a person: when the form is offered, what is sent, and who is said to have the conversation. */

import { render } from "lit";
import { beforeEach, describe, expect, test, vi } from "vitest";

import { AskingPerson } from "../../src/asking-person";
import { wordsIn } from "../../src/i18n";
import { ChatClient } from "../../src/protocol/client";
import { Decoder, Encoder, read, write } from "../../src/protocol/packets";
import { LANGUAGES, readSession, readStanding } from "../../src/protocol/shapes";
import { personForm, standingBar } from "../../src/view/person";
import { answer, scene } from "./samples";
import { FakeWire } from "./wire";

let wire: FakeWire;
let client: ChatClient;

beforeEach(async () => {
  wire = new FakeWire();
  const token = { read: () => "", write: () => undefined };
  const listener = { changed: vi.fn(), arrived: vi.fn(), noticed: vi.fn(), signalled: vi.fn(), forgotten: vi.fn() };
  client = new ChatClient(() => wire, token, listener, "en", () => "id");
  client.start();
  await wire.up();
});

const says = (id: string, from: string, kind = "") =>
  wire.fire("entry", { id, from, text: id, ...(kind ? { answer: { ...answer("handover"), kind } } : {}) });
const WISH = { consent: true, need: "", name: "Kim", organisation: "", email: "", kept: [] } as const;

describe("the form", () => {
  test("is offered under a way to a person, until the talk goes on", () => {
    const asking = new AskingPerson(() => undefined);
    expect(asking.open(client)).toBe(false);
    says("1", "assistant", "handover");
    expect(asking.open(client)).toBe(true);
    says("2", "system");
    expect(asking.open(client)).toBe(true);
    says("3", "visitor");
    expect(asking.open(client)).toBe(false);
  });

  test("stays away once it was put away, and comes when it is wanted", () => {
    const asking = new AskingPerson(() => undefined);
    says("1", "assistant", "handover");
    asking.close(client);
    expect(asking.open(client)).toBe(false);
    asking.want();
    expect(asking.open(client)).toBe(true);
  });

  test("is not offered where nobody can be asked, or while a person is asked already", () => {
    const asking = new AskingPerson(() => undefined);
    asking.want();
    for (const state of ["waiting", "person"]) {
      wire.fire("standing", { state, name: "" });
      expect(asking.open(client)).toBe(false);
    }
    wire.fire("standing", { state: "later", name: "" });
    expect(asking.open(client)).toBe(true);
    client.team = null;
    expect(asking.open(client)).toBe(false);
  });

  test("closes once the team has it, and else tells what is wrong", async () => {
    const asking = new AskingPerson(() => undefined);
    asking.want();
    wire.replies["person"] = () => ({ ok: false, error: "email", text: "Not an address" });
    expect(await asking.send(client, WISH, "no line")).toBe(false);
    expect(asking.problem).toBe("Not an address");
    wire.down();
    expect(await asking.send(client, WISH, "no line")).toBe(false);
    expect(asking.problem).toBe("no line");
    wire.replies["person"] = () => ({ ok: true });
    await wire.up();
    expect(await asking.send(client, WISH, "no line")).toBe(true);
    expect(asking.open(client)).toBe(false);
    expect(wire.sent.filter(({ event }) => event === "person").at(-1)?.value).toEqual(WISH);
  });

  test.each(LANGUAGES)("states the consent before anything is asked: %s", (language) => {
    const place = document.createElement("div");
    const words = wordsIn(language);
    const send = vi.fn();
    const form = { privacyUrl: "https://x.example/privacy", there: false, problem: "", keep: vi.fn(), send, cancel: vi.fn() };
    render(personForm({ ...form, scene: scene({}, language) }), place);
    const text = place.textContent ?? "";
    expect(text.indexOf("Slack")).toBeGreaterThan(-1);
    expect(text.indexOf("Slack")).toBeLessThan(text.indexOf(words.say("name")));
    expect(text).toContain(words.say("consent_away"));
    expect(place.querySelectorAll("label").length).toBe(4);
    place.querySelector<HTMLInputElement>("[name=email]")!.value = " kim@example.org ";
    place.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));
    expect(send).toHaveBeenCalledWith({ consent: true, need: "", name: "", organisation: "", email: "kim@example.org" });
  });
});

test("who has the conversation is said, unless it is simply the assistant", () => {
  const place = document.createElement("div");
  const acts = { goOn: vi.fn(), leaveDetails: vi.fn() };
  const bar = (state: string, name = "") => {
    render(standingBar(readStanding({ state, name }), wordsIn("en"), acts), place);
    return place.textContent ?? "";
  };
  expect(bar("person", "Ann")).toContain("Ann reads");
  expect(bar("person")).toContain("Welcome team reads");
  expect(bar("waiting")).toContain("Waiting");
  place.querySelector("button")!.click();
  expect(acts.goOn).toHaveBeenCalled();
  expect(bar("later")).toContain("owes you");
  place.querySelector("button")!.click();
  expect(acts.leaveDetails).toHaveBeenCalled();
  expect(bar("assistant").trim()).toBe("");
  expect(bar("nonsense").trim()).toBe("");
});

test("an entry of a person that comes under another id is still the same", () => {
  wire.fire("entry", { id: "5", client_id: "k", from: "person", name: "Ann", text: "Hello" });
  wire.fire("entry", { id: "9", client_id: "k", from: "person", name: "Ann", text: "Hello" });
  expect(client.entries.map(({ id }) => id)).toEqual(["9"]);
});

test("a server without a team says so by silence", () => {
  expect(readSession({ ok: true }).team).toBeNull();
  expect(readSession({ ok: true, team: { there: 1 } }).team).toEqual({ there: false });
});

describe("packets", () => {
  test.each([
    ["0", { type: 0, nsp: "/" }],
    ['0{"sid":"a"}', { type: 0, nsp: "/", data: { sid: "a" } }],
    ['2["entry",{"text":"a,b\\nc"}]', { type: 2, nsp: "/", data: ["entry", { text: "a,b\nc" }] }],
    ['217["message",{}]', { type: 2, nsp: "/", id: 17, data: ["message", {}] }],
    ['317[{"ok":true}]', { type: 3, nsp: "/", id: 17, data: [{ ok: true }] }],
    ["1/other,", { type: 1, nsp: "/other" }],
    ['2/other,4["a"]', { type: 2, nsp: "/other", id: 4, data: ["a"] }],
  ])("%s is read, and written alike", (written, packet) => {
    expect(read(written)).toEqual(packet);
    expect(write(packet)).toBe(written);
    expect(new Encoder().encode(packet)).toEqual([written]);
  });

  test.each(["", "x", "2", '2{"a":1}', "3", '51-["a"]', "2[", "9[]"])("%s is none", (written) => {
    expect(() => read(written)).toThrow();
  });

  test("are given to whoever listens", () => {
    const heard = vi.fn();
    const decoder = new Decoder();
    decoder.on("decoded", heard);
    decoder.add('2["a"]');
    expect(heard).toHaveBeenCalledWith({ type: 2, nsp: "/", data: ["a"] });
  });
});
