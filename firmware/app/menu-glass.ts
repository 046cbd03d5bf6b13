import type { Session } from "./session.js";

const ROW_BYTES = 256;

/** Show a row of the menu, which is a picture made by the build. @param number  In the asset `lines`. */
export function drawRow(session: Session, row: number, number: number): void {
  session.ports.display.rows(row, session.ports.native.asset("lines", number * ROW_BYTES, ROW_BYTES));
}
