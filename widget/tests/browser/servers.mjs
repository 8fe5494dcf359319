/** Has the servers killed and started again by launch/browser.py, which runs this program as its child. */

import { Socket } from "node:net";
import { createInterface } from "node:readline";

/** Returns null when this was not started by launch/browser.py: the servers are somebody else's then. */
export function openServers() {
  if (!process.env.CONTROL_FD) return null;
  const control = new Socket({ fd: Number(process.env.CONTROL_FD), readable: true, writable: true });
  const answers = createInterface({ input: control })[Symbol.asyncIterator]();
  const order = async (command) => {
    control.write(`${command}\n`);
    if ((await answers.next()).done) throw new Error("launch/browser.py is gone");
  };
  return { kill: () => order("kill"), start: () => order("start"), close: () => control.destroy() };
}
