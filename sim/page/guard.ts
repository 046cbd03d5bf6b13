import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Who may talk to the page's server: programs of this computer that know its address. */
export interface Guard {
  readonly token: string;
  /** Null when the request may be answered, else the status and a sentence. */
  refusal(request: IncomingMessage, url: URL): { status: number; text: string } | null;
  /** Header that gives a browser the token, so that its next requests need not carry it in their address. */
  cookie(): string;
}

const TOKEN_BYTES = 18;

function same(one: string, other: string): boolean {
  const left = Buffer.from(one), right = Buffer.from(other);
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Host: only names of this very computer, so that a foreign name that was pointed here ("DNS rebinding") is no way in.
 * Origin: a page from elsewhere may not open our socket. Token: other users of this computer may not either.
 * @param port  Known once the server listens.
 */
export function createGuard(port: () => number): Guard {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const names = (): string[] => ["127.0.0.1", "localhost", "[::1]"].map((name) => name + ":" + port());
  const cookieName = (): string => "postern-" + port();

  function carried(request: IncomingMessage, url: URL): boolean {
    const inAddress = url.searchParams.get("token");
    if (inAddress !== null) return same(inAddress, token);
    const cookies = (request.headers.cookie ?? "").split(/;\s*/);
    return cookies.some((cookie) => cookie.startsWith(cookieName() + "=") && same(cookie.slice(cookieName().length + 1), token));
  }
  return {
    token,
    refusal(request, url) {
      if (!names().includes(request.headers.host ?? "")) return { status: 403, text: "This server answers only under 127.0.0.1 or localhost." };
      const { origin } = request.headers;
      if (origin !== undefined && !names().some((name) => origin === "http://" + name)) return { status: 403, text: "A page from elsewhere may not talk to the simulator." };
      if (request.headers["sec-fetch-site"] === "cross-site" && request.headers["sec-fetch-mode"] !== "navigate") return { status: 403, text: "A page from elsewhere may not talk to the simulator." };
      return carried(request, url) ? null : { status: 401, text: "This address lacks the token of this start. Open the whole address that npm start printed." };
    },
    cookie: () => `${cookieName()}=${token}; HttpOnly; SameSite=Strict; Path=/`,
  };
}
