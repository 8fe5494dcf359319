/** The element as a screen reader meets it: what it says aloud, and where the focus is. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { FakeWire } from "./wire";

const line = vi.hoisted(() => ({ wire: null as unknown }));
vi.mock("../../src/protocol/wire", () => ({ openWire: () => line.wire }));

let wire: FakeWire;
let chat: HTMLElement & { ask(text?: string): void; updateComplete: Promise<boolean> };

const settle = async (): Promise<void> => {
  await new Promise((done) => setTimeout(done));
  await chat.updateComplete;
};
const inside = (selector: string): HTMLElement | null => chat.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const spoken = (): string => [...(chat.shadowRoot?.querySelectorAll("[aria-live=polite]") ?? [])].map((slot) => slot.textContent).join("").trim();

beforeEach(async () => {
  localStorage.clear();
  await import("../../src/index");
  wire = line.wire = new FakeWire();
  chat = document.createElement("welcome-chat") as typeof chat;
  chat.setAttribute("lang", "en");
  chat.setAttribute("server", "https://assistant.example");
  document.body.append(chat);
});

afterEach(() => chat.remove());

async function begun(): Promise<void> {
  chat.ask();
  await wire.up();
  await settle();
}

function write(text: string): void {
  const input = inside("#input") as HTMLTextAreaElement;
  input.value = text;
  input.dispatchEvent(new Event("input"));
  inside(".composer")?.dispatchEvent(new Event("submit", { cancelable: true }));
}

test("a refusal is spoken in the server's words", async () => {
  wire.replies["message"] = () => ({ ok: false, error: "rate", text: "A little slower, please." });
  await begun();
  write("labs");
  await settle();
  expect(spoken()).toBe("A little slower, please.");
});

test("that somebody types is spoken", async () => {
  await begun();
  wire.fire("typing", { on: true, from: "assistant" });
  await settle();
  expect(spoken()).toBe("The assistant is looking it up");
  wire.fire("typing", { on: false });
  wire.fire("typing", { on: true, from: "person", name: "Ann" });
  await settle();
  expect(spoken()).toBe("Ann is typing");
});

test("what was not done is said to be so, with the server's reason, or that there is no line", async () => {
  await begun();
  inside("#menu")?.click();
  await settle();
  inside("#forget")?.click();
  await settle();
  wire.replies["forget"] = () => ({ ok: false, error: "rate", text: "Too much at once." });
  inside(".danger")?.click();
  await settle();
  expect(inside(".notice")?.textContent).toContain("Not deleted yet. Too much at once.");
});

test("a request for a person that gets no word back says nothing about deleting", async () => {
  await begun();
  wire.fire("entry", { id: "1", from: "assistant", text: "A person?", answer: { kind: "handover" } });
  await settle();
  wire.down();
  inside(".ask-person")?.dispatchEvent(new Event("submit", { cancelable: true }));
  await settle();
  expect(inside(".ask-person [role=alert]")?.textContent).toContain("There is no connection.");
});

test("the page about privacy is the assistant's, also below a path", async () => {
  chat.setAttribute("server", "https://host.example/assistant");
  await begun();
  expect(inside(".privacy a")?.getAttribute("href")).toBe("https://host.example/assistant/privacy?lang=en");
});
