import type { HalError } from "../../hal/errors.js";
import { EV_PAPER_OUT, EV_PRINTED } from "../flow/events.js";
import { slipText } from "../receipt/render.js";
import { TEXT_CASH_SLIP, TEXT_SLIP, TEXT_SLIP_CUSTOMER, TEXT_UNKNOWN_SLIP, TEXT_WHY_HOT, TEXT_WHY_JAM, TEXT_WHY_PAPER } from "../text/keys.js";
import { textOf } from "../text/text-of.js";
import { withOrigin } from "./effects-journal.js";
import { slipValues } from "./places.js";
import { LOCAL, REPEATED } from "../txn/kind.js";
import { kindOf, post } from "./session.js";
import type { Session } from "./session.js";

function ended(session: Session, error: HalError | null): void {
  if (error === null) {
    session.torn = false;
    post(session, EV_PRINTED, null);
  } else post(session, EV_PAPER_OUT, error === "headHot" ? TEXT_WHY_HOT : error === "jam" ? TEXT_WHY_JAM : TEXT_WHY_PAPER);
}

/**
 * Print one copy from the top; posts `printed`, or `paperOut` with the reason and leaves the rest unprinted.
 * @param text  number of the slip's template.  @param values  what stands for its places, by number.
 */
export function printCopy(session: Session, text: number, values: readonly string[]): void {
  const printer = session.ports.printer;
  const turn = session.turn;
  session.torn = true;
  const slip = textOf(session.ports.native, session.context.language, text);
  printer.printLines(slipText(slip, values), function (error) {
    if (session.turn !== turn) return;
    if (error === null) printer.endReceipt(function (failed) { if (session.turn === turn) ended(session, failed); });
    else ended(session, error);
  });
}

/** Cash has nobody to sign and no bank. */
function template(session: Session, text: number): number {
  return (kindOf(session, session.txn!.kind).adds & LOCAL) !== 0 ? TEXT_CASH_SLIP : text;
}

function merchantCopy(session: Session): void {
  const values = slipValues(session);
  // A copy marked as begun again says what the cardholder's must not.
  session.slip = session.torn ? null : { txn: session.txn!, language: session.context.language, values: values };
  printCopy(session, template(session, TEXT_SLIP), values);
}

export function printMerchant(session: Session): void {
  withOrigin(session, merchantCopy);
}

export function printCustomer(session: Session): void {
  const slip = session.slip;
  const same = slip !== null && slip.txn === session.txn && slip.language === session.context.language;
  session.slip = null;
  printCopy(session, template(session, TEXT_SLIP_CUSTOMER), same ? slip!.values : slipValues(session));
  // Both copies were begun: where trouble sends the clerk back to the first, the second is another one too.
  session.duplicate = true;
}

/** Tell on paper that nobody knows yet what became of the sale. */
export function printUnknown(session: Session): void {
  // What is repeated and not undone has no slip before the host has it.
  if ((kindOf(session, session.txn!.kind).flags & REPEATED) === 0) printCopy(session, TEXT_UNKNOWN_SLIP, slipValues(session));
}

export function feedPaper(session: Session): void {
  session.ports.printer.endReceipt(function () {});
}
