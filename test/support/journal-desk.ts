import { createJournal, type Journal, type JournalError } from "../../firmware/journal/journal.js";
import { KIND_ORIGIN, extraText, originStan, originText } from "../../firmware/journal/origins.js";
import { FLAG_EXTRA, FLAG_ORIGIN, KIND_AT } from "../../firmware/journal/record.js";
import type { TxnRecord } from "../../firmware/journal/record.js";
import { recoverLog } from "../../firmware/journal/recover.js";
import type { Native } from "../../hal/native.js";
import type { Storage } from "../../hal/storage.js";
import { crc32 } from "../../sim/crc32.js";
import { memoryOf } from "../../sim/devices/native.js";
import { createLife, type Life } from "../../sim/life.js";
import type { SimStorage } from "../../sim/storage.js";
import { createWorld, type World } from "../../sim/world.js";

export const native: Native = {
  crc32: (bytes) => crc32(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes),
  memory: memoryOf,
  asset: () => "",
  assetLength: () => 0,
  groups: () => "",
};

/** One boot of a terminal that is nothing but a journal. */
export interface Desk {
  world: World;
  life: Life;
  storage: Storage;
  journal: Journal;
}

export function boot(medium: SimStorage, world: World = createWorld()): Desk {
  const life = createLife(world);
  const storage = medium.attach(life);
  return { world, life, storage, journal: createJournal(storage, native) };
}

/** Run until `ask` was answered. "cut": power went, or nothing is left to happen. */
export function wait(desk: Desk, ask: (done: (error: JournalError | null) => void) => void): JournalError | null | "cut" {
  let result: JournalError | null | "cut" = "cut";
  let calls = 0;
  let returned = false;
  ask((error) => {
    if (!returned) throw new Error("done came before the call returned");
    calls++;
    result = error;
  });
  returned = true;
  while (desk.world.step());
  if (calls > 1) throw new Error("done came " + calls + " times");
  return result;
}

export function recovered(medium: SimStorage): Desk {
  const desk = boot(medium);
  const error = wait(desk, (done) => desk.journal.recover(done, recoverLog));
  if (error !== null) throw new Error("recover: " + error);
  return desk;
}

/** A sale as it is when the request is about to leave. */
export function sale(stan: number, change: Partial<TxnRecord> = {}): TxnRecord {
  return {
    kind: 1, state: 1, flags: 4, stan, batch: 1, amountMinor: 12345, epochMs: Date.UTC(2026, 5, 15, 9, 31, 7),
    panMasked: "621799*********0014", expiry: "2712", entryMode: "021", scheme: "CUP", rrn: "", authCode: "", respCode: "",
    issuer: "", acquirer: "", settleDate: "", reason: "", tries: 0, operator: "01", origin: "", extra: "", ...change,
  };
}

/** The host's answer in it. */
export const approved: Partial<TxnRecord> = {
  state: 2, rrn: "X00004002761", authCode: "650852", respCode: "00", issuer: "01020000", acquirer: "48430000", settleDate: "0824",
};

/** Put origins to the records they belong to. */
function withOrigin(record: TxnRecord | null, origins: ReadonlyMap<number, string>): TxnRecord | null {
  return record === null ? null : { ...record, origin: record.flags & FLAG_ORIGIN ? origins.get(record.stan) ?? "" : "", extra: record.flags & FLAG_EXTRA ? origins.get(-record.stan) ?? "" : "" };
}

/** Everything a journal tells, as plain values that can be compared. An origin whose transaction was never written tells nothing. */
export function told(desk: Desk): object {
  const { journal } = desk;
  const records: TxnRecord[] = [];
  const origins = new Map<number, string>();
  let originSlots = 0;
  wait(desk, (done) => journal.eachOrigin((slot) => {
    originSlots++;
    const stan = Buffer.from(originStan(slot), "latin1").readUIntBE(0, 3);
    if (slot.charCodeAt(KIND_AT) === KIND_ORIGIN) origins.set(stan, originText(slot));
    // Extras stand under the negative number.
    else if (extraText(slot).length > (origins.get(-stan) ?? "").length) origins.set(-stan, extraText(slot));
  }, done));
  wait(desk, (done) => journal.each(0, (record) => records.push(record), done));
  if (wait(desk, (done) => journal.tally(done)) !== null) throw new Error("tally");
  records.sort((one, other) => one.stan - other.stan);
  const totals = journal.totals().filter((row) => row.count > 0).map((row) => ({ ...row })).sort((one, other) => (one.scheme < other.scheme ? -1 : 1));
  return {
    records: records.map((record) => withOrigin(record, origins)), totals, owed: withOrigin(journal.owed(), origins), last: withOrigin(journal.last(), origins), batch: journal.batch(), phase: journal.phase(),
    count: journal.count() - originSlots, full: journal.full(), stuck: journal.stuck(),
  };
}
