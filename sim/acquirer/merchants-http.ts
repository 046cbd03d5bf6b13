import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Application, MerchantError, type Merchants, shownMerchant } from "./merchants.js";

const BODY_MAX = 8192;
const FIELDS: readonly (keyof Application)[] = ["name", "licence", "idNumber", "contact", "phone", "trade"];

export interface MerchantsServer { port: number; close(): Promise<void> }

/** Something is wrong with a request, not with what it asks for. */
class BadRequest extends Error {
  constructor(readonly status: number, message: string) { super(message); }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  // A page of somebody else's in a browser can send forms here, but no JSON without being asked first.
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) throw new BadRequest(415, "the body must be application/json");
  let text = "";
  for await (const piece of request.setEncoding("utf8")) {
    text += piece as string;
    if (text.length > BODY_MAX) throw new BadRequest(413, "more than " + BODY_MAX + " bytes");
  }
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found === "object" && found !== null && !Array.isArray(found)) return found as Record<string, unknown>;
  } catch { /* told below */ }
  throw new BadRequest(400, "the body is no JSON object");
}

/** An application out of a body. Errors: {@link BadRequest} for a field that is missing, unknown or no text. What is in it is the review's matter. */
export function applicationOf(body: Record<string, unknown>): Application {
  const strange = Object.keys(body).filter((name) => !(FIELDS as readonly string[]).includes(name));
  if (strange.length > 0) throw new BadRequest(400, "unknown: " + strange.join(", ") + "; an application has " + FIELDS.join(", "));
  const wrong = FIELDS.filter((name) => typeof body[name] !== "string" || (body[name] as string).length > 200);
  if (wrong.length > 0) throw new BadRequest(400, wrong.join(", ") + ": a text of up to 200 characters is needed");
  return Object.fromEntries(FIELDS.map((name) => [name, (body[name] as string).trim()])) as unknown as Application;
}

async function answer(desk: Merchants, request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  // Only who asks for this machine by its own name gets an answer: a name that somebody else's server points here does not.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? "")) throw new BadRequest(403, "ask for 127.0.0.1");
  const [first, id, job, more] = (request.url ?? "").split("?")[0]!.split("/").slice(1);
  if (first !== "applications" || more !== undefined) throw new BadRequest(404, "there is /applications, /applications/ID and /applications/ID/review, approve, refuse, renew");
  if (request.method === "GET" && job === undefined) {
    const list = desk.list().map(shownMerchant);
    if (id === undefined) return { status: 200, body: list };
    const found = list.find((one) => one.id === id);
    if (found === undefined) throw new BadRequest(404, "there is no application " + id);
    return { status: 200, body: found };
  }
  if (request.method !== "POST") throw new BadRequest(405, "GET or POST");
  const body = await bodyOf(request);
  if (id === undefined) return { status: 201, body: shownMerchant(desk.apply(applicationOf(body))) };
  switch (job) {
    case "review": return { status: 200, body: shownMerchant(desk.review(id)) };
    case "approve": return { status: 200, body: shownMerchant(desk.approve(id)) };
    case "renew": return { status: 200, body: shownMerchant(desk.renew(id)) };
    case "refuse": return { status: 200, body: shownMerchant(desk.refuse(id, Array.isArray(body["reasons"]) ? body["reasons"].map(String) : [])) };
    default: throw new BadRequest(404, "review, approve, refuse or renew");
  }
}

/** The desk for merchants over HTTP, on loopback only. @param log  One line for each thing that was done. */
export function serveMerchants(desk: Merchants, port: number, log: (line: string) => void): Promise<MerchantsServer> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    answer(desk, request).catch((error: unknown) => {
      const status = error instanceof BadRequest ? error.status : error instanceof MerchantError ? 409 : 500;
      return { status, body: { error: (error as Error).message } };
    }).then(({ status, body }) => {
      if (request.method === "POST") log(`merchants: ${request.url} ${status}`);
      response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", connection: "close" });
      response.end(JSON.stringify(body, null, 2) + "\n");
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve({
      port: (server.address() as AddressInfo).port,
      close: () => new Promise((done) => { server.close(() => done()); server.closeAllConnections(); }),
    }));
  });
}
