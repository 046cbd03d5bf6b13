import { createJournal } from "../../firmware/journal/journal.js";
import { KIND_EXTRA, extraText, originText } from "../../firmware/journal/origins.js";
import { FLAG_EXTRA, FLAG_ORIGIN, KIND_AT, STAN_AT, readNumber } from "../../firmware/journal/record.js";
import { recoverLog } from "../../firmware/journal/recover.js";
import type { TxnRecord } from "../../firmware/journal/record.js";
import { createSimNative } from "../devices/native.js";
import { createLife } from "../life.js";
import { createSimStorage, type MediumShape } from "../storage.js";
import { createWorld } from "../world.js";
import type { JournalView } from "./journal-view.js";

const WITHIN_MS = 600000;

/** Read a copy of a medium as the terminal does after a power-up, with the firmware's own journal. The original is not touched. */
export async function readJournalImage(image: Uint8Array, shape: MediumShape): Promise<JournalView> {
  const world = createWorld();
  const copy = createSimStorage(shape);
  copy.restore(image);
  const journal = createJournal(copy.attach(createLife(world)), createSimNative(new Map()));
  let answered = false;
  let error: string | null = null;
  const finish = (failed: string | null): void => { answered = true; error ??= failed; };
  journal.recover(finish, recoverLog);
  world.runUntil(() => answered, WITHIN_MS);
  const records: TxnRecord[] = [];
  answered = false;
  const origins = new Map<number, string>();
  const extras = new Map<number, string>();
  journal.eachOrigin((slot) => {
    const stan = readNumber(slot, STAN_AT, 3);
    if (slot.charCodeAt(KIND_AT) !== KIND_EXTRA) origins.set(stan, originText(slot));
    else if (extraText(slot).length > (extras.get(stan) ?? "").length) extras.set(stan, extraText(slot));
  }, finish);
  world.runUntil(() => answered, WITHIN_MS);
  answered = false;
  journal.each(0, (record) => { records.push({ ...record, origin: record.flags & FLAG_ORIGIN ? origins.get(record.stan) ?? "" : "", extra: record.flags & FLAG_EXTRA ? extras.get(record.stan) ?? "" : "" }); }, finish);
  world.runUntil(() => answered, WITHIN_MS);
  records.sort((one, other) => one.batch - other.batch || one.stan - other.stan);
  return { error, records, owed: journal.owed(), batch: journal.batch(), phase: journal.phase() };
}
