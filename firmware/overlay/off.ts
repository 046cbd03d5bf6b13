import { noteTrace } from "../app/effects-journal.js";
import { forgetKeys, sendSignOff } from "../app/effects-settle.js";
import type { Effect } from "../app/session.js";
import type { Context } from "../flow/context.js";
import { packedOff } from "../flow/packed.js";
import { signedOff } from "../flow/settle-parts.js";
import type { Overlay } from "../machine/overlay.js";

/** Signing off; everything in the order of flow/off.ts (a test compares them). */
export function off(): Overlay<Context, Effect> {
  return { packed: packedOff, guards: [], updates: [signedOff], effects: [noteTrace, sendSignOff, forgetKeys] };
}
