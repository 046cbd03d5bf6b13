import { STYLE_NORMAL } from "../../hal/display.js";
import type { Session } from "../app/session.js";

const COLUMNS = 16;

/** Show a row of the menu, which is a text in the asset `lines`; see app/menu-glass.ts. */
export function drawRow(session: Session, row: number, number: number): void {
  session.ports.display.text(0, row, session.ports.native.asset("lines", number * COLUMNS, COLUMNS), STYLE_NORMAL);
}
