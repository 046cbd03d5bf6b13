import type { HalError } from "../../hal/errors.js";
import { EV_PAPER_OUT, EV_PRINTED } from "../flow/events.js";
import { slipLines } from "../receipt/render.js";
import { TEXT_SLIP, TEXT_SLIP_CUSTOMER, TEXT_WHY_HOT, TEXT_WHY_JAM, TEXT_WHY_PAPER } from "../text/keys.js";
import { textOf } from "../text/template.js";
import { slipPlace } from "./places.js";
import { post } from "./session.js";
import type { Session } from "./session.js";

/** One copy on its way to the printer. A record and not a closure over itself: those stay in memory until the next collection. */
interface PrintJob {
  readonly session: Session;
  readonly turn: number;
  readonly lines: string[];
  done: number;
}

/**
 * Print one copy from the top, line by line; posts `printed`, or `paperOut` with the reason and leaves the rest unprinted.
 * @param text  number of the slip's template.
 */
function printCopy(session: Session, text: number): void {
  const template = textOf(session.ports.native, session.context.language, text);
  printOn({ session: session, turn: session.turn, lines: slipLines(template, slipPlace, session), done: 0 }, null);
}

function printOn(job: PrintJob, error: HalError | null): void {
  const session = job.session;
  const printer = session.ports.printer;
  if (session.turn !== job.turn) return;
  if (error !== null) {
    post(session, EV_PAPER_OUT, error === "headHot" ? TEXT_WHY_HOT : error === "jam" ? TEXT_WHY_JAM : TEXT_WHY_PAPER);
    return;
  }
  const at = job.done++;
  if (at < job.lines.length) printer.printLine(job.lines[at]! + "\n", function (failed) { printOn(job, failed); });
  else if (at === job.lines.length) printer.endReceipt(function (failed) { printOn(job, failed); });
  else post(session, EV_PRINTED, null);
}

export function printMerchant(session: Session): void {
  printCopy(session, TEXT_SLIP);
}

export function printCustomer(session: Session): void {
  printCopy(session, TEXT_SLIP_CUSTOMER);
}

export function feedPaper(session: Session): void {
  session.ports.printer.endReceipt(function () {});
}
