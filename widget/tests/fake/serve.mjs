/**
 * A stand-in for the assistant, to work on the widget without Python: serves dist/ and answers a few words.
 *
 *     npm run build && npm run fake        # http://127.0.0.1:5199
 *
 * "person" brings one of the team (the form does, too), "silence" no answer, "refuse" a refusal, "both" two answers, anything else a list.
 */

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import { Server } from "socket.io";

const PORT = Number(process.env.PORT ?? 5199);
const FOLDER = fileURLToPath(new URL("../../dist", import.meta.url));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const CSP = "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:";

const http = createServer((request, response) => {
  const path = normalize(new URL(request.url, "http://fake").pathname);
  const file = join(FOLDER, path === "/" ? "index.html" : path);
  if (!file.startsWith(FOLDER) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end("Not here");
    return;
  }
  response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "text/plain", "Content-Security-Policy": CSP });
  createReadStream(file).pipe(response);
});

const place = (id, name, town, lat, lon, change = {}) => ({
  id, name, kind: "incubator", kind_label: "incubator", place: town, distance_km: null, why: ["an example, not a fact"],
  status: "active", as_of: "2024-05", website: "https://example.org/", contact: "", map: "", lat, lon, former_names: [],
  caveat: "", sources: [{ title: "An example page", url: "https://example.org/page", date: "2024-05" }], ...change,
});
const PLACES = [
  place("a", "Example House", "Ghent", 51.054, 3.725, { distance_km: 3.2 }),
  place("b", "Sample Park", "Leuven", 50.879, 4.701, { status: "planned", caveat: "An example of a warning." }),
  place("c", "Specimen Institute for Extraordinarily Long Organisation Names", "Diepenbeek", 50.907, 5.42, { status: "unknown" }),
];
const answer = (kind, change) => ({
  kind, query: {}, total: 0, relaxed: [], enablers: [], facts: [], sources: [], distance_km: null, suggestions: [], ...change,
});
const LIST = {
  from: "assistant",
  text: "3 examples:",
  answer: answer("enablers", {
    total: 3, enablers: PLACES, suggestions: [{ title: "Show more", payload: "/show_more" }],
  }),
};
const REPLIES = {
  person: [
    { from: "system", text: "Ann of the welcome team has joined." },
    { from: "person", name: "Ann", text: "Good morning, this is Ann. How can I help?" },
  ],
  silence: [],
  both: [LIST, { from: "assistant", text: "And this is the second answer.", answer: answer("smalltalk") }],
};

const STANDING = { state: "assistant", name: "" };

const history = [];
const io = new Server(http, { path: "/webchat/socket.io" });
const say = (entry) => {
  const whole = { id: String(Date.now() * 1000 + history.length), at: new Date().toISOString(), ...entry };
  history.push(whole);
  io.emit("entry", whole);
};

io.on("connection", (socket) => {
  socket.on("session", ({ language }, acknowledge) =>
    acknowledge({ ok: true, token: "fake", language, history, standing: STANDING, team: { there: true }, privacy_url: "privacy", new: history.length === 0 }),
  );
  socket.on("message", ({ id, text, title }, acknowledge) => {
    if (text === "refuse") return acknowledge({ ok: false, error: "rate", text: "A little slower, please." });
    acknowledge({ ok: true });
    say({ from: "visitor", client_id: id, text: text ?? title });
    const replies = REPLIES[text] ?? [LIST];
    if (replies.length > 0) io.emit("typing", { on: true, from: "assistant" });
    setTimeout(() => replies.forEach(say), 900);
  });
  socket.on("person", (_wish, acknowledge) => {
    acknowledge({ ok: true });
    io.emit("standing", { state: "waiting", name: "" });
    setTimeout(() => io.emit("standing", { state: "person", name: "Ann" }), 3_000);
    setTimeout(() => REPLIES.person.forEach(say), 3_100);
  });
  socket.on("go_on", (_nothing, acknowledge) => {
    acknowledge({ ok: true });
    io.emit("standing", { state: "later", name: "" });
  });
  socket.on("feedback", (_judged, acknowledge) => acknowledge({ ok: true }));
  socket.on("language", (_chosen, acknowledge) => acknowledge({ ok: true }));
  socket.on("forget", (_nothing, acknowledge) => {
    history.length = 0;
    acknowledge({ ok: true });
    io.emit("forgotten", {});
  });
});

http.listen(PORT, "127.0.0.1", () => console.log(`http://127.0.0.1:${PORT}`));
