import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { extname, join, normalize, sep } from "node:path";
import { WebSocketServer } from "ws";
import { localNowMs } from "../pace.js";
import { root } from "../paths.js";
import { bundleCode } from "../scenario/engines.js";
import { createGuard } from "./guard.js";
import type { BoardEngine } from "./on-board.js";
import { openHouse, type House } from "./house.js";
import type { Session } from "./run.js";
import { controlSchema } from "./schema.js";
import { carry, MESSAGE_MAX } from "./socket.js";

export interface PageOptions {
  /** 0 takes any free port. */
  port?: number;
  seed?: number;
  language?: "zh" | "en";
  terminals?: number;
  /** A run to begin with in place of a new one. */
  session?: Session;
  /** Virtual time of the start, ms since 1970; the wall clock's by default. */
  startEpochMs?: number;
  /** Runs the one terminal of every run on a board. */
  engine?: BoardEngine;
}

export interface PageServer {
  /** To be opened whole: it holds the token. */
  readonly address: string;
  readonly port: number;
  readonly house: House;
  close(): Promise<void>;
}

const FOLDER = join(root, "build", "page");
const TYPES: Record<string, string> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".json": "application/json; charset=utf-8", ".png": "image/png", ".ico": "image/x-icon" };
/** Nothing from elsewhere, no code in the page itself, nobody may frame it. Data pictures and downloads are the page's own. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const HEADERS = { "content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin" };
/** A share link has no token; a browser that has been here has the cookie, everybody else is told how to come in. */
const DOOR = (text: string): string => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Postern</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:34em;margin:4em auto;padding:0 1em}</style><h1>Postern simulator</h1><p>${text}</p>`;

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...HEADERS, "content-type": "text/html; charset=utf-8" }).end(DOOR(text));
}

function sendFile(response: ServerResponse, path: string, headers: Record<string, string>): void {
  const file = normalize(join(FOLDER, path));
  if (!file.startsWith(FOLDER + sep) || !existsSync(file) || !statSync(file).isFile()) { plain(response, 404, "There is no such file here."); return; }
  // Names of scripts and styles hold a hash of what is in them.
  const kept = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  response.writeHead(200, { ...HEADERS, ...headers, "content-type": TYPES[extname(file)] ?? "application/octet-stream", "cache-control": kept });
  createReadStream(file).pipe(response);
}

function version(): string {
  return (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;
}

/**
 * Serve the page and its socket on loopback.
 * Errors: rejects when the port is taken, or a session cannot be begun.
 */
export async function servePage(options: PageOptions = {}): Promise<PageServer> {
  const workshop = { rooms: [], code: await bundleCode(), ...(options.engine === undefined ? {} : { engine: options.engine }) };
  const first: Session = options.session ?? {
    base: { kind: "new", seed: options.seed ?? 1, startEpochMs: options.startEpochMs ?? Math.floor(localNowMs() / 1000) * 1000, language: options.language ?? "zh", terminals: options.terminals ?? 1 }, steps: [], endMs: 0,
  };
  const house = await openHouse({ workshop, first, version: version() });
  let port = 0;
  const guard = createGuard(() => port);
  const urlOf = (request: IncomingMessage): URL => new URL(request.url ?? "/", "http://127.0.0.1");

  const server = createServer((request, response) => {
    const url = urlOf(request);
    const refusal = guard.refusal(request, url);
    if (refusal !== null) { plain(response, refusal.status, refusal.text); return; }
    if (request.method !== "GET" && request.method !== "HEAD") { plain(response, 405, "Only GET."); return; }
    if (url.pathname === "/protocol.json") { response.writeHead(200, { ...HEADERS, "set-cookie": guard.cookie(), "content-type": TYPES[".json"]! }).end(JSON.stringify(controlSchema())); return; }
    sendFile(response, url.pathname === "/" ? "/index.html" : decodeURIComponent(url.pathname), { "set-cookie": guard.cookie() });
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_MAX + 1000, perMessageDeflate: false });
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const url = urlOf(request);
    const refusal = url.pathname === "/ws" ? guard.refusal(request, url) : { status: 404, text: "The socket is at /ws." };
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal.status} Refused\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${refusal.text.length}\r\n\r\n${refusal.text}`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => carry(opened, request, house));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => { house.close(); reject(error); });
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  port = (server.address() as AddressInfo).port;
  return {
    address: `http://127.0.0.1:${port}/?token=${guard.token}`, port, house,
    async close() {
      house.close();
      for (const socket of sockets.clients) socket.terminate();
      await new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections(); });
    },
  };
}
