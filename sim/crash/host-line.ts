import type { Acquirer, AcquirerSession } from "../acquirer/acquirer.js";
import type { Dial } from "../line.js";
import type { SimNetwork } from "../devices/network.js";
import type { World } from "../world.js";
import { isWireKind, type Net } from "./faults.js";

const LATENCY_MS = 15;
const DOWN_MS = 600000;
/** To an upload this says that it was carried out before: no host says so of what it never saw. */
const DUPLICATE = "94";

/** What a line needs of the host behind it. */
export type LineHost = Pick<Acquirer, "connect" | "script" | "clearScript">;

/** The line to the test host with the faults of one power-up on it. */
export interface HostLine<Host extends LineHost> {
  dial: Dial;
  /** Exchanges begun so far. */
  messages(): number;
  /** Called as the terminal dials, before anything happens: arms the faults of this exchange. */
  dialling(network: SimNetwork): void;
  /** How many bytes of a request sent now can arrive. */
  reach(): number;
  hostUpMs(): number;
  /** When something last went wrong here, or will stop to: the host gone until then, or a faulty exchange begun. */
  troubleMs(): number;
  /** A request is arriving once more than it was sent: what the host says of it is no complaint. */
  again(): boolean;
  /** The answer of this exchange comes with bits turned. */
  garbles(): boolean;
  /** From now on nothing goes wrong that has not begun. */
  calm(): void;
  /** The host now: a restart puts another one in its place. */
  host(): Host;
}

/**
 * The host carries a request out as it is sent, so that a power cut finds it either before or after, and answers 30 ms later.
 * @param restarted  Makes the host that comes after a restart.
 */
export function hostLine<Host extends LineHost>(world: World, first: Host, upMs: number, nets: readonly Net[], restarted: (host: Host) => Host): HostLine<Host> {
  let host = first;
  let hostUpMs = upMs;
  let message = 0;
  let troubleMs = 0;
  let calm = false;
  let again = false;
  let now: Net[] = [];
  const one = (name: string): Net | undefined => now.find((net) => net.name === name);

  function dialling(network: SimNetwork): void {
    message++;
    now = calm ? [] : nets.filter((net) => net.message === message);
    if (now.length > 0) troubleMs = world.now();
    // What the exchange before did not use up must not hit this one.
    network.clearFaults();
    host.clearScript();
    for (const net of now) {
      const [family, rest] = [net.name.slice(0, net.name.indexOf(".")), net.name.slice(net.name.indexOf(".") + 1)];
      if (isWireKind(net.name)) network.fault({ kind: net.name, ...(net.value < 0 ? {} : { value: net.value }), ...(net.bit < 0 ? {} : { bit: net.bit }) });
      else if (family === "host") host.script([{ on: "*", fault: rest, ...(net.value < 0 ? {} : rest === "lateReply" ? { delayMs: net.value } : { count: net.value }) }]);
      else if (family === "code") host.script([{ on: rest === DUPLICATE ? "0200" : "*", respCode: rest }]);
      else if (family === "ask") host.script([{ on: "*", ask: rest }]);
      else if (net.name === "hostDown") hostUpMs = world.now() + DOWN_MS;
    }
  }
  const dial: Dial = (_address, _port, events) => {
    let over = false;
    let session: AcquirerSession | null = null;
    const later = (afterMs: number, act: () => void): void => { world.after(afterMs, () => { if (!over) act(); }); };
    const broken = (afterMs: number): void => later(afterMs, () => { over = true; session?.end(); events.closed(); });
    if (world.now() < hostUpMs) later(LATENCY_MS, () => { over = true; events.refused("lineDown"); });
    else {
      session = host.connect({
        onSend(bytes, afterMs) { later(afterMs + 2 * LATENCY_MS, () => events.bytes(one("forged") === undefined ? bytes : forged(bytes))); },
        onClose: (afterMs) => broken(afterMs + 2 * LATENCY_MS),
      });
      later(2 * LATENCY_MS, () => events.up());
    }
    function send(bytes: Uint8Array): void {
      if (over || session === null) return;
      const half = one("halfRequest");
      if (half !== undefined) {
        session.receive(bytes.subarray(0, half.value));
        broken(LATENCY_MS);
        return;
      }
      const after = one("downAfter") ?? one("restart");
      if (after === undefined) {
        session.receive(bytes);
        again = one("twiceRequest") !== undefined;
        if (again) session.receive(bytes);
        again = false;
        return;
      }
      // Carried out, but its answer never leaves.
      const silent = host.connect({ onSend() {}, onClose() {} });
      silent.receive(bytes);
      if (after.name === "restart") host = restarted(host);
      else hostUpMs = world.now() + DOWN_MS;
      broken(2 * LATENCY_MS);
    }
    return {
      send,
      close() {
        if (!over) session?.end();
        over = true;
      },
    };
  };
  return {
    dial, dialling,
    messages: () => message,
    reach: () => (one("dropRequest") !== undefined ? 0 : one("halfRequest")?.value ?? Infinity),
    hostUpMs: () => hostUpMs,
    troubleMs: () => Math.max(troubleMs, hostUpMs),
    garbles: () => one("garbleReply") !== undefined || one("host.garbledReply") !== undefined,
    again: () => again,
    calm() { calm = true; },
    host: () => host,
  };
}

/** The first `length` bytes of a request leave, then the terminal has no power any more. */
export function lastWords(host: LineHost, bytes: Uint8Array, length: number): void {
  const session = host.connect({ onSend() {}, onClose() {} });
  session.receive(bytes.subarray(0, length));
  session.end();
}

/** DE 39 made "00": in a refusal it follows the twelve digits of DE 37. */
function forged(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString("latin1").replace(/(\d{12})[0-9A-Z]\d/, "$100"), "latin1");
}
