import { createServer, type AddressInfo, type Socket } from "node:net";
import { connect, type ConnectionOptions, type TLSSocket } from "node:tls";
import { troubleText } from "./trouble.js";

export interface GatewayOptions {
  /** Where terminals come in: an address of this machine on loopback or the shop's own network, and a port (0 for any). */
  address: string;
  port: number;
  /** The acquirer. */
  host: string;
  hostPort: number;
  /** Name that its certificate must carry, when it is not `host`. */
  name?: string;
  /** PEM of the authorities that are trusted; those of this machine otherwise. */
  ca?: string;
  /** PEM of the gateway's own certificate and key, for acquirers that ask for one. */
  cert?: string;
  key?: string;
  /** Terminals at a time; more are turned away. */
  linesMax?: number;
  /** A line on which nothing moves for so long is closed, ms. */
  idleMs?: number;
  /** Takes one line for each thing that happens; never a byte of a message. */
  log: (line: string) => void;
}

export interface Gateway { address: string; port: number; close(): Promise<void> }

/** What the far side showed when it was verified. */
export interface Greeting { protocol: string; cipher: string; subject: string; issuer: string; validTo: string }

const LINES_MAX = 64;
const IDLE_MS = 300_000;
const GREETING_MS = 15_000;

function tlsOptions(options: GatewayOptions): ConnectionOptions {
  // A name that is an address is no server name (RFC 6066, 3); it is then compared with the addresses in the certificate.
  const name = options.name ?? options.host;
  return {
    host: options.host, port: options.hostPort, minVersion: "TLSv1.3", rejectUnauthorized: true,
    ...(/^[\d.]+$|:/.test(name) ? {} : { servername: name }),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ...(options.cert === undefined ? {} : { cert: options.cert, key: options.key }),
  };
}

/** Open one verified line to the acquirer. Rejects with one line of words; not a byte but the greeting has left then. */
export function dialVerified(options: GatewayOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const far = connect(tlsOptions(options));
    const refuse = (error: Error): void => {
      far.destroy();
      reject(new Error("the acquirer " + options.host + ":" + options.hostPort + " is not used: " + troubleText(error)));
    };
    far.setTimeout(GREETING_MS, () => refuse(Object.assign(new Error("timeout"), { code: "ETIMEDOUT" })));
    far.once("error", refuse);
    far.once("close", () => refuse(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
    far.once("secureConnect", () => {
      far.removeAllListeners("error").removeAllListeners("close").setTimeout(0).setNoDelay(true);
      resolve(far);
    });
  });
}

/** What a verified line looks like, for people. */
export function greetingOf(far: TLSSocket): Greeting {
  const shown = far.getPeerCertificate();
  return {
    protocol: far.getProtocol() ?? "", cipher: far.getCipher().name, subject: String(shown.subject?.CN ?? shown.subjectaltname ?? ""),
    issuer: String(shown.issuer?.CN ?? shown.issuer?.O ?? ""), validTo: shown.valid_to,
  };
}

/** Join two lines: what one says the other hears, and when one ends or fails so does the other. */
function join(near: Socket, far: TLSSocket, idleMs: number, over: (why: string) => void): void {
  let ended = false;
  const end = (why: string): void => {
    if (ended) return;
    ended = true;
    near.destroy();
    far.destroy();
    over(why);
  };
  near.setTimeout(idleMs, () => end("nothing moved for " + idleMs / 1000 + " s"));
  near.on("error", () => end("the line to the terminal broke"));
  far.on("error", (error) => end("the acquirer's line broke: " + troubleText(error)));
  near.on("close", () => end("the terminal hung up"));
  far.on("close", () => end("the acquirer hung up"));
  // pipe() also holds the faster side back and passes on a side that only stops talking.
  near.pipe(far);
  far.pipe(near);
}

/**
 * A wire in, TLS 1.3 out: each terminal's line gets a line of its own to the acquirer, and is taken up only when that one is
 * verified. Messages pass byte for byte; nothing of them is kept or logged.
 */
export function openGateway(options: GatewayOptions): Promise<Gateway> {
  const lines = new Set<Socket>();
  let number = 0;
  const server = createServer({ pauseOnConnect: true }, (near) => {
    const name = "line " + ++number;
    const from = near.remoteAddress ?? "?";
    near.on("error", () => {});
    if (lines.size >= (options.linesMax ?? LINES_MAX)) {
      options.log(name + " from " + from + " turned away: " + lines.size + " lines are open already");
      near.destroy();
      return;
    }
    lines.add(near);
    near.once("close", () => lines.delete(near));
    near.setNoDelay(true);
    dialVerified(options).then((far) => {
      if (near.destroyed) { far.destroy(); return; }
      const met = greetingOf(far);
      options.log(name + " from " + from + ": " + met.protocol + " " + met.cipher + ", verified " + met.subject + " by " + met.issuer);
      join(near, far, options.idleMs ?? IDLE_MS, (why) => options.log(name + " closed: " + why));
    }, (error: Error) => {
      options.log(name + " from " + from + " refused, nothing was sent: " + error.message);
      near.destroy();
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.address, () => {
      const at = server.address() as AddressInfo;
      resolve({
        address: at.address, port: at.port,
        close: () => new Promise((done) => {
          for (const near of lines) near.destroy();
          server.close(() => done());
        }),
      });
    });
  });
}
