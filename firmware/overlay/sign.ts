import { noteTrace } from "../app/effects-journal.js";
import { loadKeys, sendSignOn } from "../app/effects-sign.js";
import type { Effect } from "../app/session.js";
import type { Context } from "../flow/context.js";
import { packedSign } from "../flow/packed.js";
import type { Overlay } from "../machine/overlay.js";

/** Signing in; everything in the order of flow/sign.ts (a test compares them). */
export function sign(): Overlay<Context, Effect> {
  return { packed: packedSign, guards: [], updates: [], effects: [noteTrace, sendSignOn, loadKeys] };
}
