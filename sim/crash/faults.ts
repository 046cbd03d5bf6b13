import { faults as hostFaults } from "../acquirer/faults.js";
import { BadInput } from "../cli/bad-input.js";
import { loadWallet } from "../cards/wallet.js";
import { WIRE_FAULTS, type WireFaultKind } from "../devices/network-faults.js";
import { isKindName } from "./kinds.js";
import { isAct, SETTLE, type Act, type Order } from "./orders.js";

/**
 * Where power goes. `kind` and `number` name an event since the last power-up, counted from 1 for each kind: `w` a write of the
 * medium, `s` a frame sent, `r` a piece received, `p` a line or cut of the printer; `t` is a moment, `number` ms after power-on.
 * `done` is how far it came: bytes written, erased, sent or received; for paper 0 or 1.
 */
export interface Cut {
  type: "cut";
  kind: "w" | "s" | "r" | "p" | "t";
  number: number;
  done: number;
  /** A write leaves one wrong bit in the byte after those done, beside its new value or its old one; an erase leaves a mix of number `bit`. */
  wrong?: { bit: number; from: "old" | "new" };
}

/** What goes wrong on the line at exchange `message` (from 1, since the last power-up). `name` as in {@link netKinds}. */
export interface Net { type: "net"; message: number; name: string; value: number; bit: number }

/** The printer fails as it is to print line `number` since the last power-up, and goes on failing until the clerk has put it right. */
export interface PaperFault { type: "paper"; number: number; name: PaperKind }
export const PAPER_KINDS = ["jam", "out", "hot"] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** The terminal's clock is off by `seconds` more when power comes. */
export interface ClockStep { type: "clock"; seconds: number }

/** It runs fast by `ppm` millionths, slow below zero, in all power-ups. */
export interface Drift { type: "drift"; ppm: number }

/** One more sale that the clerk tries, or a settlement. No fault, but what a day is made of: so it stands among them and is left out like them. */
export interface Sell { type: "sell"; order: Order }

export type Fault = Cut | Net | PaperFault | ClockStep | Drift | Sell;

/** Faults of the line that are neither the wire's nor the test host's own. */
export const OWN_KINDS = {
  halfRequest: "only `value` bytes of the request arrive, then the line breaks",
  twiceRequest: "the request arrives twice, and each is answered",
  hostDown: "from this exchange on nobody listens for ten minutes",
  downAfter: "the request is carried out, the line breaks, nobody listens for ten minutes",
  forged: "somebody turns a refusal into an approval on its way; the MAC stays as it was",
  restart: "the request is carried out, the host restarts: line broken, what it kept back is lost",
} as const;
export type OwnKind = keyof typeof OWN_KINDS;

export const isWireKind = (name: string): name is WireFaultKind => (WIRE_FAULTS as readonly string[]).includes(name);
export const isOwnKind = (name: string): name is OwnKind => name in OWN_KINDS;

/** A name that can stand in a fault: a wire fault, `host.<fault of the test host>`, `code.<DE 39>`, `ask.<digit>` or one of ours. */
export function isNetName(name: string): boolean {
  const [family, rest] = [name.slice(0, name.indexOf(".")), name.slice(name.indexOf(".") + 1)];
  if (family === "host") return hostFaults[rest] !== undefined;
  if (family === "code") return /^[0-9A-Z]{2}$/.test(rest);
  if (family === "ask") return /^\d$/.test(rest);
  return isWireKind(name) || isOwnKind(name);
}

export function cutText(cut: Cut): string {
  const wrong = cut.wrong === undefined ? "" : (cut.wrong.from === "new" ? "b" : "o") + cut.wrong.bit;
  return "cut@" + cut.kind + cut.number + "." + cut.done + wrong;
}

function sellText({ card, kind, amountMinor, ofMinor, act, pauseS }: Order): string {
  if (card === SETTLE) return "settle@" + (pauseS ?? 0);
  return "sell@" + (kind === undefined ? "" : kind + ".") + card + "=" + amountMinor + (ofMinor === undefined ? "" : "/" + ofMinor) + (act === undefined ? "" : "~" + act) + (pauseS === undefined ? "" : "+" + pauseS);
}

