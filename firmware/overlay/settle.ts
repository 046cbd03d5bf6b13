import { beginBatch, forgetKeys, keepSettle, keepSlip, noteSettle, openSettle, printTotals, refuseSettle, sendSettle, sendSignOff } from "../app/effects-settle.js";
import { findStuck, journalCleared, journalTold, printStuck } from "../app/effects-stuck.js";
import type { Effect } from "../app/session.js";
import { checkApproval } from "../app/supervisor.js";
import type { Context } from "../flow/context.js";
import { packedSettle } from "../flow/packed.js";
import { takeDenied } from "../flow/people-parts.js";
import { hasStuck, hostHasClosed, phaseLeft, settled, signOffWanted, signedOff, slipMissing, stuckGone, takePhase, takeStuck, takeTally } from "../flow/settle-parts.js";
import type { Overlay } from "../machine/overlay.js";

/** Settlement, and reversals that were given up; everything in the order of flow/settle.ts (a test compares them). */
export function settle(): Overlay<Context, Effect> {
  return {
    packed: packedSettle,
    guards: [hostHasClosed, phaseLeft, signOffWanted, hasStuck, slipMissing],
    updates: [takeTally, takePhase, settled, signedOff, takeStuck, stuckGone, takeDenied],
    effects: [
      openSettle, noteSettle, sendSettle, keepSettle, refuseSettle, printTotals, beginBatch, sendSignOff, forgetKeys,
      findStuck, printStuck, journalTold, checkApproval, journalCleared, keepSlip,
    ],
  };
}
