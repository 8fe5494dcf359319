/** A line to the server that can be cut and mended, as between two train stations. */

import { connect, createServer } from "node:net";

/** Returns the line; `url` is where the browser finds the server through it. */
export async function openLine(address) {
  const server = new URL(address);
  const sockets = new Set();
  let cut = false;
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  const proxy = createServer((near) => {
    if (cut) return near.destroy();
    const far = connect(Number(server.port), server.hostname);
    for (const [one, other] of [[near, far], [far, near]]) {
      sockets.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy() && sockets.delete(one));
    }
  });
  await new Promise((ready) => proxy.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${proxy.address().port}`,
    cut() {
      cut = true;
      hangUp();
    },
    mend() {
      cut = false;
    },
    close() {
      hangUp();
      proxy.close();
    },
  };
}
