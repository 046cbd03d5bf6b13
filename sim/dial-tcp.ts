import { connect } from "node:net";
import type { World } from "./world.js";
import type { Dial, Line } from "./line.js";

/** Something real is awaited: while any is open, pace.ts lets virtual time pass no faster than the wall clock. */
export interface Holds { open: number }

/** Where the terminal's parameters lead: all addresses to one place, for scenarios against a given host. */
export interface DialTcpOptions { redirect?: { host: string; port: number } }

/**
 * Lines over real TCP. Events enter the world at its present moment.
 * @param holds  Counts open lines, so that the pace follows the wall clock meanwhile.
 */
export function dialTcp(world: World, holds: Holds, options: DialTcpOptions = {}): Dial {
  return (host, port, events): Line => {
    const socket = connect({ host: options.redirect?.host ?? host, port: options.redirect?.port ?? port });
    let ended = false;
    let up = false;
    holds.open++;
    const end = (): boolean => {
      if (ended) return false;
      ended = true;
      holds.open--;
      return true;
    };
    socket.setNoDelay(true);
    socket.on("connect", () => {
      up = true;
      if (!ended) world.after(0, () => events.up());
    });
    socket.on("data", (bytes: Buffer) => { if (!ended) world.after(0, () => events.bytes(bytes)); });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      const unknown = error.code === "ENOTFOUND" || error.code === "EAI_AGAIN";
      if (end()) world.after(0, () => { if (up) events.closed(); else events.refused(unknown ? "hostUnknown" : "lineDown"); });
    });
    socket.on("close", () => { if (end()) world.after(0, () => events.closed()); });
    return {
      send(bytes) { if (!ended) socket.write(bytes); },
      close() {
        if (!end()) return;
        socket.end();
        // A host that never closes its side must not keep the process alive.
        socket.unref();
      },
    };
  };
}
