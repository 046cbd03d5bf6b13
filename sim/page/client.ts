import { WebSocket } from "ws";
import type { Control } from "./controls.js";
import type { Answer, Bank, Desk, Entry, Hello, Notice, Tell, Terminal, Time } from "./protocol.js";

/** A client of the simulator without a page: what tests and scripts use. */
export interface DeskClient {
  hello: Hello | null;
  desk: Desk | null;
  bank: Bank | null;
  time: Time | null;
  readonly terminals: Terminal[];
  /** The glass of each terminal, base64. */
  readonly glass: string[];
  readonly entries: Entry[];
  readonly notices: Notice[];
  /** Send a control; resolves to its answer, also when that says no. */
  ask(control: Control): Promise<Answer>;
  /** Send text as it is. */
  raw(text: string | Buffer): void;
  /** The next answer that has no id of ours. */
  stray(): Promise<Answer>;
  /** Wait until `reached()`, looked at after each message. Rejects after `limitMs` of real time. */
  until(reached: () => boolean, limitMs: number): Promise<void>;
  /** Resolves to the close code. */
  readonly closed: Promise<number>;
  close(): void;
}

/** @param address  As the server printed it, token included. */
export async function joinDesk(address: string, headers: Record<string, string> = {}): Promise<DeskClient> {
  const url = new URL(address);
  url.protocol = "ws:";
  url.pathname = "/ws";
  const socket = new WebSocket(url, { headers });
  const waiting = new Map<number, (answer: Answer) => void>();
  const strays: ((answer: Answer) => void)[] = [];
  let watchers: (() => void)[] = [];
  let id = 0;

  function take(message: Tell): void {
    switch (message.type) {
      case "hello": client.hello = message; break;
      case "desk": client.desk = message; if (message.anew) client.terminals.length = 0; break;
      case "bank": client.bank = message; break;
      case "time": client.time = message; break;
      case "terminal": client.terminals[message.terminal] = message; break;
      case "frame": client.glass[message.terminal] = message.bits; break;
      case "entries": if (message.anew) client.entries.length = 0; client.entries.push(...message.list); break;
      case "notice": client.notices.push(message); break;
      case "answer": (message.id >= 0 ? waiting.get(message.id) : strays.shift())?.(message); waiting.delete(message.id); break;
      default: break;
    }
    for (const watch of [...watchers]) watch();
  }
  const client: DeskClient = {
    hello: null, desk: null, bank: null, time: null, terminals: [], glass: [], entries: [], notices: [],
    ask(control) {
      const number = id++;
      socket.send(JSON.stringify({ id: number, ...control }));
      return new Promise((resolve) => { waiting.set(number, resolve); });
    },
    raw(text) { socket.send(text); },
    stray: () => new Promise((resolve) => { strays.push(resolve); }),
    until(reached, limitMs) {
      if (reached()) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => { watchers = watchers.filter((one) => one !== watch); reject(new Error("not reached within " + limitMs + " ms; the glass shows " + JSON.stringify(client.terminals[0]?.words))); }, limitMs);
        const watch = (): void => {
          if (!reached()) return;
          clearTimeout(timer);
          watchers = watchers.filter((one) => one !== watch);
          resolve();
        };
        watchers.push(watch);
      });
    },
    closed: new Promise((resolve) => { socket.on("close", (code) => resolve(code)); }),
    close() { socket.close(); },
  };
  socket.on("message", (bytes) => take(JSON.parse(String(bytes)) as Tell));
  await new Promise<void>((resolve, reject) => {
    socket.on("open", () => resolve());
    socket.on("unexpected-response", (_request, response) => { reject(new Error("refused with " + response.statusCode)); socket.terminate(); });
    socket.on("error", reject);
  });
  await client.until(() => client.bank !== null, 5000);
  return client;
}
