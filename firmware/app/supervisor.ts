import { SUPERVISOR, verify } from "./people.js";
import type { Session } from "./session.js";

/** Is what was typed the supervisor's password? Not the initial one. Posts `keysGood`, or `keysBad` with a reason; what was typed is gone afterwards. */
export function checkApproval(session: Session): void { verify(session, SUPERVISOR, false); }
