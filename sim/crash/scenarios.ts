import { FRAM, NOR, type MediumShape } from "../storage.js";
import { readRun, type Fault } from "./faults.js";
import { SETTLE, type Order } from "./orders.js";

/** What is explored: sales, and what goes wrong from the start. */
export interface Base {
  /** As it stands in front of a run's faults: `sale-pin/fram`. */
  name: string;
  orders: readonly Order[];
  /** Faults that belong to the story; the explored ones come after its last power cut. */
  faults: readonly Fault[];
  shape: MediumShape;
  /** Sales of the days before. They bring the ring to where the story goes round its end, on NOR through an erase. */
  before: number;
  /** A day of a swarm: what happens in it stands in its run, and the clerk comes back after each power cut. */
  day?: boolean;
}

/** Media of 24 slots and of 8 blocks of 5: small, so that recovery is cheap and the ring wraps within a run. The sizes are the medium's, not the journal's. */
const MEDIA: Record<string, { shape: MediumShape; before: number }> = {
  fram: { shape: { ...FRAM, sizeBytes: 2400 }, before: 6 },
  nor: { shape: { ...NOR, sizeBytes: 4096, eraseBytes: 512 }, before: 12 },
};

const CLOSE: Order = { card: SETTLE, amountMinor: 0 };
const PIN: Order = { card: "debit", amountMinor: 12345 };
const STORIES: Record<string, { orders: Order[]; faults: string }> = {
  "sale-pin": { orders: [PIN], faults: "" },
  "sale-credit": { orders: [{ card: "credit", amountMinor: 6789 }], faults: "" },
  "sale-declined": { orders: [{ card: "poor", amountMinor: 4321 }], faults: "" },
  "sale-lost": { orders: [PIN], faults: "net@2:dropReply" },
  "sale-doubled": { orders: [PIN], faults: "net@2:twiceRequest,net@2:dropReply" },
  "sale-unsent": { orders: [PIN], faults: "net@2:refuse" },
  "host-down": { orders: [PIN], faults: "net@2:downAfter" },
  "bad-mac": { orders: [PIN], faults: "net@2:host.wrongMac" },
  "late-original": { orders: [PIN], faults: "net@2:host.lateRequest" },
  "reprint": { orders: [PIN], faults: "cut@p9.0" },
  "reverse-cut": { orders: [PIN], faults: "cut@s2.9999" },
  "two-sales": { orders: [PIN, { card: "debit2", amountMinor: 2468 }], faults: "" },
  "lost-then-next": { orders: [PIN, { card: "credit", amountMinor: 2468 }], faults: "net@2:dropReply" },
  "settle-equal": { orders: [PIN, CLOSE], faults: "" },
  "settle-differ": { orders: [PIN, CLOSE], faults: "net@3:code.95" },
  "settle-lost": { orders: [PIN, CLOSE], faults: "net@4:dropReply" },
  "settled-twice": { orders: [CLOSE, PIN, CLOSE, { card: "credit", amountMinor: 2468, pauseS: 60 }], faults: "cut@t50000.0" },
  "settle-owing": { orders: [PIN, CLOSE], faults: "net@2:dropReply,net@3:dropReply" },
  "sign-again": { orders: [PIN, { card: "credit", amountMinor: 2468 }], faults: "net@2:code.A0" },
};

/** Every story on every medium. */
export const BASES: readonly Base[] = Object.entries(STORIES).flatMap(([story, { orders, faults }]) =>
  Object.entries(MEDIA).map(([medium, { shape, before }]) => ({ name: story + "/" + medium, orders, faults: readRun("x:" + faults).faults, shape, before })));

/** Empty days on media of their real size, for swarms. */
export const DAYS: readonly Base[] = [FRAM, NOR].map((shape) => ({ name: "day/" + (shape === FRAM ? "fram" : "nor"), orders: [], faults: [], shape, before: 0, day: true }));
