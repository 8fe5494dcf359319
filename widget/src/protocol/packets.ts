/**
 * Packets of the Socket.IO protocol, version 5: text only, as this conversation needs them.
 * Stands in the place of the package socket.io-parser (vite.config.ts), whose binary half would be shipped unused.
 */

import { Emitter } from "@socket.io/component-emitter";

/** Version of the protocol, as socket.io-client passes it on. */
export const protocol = 5;

export const PacketType = {
  CONNECT: 0, DISCONNECT: 1, EVENT: 2, ACK: 3, CONNECT_ERROR: 4, BINARY_EVENT: 5, BINARY_ACK: 6,
} as const;

export interface Packet {
  readonly type: number;
  readonly nsp: string;
  readonly id?: number | undefined;
  readonly data?: unknown;
}

const WRITTEN = /^([0-4])(?:(\/[^,]*),)?(\d*)([^]*)$/;

/** Returns the packet that was written. Throws for what is none: the line is drawn anew then. */
export function read(written: string): Packet {
  const [, type, nsp, id, json] = WRITTEN.exec(written) ?? [];
  const packet = {
    type: Number(type),
    nsp: nsp ?? "/",
    ...(id ? { id: Number(id) } : {}),
    ...(json ? { data: JSON.parse(json) as unknown } : {}),
  };
  const listed = packet.type === PacketType.EVENT || packet.type === PacketType.ACK;
  if (type === undefined || (listed && !Array.isArray(packet.data))) throw new Error("no packet");
  return packet;
}

export function write({ type, nsp, id, data }: Packet): string {
  return `${type}${nsp === "/" ? "" : `${nsp},`}${id ?? ""}${data === undefined ? "" : JSON.stringify(data)}`;
}

export class Encoder {
  encode(packet: Packet): string[] {
    return [write(packet)];
  }
}

export class Decoder extends Emitter<Record<string, never>, Record<string, never>, { decoded: (packet: Packet) => void }> {
  add(written: string): void {
    this.emitReserved("decoded", read(written));
  }

  destroy(): void {
    // Nothing is ever waited for: each text is a whole packet.
  }
}
