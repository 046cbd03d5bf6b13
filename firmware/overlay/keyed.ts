import { keyedEffects, keyedGuards, keyedUpdates } from "../app/keyed.js";
import type { Effect } from "../app/session.js";
import { checkApproval } from "../app/supervisor.js";
import { OPTION_APPROVED } from "../flow/context.js";
import type { Context } from "../flow/context.js";
import { packedKeyed } from "../flow/packed.js";
import { dropPin, takeDenied } from "../flow/people-parts.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard, Update } from "../machine/step.js";

const approvalDue: Guard<Context> = function (c) { return (c.options & OPTION_APPROVED) !== 0; };

/** A sale's card number is typed; everything in the order of flow/keyed.ts (a test compares them). */
export function keyed(): Overlay<Context, Effect> {
  return { packed: packedKeyed, guards: [approvalDue].concat(keyedGuards), updates: [dropPin, takeDenied as Update<Context>].concat(keyedUpdates), effects: [checkApproval as Effect].concat(keyedEffects) };
}
