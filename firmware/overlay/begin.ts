import { load, selfTest } from "../app/effects-boot.js";
import { recover } from "../app/effects-journal.js";
import { lay } from "../app/overlays.js";
import type { Effect } from "../app/session.js";
import type { Context } from "../flow/context.js";
import { packedBegin } from "../flow/packed.js";
import type { Overlay } from "../machine/overlay.js";

const layLive: Effect = function (session) { lay("live")(session, null); };

/** From power-on to the sign-in; everything in the order of flow/begin.ts (a test compares them). */
export function begin(): Overlay<Context, Effect> {
  return { packed: packedBegin, guards: [], updates: [], effects: [load, selfTest, recover, layLive] };
}
