import { markCopy } from "../app/approval.js";
import { lay } from "../app/overlays.js";
import type { Effect } from "../app/session.js";
import { checkApproval } from "../app/supervisor.js";
import type { Context } from "../flow/context.js";
import { packedAllow } from "../flow/packed.js";
import { dropPin, takeDenied } from "../flow/people-parts.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard } from "../machine/step.js";

const isReprint: Guard<Context> = function (c) { return c.itemName === "reprint"; };
const layAllowed: Effect = function (session) { lay(session.context.itemName)(session, null); };

/** A supervisor's approval for what is no kind of transaction; everything in the order of flow/allow.ts (a test compares them). */
export function allow(): Overlay<Context, Effect> {
  return { packed: packedAllow, guards: [isReprint], updates: [takeDenied, dropPin], effects: [checkApproval, layAllowed, markCopy] };
}
