import { createJournal, type Journal, type JournalDone } from "../../firmware/journal/journal.js";
import type { TxnRecord } from "../../firmware/journal/record.js";
import { recoverLog } from "../../firmware/journal/recover.js";
import { createSimNative } from "../devices/native.js";
import { createLife } from "../life.js";
import { createSimStorage, type MediumShape, type Operation, type SimStorage } from "../storage.js";
import { createWorld } from "../world.js";

/** A medium after whole batches of mixed sales, and what the sales did to it. */
export interface JournalLoad {
  medium: SimStorage;
  /** Sales that were played. */
  sales: number;
  /** What the journal takes in one batch. */
  capacity: number;
  /** Operations of the medium, by sale. */
  perSale: Operation[][];
}

const NEVER = "9999";
const SCHEMES = ["CUP", "CUP", "VIS", "CUP", "MCC"];

/** One sale as it stands at three moments: the request about to leave, answered, and both slips printed; every ninth is declined. */
function versions(stan: number, batch: number): TxnRecord[] {
  const open: TxnRecord = {
    kind: 1, state: 1, flags: stan % 3 === 0 ? 8 : 4, stan, batch, amountMinor: 100 + ((stan * 7919) % 5000000), epochMs: Date.UTC(2026, 5, 15, 9) + stan * 60000,
    panMasked: "621799*********0014", expiry: NEVER, entryMode: "021", scheme: SCHEMES[stan % SCHEMES.length]!, rrn: "", authCode: "", respCode: "",
    issuer: "", acquirer: "", settleDate: "", reason: "", tries: 0, operator: "01", origin: "", extra: "",
  };
  const answered = { ...open, rrn: String(stan).padStart(12, "0"), authCode: String(stan).padStart(6, "0"), respCode: "00", issuer: "01020000", acquirer: "48430000", settleDate: "0615" };
  if (stan % 9 === 0) return [open, { ...answered, state: 3, respCode: "51", authCode: "" }];
  return [open, { ...answered, state: 2 }, { ...answered, state: 2, flags: open.flags | 3 }];
}

/** Run the world until the journal has answered. Throws what it said when that is an error. */
function wait(world: { step(): boolean }, ask: (done: JournalDone) => void): void {
  let said: string | null = "no answer";
  ask((error) => { said = error; });
  while (world.step());
  if (said !== null) throw new Error("journal load: " + said);
}

/**
 * Fill a journal to its capacity, batch after batch; the last batch stays open.
 * @param sales  How many sales; undefined for the third batch full to its end.
 */
export function loadJournal(shape: MediumShape, sales?: number): JournalLoad {
  const medium = createSimStorage(shape);
  const world = createWorld();
  const journal: Journal = createJournal(medium.attach(createLife(world)), createSimNative(new Map()));
  wait(world, (done) => journal.recover(done, recoverLog));
  const wanted = sales ?? journal.capacity() * 3;
  const perSale: Operation[][] = [];
  for (let sale = 0; sale < wanted; sale++) {
    if (journal.full()) wait(world, (done) => journal.startBatch(journal.batch() + 1, done));
    // What closed a batch is not the sale's, so the list begins here.
    medium.operations = [];
    for (const version of versions(journal.nextStan(), journal.batch())) wait(world, (done) => journal.write(version, done));
    perSale.push(medium.operations.slice());
  }
  return { medium, sales: wanted, capacity: journal.capacity(), perSale };
}
