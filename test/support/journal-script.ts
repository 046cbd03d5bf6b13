import type { JournalError } from "../../firmware/journal/journal.js";
import type { TxnRecord } from "../../firmware/journal/record.js";
import { FRAM, NOR, type MediumShape } from "../../sim/storage.js";
import { approved, type Desk, sale } from "./journal-desk.js";

export type Ask = (desk: Desk, done: (error: JournalError | null) => void) => void;

/** Media so small that a script of some fifty writes goes round them: 20 slots, and 6 blocks of 5. */
export const smallFram: MediumShape = { ...FRAM, sizeBytes: 2048 };
export const smallNor: MediumShape = { ...NOR, sizeBytes: 3072, eraseBytes: 512 };

function write(record: TxnRecord): Ask {
  // A copy: the journal notes in it what it has written.
  return (desk, done) => desk.journal.write({ ...record }, done);
}

/** Use up STANs as the terminal would, up to and including `stan`. */
function opening(record: TxnRecord): Ask {
  return (desk, done) => {
    // After a cut that left the origin alone its STAN is used up.
    while (desk.journal.nextStan() < record.stan);
    desk.journal.write({ ...record }, done);
  };
}

const note: Ask = (desk, done) => {
  desk.journal.nextStan();
  desk.journal.note(done);
};

/** Steps that open a transaction with an origin. */
export const referring = new WeakSet<Ask>();

/** What a void refers to: reference, authorisation code, batch, trace, date. */
const origin = "X00004002761650852000001000002    ";

/** Days in the life of a terminal: sales printed, one that refers to another, declined, reversed, one never sent, sign-ons, a late change to an old one, batches closed. */
export function script(): Ask[] {
  const steps: Ask[] = [note];
  let stan = 1;
  for (let batch = 1; batch <= 2; batch++) {
    for (let sales = 0; sales < 8; sales++) {
      stan++;
      const refers = sales === 4;
      const open = { batch, amountMinor: 100 * stan, scheme: sales & 1 ? "VIS" : "CUP", flags: refers ? 36 : 4, origin: refers ? origin : "" };
      const first = opening(sale(stan, open));
      steps.push(first);
      if (refers) referring.add(first);
      if (sales === 5) {
        steps.push(write(sale(stan, { ...open, state: 5, reason: "98" })));
        steps.push(write(sale(stan, { ...open, state: 5, reason: "98", tries: 1 })));
        steps.push(write(sale(stan, { ...open, state: 6, reason: "98", tries: 1 })));
      } else if (sales === 6 && batch === 1) steps.push(write(sale(stan, { ...open, state: 4 })));
      else {
        // The host's answer to one of them brought a voucher.
        steps.push(write(sale(stan, { ...open, ...approved, extra: sales === 3 ? "A01234567890123456789" : "" })));
        if (sales < 4 || sales === 7) steps.push(write(sale(stan, { ...open, ...approved, flags: sales === 3 ? 71 : 7 })));
      }
    }
    const oldest = { batch, amountMinor: 100 * (stan - 7), scheme: "CUP", ...approved };
    steps.push(write(sale(stan - 7, { ...oldest, flags: 7, tries: 9 })));
    steps.push((desk, done) => desk.journal.notePhase(1, done));
    steps.push((desk, done) => desk.journal.startBatch(batch + 1, done));
    steps.push(note);
    stan++;
  }
  return steps;
}
