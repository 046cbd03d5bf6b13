import { createServer, type AddressInfo, type Socket } from "node:net";
import type { Acquirer } from "../acquirer/acquirer.js";

export interface Loopback { port: number; close(): Promise<void> }

/** Offer an acquirer on 127.0.0.1. @param port  0 takes any free one. Rejects when the port is taken. */
export function serveLoopback(acquirer: Acquirer, port: number): Promise<Loopback> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.setNoDelay(true);
    const session = acquirer.connect({
      onSend(bytes, afterMs) { setTimeout(() => { if (!socket.destroyed) socket.write(bytes); }, afterMs); },
      onClose(afterMs) { setTimeout(() => socket.end(), afterMs); },
    });
    socket.on("data", (bytes) => session.receive(bytes));
    socket.on("close", () => {
      open.delete(socket);
      session.end();
    });
    // A terminal whose power was cut resets the connection: "close" follows and says all there is to say.
    socket.on("error", () => {});
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve({
      port: (server.address() as AddressInfo).port,
      close: () => new Promise((done) => {
        server.close(() => done());
        for (const socket of open) socket.destroy();
      }),
    }));
  });
}
