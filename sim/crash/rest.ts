import type { Acquirer } from "../acquirer/acquirer.js";
import { testTerminals } from "../acquirer/accounts.js";
import { APPROVED, type ReadJournal } from "./journal-reader.js";

/** Flags of both copies. Source: docs/JOURNAL-SPEC.md. */
const PRINTED = 3;

/** Whether a terminal is signed off only because its sign-in had no answer, with a slip to come behind that: then it is not at rest. */
export function owesSlip(host: Acquirer, { last }: ReadJournal): boolean {
  const { tid, mid } = testTerminals[0]!;
  return last !== null && last.state === APPROVED && (last.flags & PRINTED) !== PRINTED && host.keysOf(tid, mid) !== null;
}
