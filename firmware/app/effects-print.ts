import type { HalError } from "../../hal/errors.js";
import { EV_PAPER_OUT, EV_PRINTED } from "../flow/events.js";
import { slipLines } from "../receipt/render.js";
import { TEXT_SLIP, TEXT_SLIP_CUSTOMER, TEXT_WHY_HOT, TEXT_WHY_JAM, TEXT_WHY_PAPER } from "../text/keys.js";
import { textOf } from "../text/template.js";
import { slipPlace } from "./places.js";
import { post } from "./session.js";
import type { Session } from "./session.js";

/**
 * Print one copy from the top, line by line; posts `printed`, or `paperOut` with the reason and leaves the rest unprinted.
 * @param copy  1 merchant, 2 customer.
 */
function printCopy(session: Session, copy: number): void {
  const turn = session.turn;
  const printer = session.ports.printer;
  const template = textOf(session.ports.native, session.context.language, copy === 1 ? TEXT_SLIP : TEXT_SLIP_CUSTOMER);
  const lines = slipLines(template, function (place) { return slipPlace(session, place); });
  let at = 0;
  function next(error: HalError | null): void {
    if (session.turn !== turn) return;
    if (error !== null) post(session, EV_PAPER_OUT, error === "headHot" ? TEXT_WHY_HOT : error === "jam" ? TEXT_WHY_JAM : TEXT_WHY_PAPER);
    else if (at < lines.length) printer.printLine(lines[at++]! + "\n", next);
    else if (at === lines.length) { at++; printer.endReceipt(next); }
    else post(session, EV_PRINTED, null);
  }
  next(null);
}

export function printMerchant(session: Session): void {
  printCopy(session, 1);
}

export function printCustomer(session: Session): void {
  printCopy(session, 2);
}

export function feedPaper(session: Session): void {
  session.ports.printer.endReceipt(function () {});
}
