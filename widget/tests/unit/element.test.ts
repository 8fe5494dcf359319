/** The element as a screen reader meets it: what it says aloud, and where the focus is. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

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
  await chat.updateComplete;
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

const field = (): string => (inside("#input") as HTMLTextAreaElement).value;

test("the first question of the page waits in the field, a later one is asked", async () => {
  chat.ask("labs near Ghent");
  await chat.updateComplete;
  await wire.up();
  await settle();
  expect(field()).toBe("labs near Ghent");
  expect(wire.said("message")).toEqual([]);
  inside(".composer")?.dispatchEvent(new Event("submit", { cancelable: true }));
  await settle();
  chat.ask("incubators in Leuven");
  await settle();
  expect(wire.said("message").map(({ text }) => text)).toEqual(["labs near Ghent", "incubators in Leuven"]);
});

describe("the focus", () => {
  const focused = (): Element | null | undefined => chat.shadowRoot?.activeElement;

  test("goes to the field when a control was used up", async () => {
    wire.replies["message"] = () => ({ ok: false, error: "rate", text: "A little slower, please." });
    await begun();
    write("labs");
    await settle();
    const remove = inside(".failed button:last-child");
    remove?.focus();
    remove?.click();
    await settle();
    expect(inside(".failed")).toBeNull();
    expect(focused()).toBe(inside("#input"));
  });

  test("moves into the chat however it is opened, and back when it is closed", async () => {
    const button = document.createElement("button");
    document.body.append(button);
    button.focus();
    (chat as unknown as { hide(): void }).hide();
    await settle();
    expect(document.activeElement).toBe(button);
    chat.setAttribute("open", "");
    await settle();
    expect(focused()).toBe(inside("#input"));
    chat.removeAttribute("open");
    await settle();
    expect(document.activeElement).toBe(button);
    button.remove();
  });
});

test("what one tab keeps is not undone by another that was opened before", async () => {
  const state = (): Record<string, unknown> => JSON.parse(localStorage.getItem("welcome-chat.state") ?? "{}");
  await begun();
  localStorage.setItem("welcome-chat.state", JSON.stringify({ kept: ["bioville"] }));
  inside("#menu")?.click();
  await settle();
  inside("[role=switch]")?.click();
  await settle();
  expect(state()).toMatchObject({ kept: ["bioville"], sound: true });

  localStorage.setItem("welcome-chat.state", JSON.stringify({ chosen: "fr", chosenOn: "en" }));
  window.dispatchEvent(new Event("storage"));
  await settle();
  expect((inside("[role=switch]") as HTMLInputElement).checked).toBe(false);
});
