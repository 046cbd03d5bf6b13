import { FRAM, NOR, type MediumShape } from "../storage.js";
import type { Params } from "../../firmware/acquirer/params.js";
import type { KindFile } from "../../firmware/txn/kind-file.js";
import { readRun, type Fault } from "./faults.js";
import { isStoried, kindOf, KINDS, ordersFor } from "./kinds.js";
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
  /** Parameters that are not those of data/params.json. */
  params?: Partial<Params>;
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
/** `media`: where it is played; everywhere if absent. */
interface Story { orders: Order[]; faults: string; media?: readonly string[]; params?: Partial<Params> }
const STORIES: Record<string, Story> = {
  "sale-pin": { orders: [PIN], faults: "" },
  "sale-credit": { orders: [{ card: "credit", amountMinor: 6789 }], faults: "" },
  "sale-tip": { orders: [{ card: "credit", amountMinor: 13579, tipMinor: 1234 }], faults: "", params: { tipAsked: 1, tipPercentMax: 20 } },
  "sale-tip-lost": { orders: [{ card: "credit", amountMinor: 13579, tipMinor: 1234 }], faults: "net@2:dropReply", media: ["fram"], params: { tipAsked: 1, tipPercentMax: 20 } },
  "sale-keyed": { orders: [{ card: "debit", amountMinor: 2468, keyed: true }], faults: "", params: { keyedCards: 1 } },
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
  "settle-off": { orders: [PIN, CLOSE, { card: "credit", amountMinor: 2468 }], faults: "", params: { signOffAfterSettle: 1 } },
  "given-up": { orders: [PIN, { ...CLOSE, pauseS: 3 * 3600 }, CLOSE], faults: "net@2:dropReply," + Array.from({ length: 12 }, (_, turn) => `net@${turn + 3}:dropRequest`).join(","), media: ["fram"] },
  "sign-again": { orders: [PIN, { card: "credit", amountMinor: 2468 }], faults: "net@2:code.A0" },
};

/**
 * What every kind of transaction but the sale goes through, made from its file: by itself, on both media; with its answer lost; and
 * in a batch that is closed with an upload, where it counts there. The sale has the stories above.
 */
function storiesOf(kind: KindFile): [string, Story][] {
  const orders = ordersFor(kind, "debit", 12345);
  // Behind the sign-in.
  const last = orders.reduce((sum, order) => sum + exchangesOf(order), 1);
  const params = kind.adds.includes("onTop") ? { params: { tipPercentMax: 20 } } : kind.conditionCode === "64" ? { params: { instalments: "06:250:1:A6" } } : {};
  const stories: [string, Story][] = [[kind.name, { orders, faults: "", ...params }]];
  if (kind.silence !== "local") stories.push([kind.name + "-lost", { orders, faults: `net@${last}:dropReply`, media: ["fram"], ...params }]);
  if (counts(kind)) stories.push([kind.name + "-settled", { orders: [...orders, CLOSE], faults: `net@${last + 1}:code.95`, media: ["nor"], ...params }]);
  return stories;
}

/** How often an order goes to the host: a coupon's worth and a payee's name are asked for before. */
export const exchangesOf = (order: Order): number => (kindOf(order)?.silence === "local" ? 0 : kindOf(order)?.asks.some((question) => question === "coupon" || question === "payee") === true ? 2 : 1);

/** Whether a batch's totals tell of it. Nobody pays by a code that is shown: the clerk gives it up. */
export const counts = (kind: KindFile): boolean => kind.totals !== "none" && !kind.asks.includes("showCode");

const ALL: [string, Story][] = [...Object.entries(STORIES), ...KINDS.filter(isStoried).flatMap(storiesOf)];

/** Every story on its media. */
export const BASES: readonly Base[] = ALL.flatMap(([story, { orders, faults, media, params }]) =>
  Object.entries(MEDIA).filter(([medium]) => media?.includes(medium) !== false)
    .map(([medium, { shape, before }]) => ({ name: story + "/" + medium, orders, faults: readRun("x:" + faults).faults, shape, before, ...(params === undefined ? {} : { params }) })));

/** Empty days on media of their real size, for swarms. */
export const DAYS: readonly Base[] = [0, 1].flatMap((signOffAfterSettle) => [FRAM, NOR].map((shape) => ({
  name: (signOffAfterSettle === 1 ? "signoff/" : "day/") + (shape === FRAM ? "fram" : "nor"), orders: [], faults: [], shape, before: 0, day: true, params: { tipPercentMax: 20, signOffAfterSettle },
})));
