/** The line to the server, as socket.io draws it. */

import { io } from "socket.io-client";

import { FIRST_DELAY_MS, LONGEST_DELAY_MS } from "./backoff";

/** What the client uses of a socket; tests bring their own. */
export interface Wire {
  readonly connected: boolean;
  /** Whether the socket comes back by itself. */
  readonly active: boolean;
  on(event: string, listener: (value?: unknown) => void): unknown;
  connect(): unknown;
  disconnect(): unknown;
  timeout(ms: number): { emitWithAck(event: string, value: unknown): Promise<unknown> };
}

/** Returns a line to `server` (its address, with a path if it stands below one); not yet connected. */
export function openWire(server: string): Wire {
  const base = new URL(server);
  return io(base.origin, {
    path: `${base.pathname.replace(/\/$/, "")}/webchat/socket.io`,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    autoConnect: false,
    forceNew: true,
    reconnectionDelay: FIRST_DELAY_MS,
    reconnectionDelayMax: LONGEST_DELAY_MS,
    timeout: 10_000,
  }) as unknown as Wire;
}