export function faultText(fault: Fault): string {
  if (fault.type === "cut") return cutText(fault);
  if (fault.type === "sell") return sellText(fault.order);
  if (fault.type === "paper") return "paper@" + fault.number + ":" + fault.name;
  if (fault.type === "clock") return "clock@" + fault.seconds;
  if (fault.type === "drift") return "drift@" + fault.ppm;
  return "net@" + fault.message + ":" + fault.name + (fault.value >= 0 ? "=" + fault.value : "") + (fault.bit >= 0 ? "b" + fault.bit : "");
}

/** A run as one short string: `sale-pin/fram:cut@w7.33b5,net@2:dropReply`. A trailing `+sale` sells once more at the end. */
export function runText(base: string, faults: readonly Fault[], again = false): string {
  return base + ":" + faults.map(faultText).join(",") + (again ? "+sale" : "");
}

function readFault(text: string): Fault {
  const cut = /^cut@([wsrpt])(\d+)\.(\d+)(?:([bo])(\d+))?$/.exec(text);
  if (cut !== null) {
    const [, kind, number, done, from, bit] = cut;
    const wrong = from === undefined ? {} : { wrong: { bit: Number(bit), from: from === "b" ? "new" as const : "old" as const } };
    return { type: "cut", kind: kind as Cut["kind"], number: Number(number), done: Number(done), ...wrong };
  }
  const net = /^net@(\d+):([\w.]+?)(?:=(\d+))?(?:b(\d))?$/.exec(text);
  if (net !== null && isNetName(net[2]!)) {
    return { type: "net", message: Number(net[1]), name: net[2]!, value: net[3] === undefined ? -1 : Number(net[3]), bit: net[4] === undefined ? -1 : Number(net[4]) };
  }
  const sell = /^sell@(?:(\w+)\.)?(\w+)=(\d+)(?:\/(\d+))?(?:~(\w+))?(?:\+(\d+))?$/.exec(text);
  if (sell !== null) {
    const [, kind, card, amount, of, act, pause] = sell;
    if ((kind === undefined || isKindName(kind)) && (act === undefined || isAct(act)) && loadWallet().some((one) => one.id === card)) {
      const order = { card: card!, ...(kind === undefined ? {} : { kind }), amountMinor: Number(amount), ...(of === undefined ? {} : { ofMinor: Number(of) }), ...(act === undefined ? {} : { act: act as Act }), ...(pause === undefined ? {} : { pauseS: Number(pause) }) };
      return { type: "sell", order };
    }
  }
  const settle = /^settle@(\d+)$/.exec(text);
  if (settle !== null) return { type: "sell", order: { card: SETTLE, amountMinor: 0, ...(settle[1] === "0" ? {} : { pauseS: Number(settle[1]) }) } };
  const paper = /^paper@(\d+):(jam|out|hot)$/.exec(text);
  if (paper !== null) return { type: "paper", number: Number(paper[1]), name: paper[2] as PaperKind };
  const clock = /^(clock|drift)@(-?\d+)$/.exec(text);
  if (clock !== null) return clock[1] === "clock" ? { type: "clock", seconds: Number(clock[2]) } : { type: "drift", ppm: Number(clock[2]) };
  throw new BadInput("no fault " + JSON.stringify(text) + "; faults look like cut@w7.33b5 or net@2:dropReply");
}

/** The inverse of {@link runText}. Errors: BadInput. */
export function readRun(text: string): { base: string; faults: Fault[]; again: boolean } {
  const colon = text.indexOf(":");
  if (colon < 0) throw new BadInput("a run looks like sale-pin/fram:cut@w7.33, not " + JSON.stringify(text));
  const again = text.endsWith("+sale");
  const list = text.slice(colon + 1, again ? -"+sale".length : undefined);
  return { base: text.slice(0, colon), faults: list === "" ? [] : list.split(",").map(readFault), again };
}
