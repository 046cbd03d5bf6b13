import { createServer, type AddressInfo, type Socket } from "node:net";
import type { Acquirer } from "./acquirer.js";

export interface ServerOptions {
  /** 0 takes any free port. */
  port: number;
  /** Loopback unless somebody says otherwise: the host has no business on a network by itself. */
  address?: string;
  /** A connection over this is closed at once. */
  connectionsMax?: number;
  /** A connection that stays silent this long is closed, milliseconds. */
  idleMs?: number;
  /** Answers waiting for a terminal that does not read: over this many bytes the connection is closed. */
  unreadMax?: number;
  /** One line for every connection that comes, goes or is refused. */
  log?: (line: string) => void;
}

export interface AcquirerServer {
  address: string;
  port: number;
  close(): Promise<void>;
}

const DEFAULTS = { address: "127.0.0.1", connectionsMax: 64, idleMs: 300_000, unreadMax: 262_144 };

/** One terminal's connection: real timers around an acquirer session. */
function carry(acquirer: Acquirer, socket: Socket, idleMs: number, unreadMax: number, log: (line: string) => void): void {
  const peer = socket.remoteAddress + ":" + socket.remotePort;
  const timers = new Set<NodeJS.Timeout>();
  function later(afterMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!socket.destroyed) act();
    }, afterMs);
    timers.add(timer);
  }
  const session = acquirer.connect({
    onSend(bytes, afterMs) {
      later(afterMs, () => {
        socket.write(bytes);
        if (socket.writableLength <= unreadMax) return;
        log(peer + " does not read its answers; closed");
        socket.destroy();
      });
    },
    onClose(afterMs) {
      later(afterMs, () => socket.end());
    },
  });
  socket.setNoDelay(true);
  socket.setTimeout(idleMs, () => {
    log(peer + " silent for " + idleMs + " ms; closed");
    socket.destroy();
  });
  socket.on("data", (bytes) => session.receive(bytes));
  // A reset line says the same as a closed one, and "close" always follows.
  socket.on("error", (error) => log(peer + " " + error.message));
  socket.on("close", () => {
    for (const timer of timers) clearTimeout(timer);
    session.end();
    log(peer + " closed");
  });
  log(peer + " connected");
}

/**
 * Offer an acquirer over TCP.
 * Errors: rejects when the port is taken or the address is not ours.
 */
export function serveAcquirer(acquirer: Acquirer, options: ServerOptions): Promise<AcquirerServer> {
  const { address, connectionsMax, idleMs, unreadMax } = { ...DEFAULTS, ...options };
  const log = options.log ?? (() => {});
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    if (open.size >= connectionsMax) {
      log("connection refused, " + connectionsMax + " are open");
      socket.on("error", () => {});
      socket.destroy();
      return;
    }
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    carry(acquirer, socket, idleMs, unreadMax, log);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, address, () => {
      const bound = server.address() as AddressInfo;
      resolve({
        address: bound.address, port: bound.port,
        close: () => new Promise((done) => {
          server.close(() => done());
          for (const socket of open) socket.destroy();
        }),
      });
    });
  });
}
