import { EV_LAID, EV_LAY_FAILED } from "../flow/events.js";
import type { Context } from "../flow/context.js";
import { laidOver } from "../machine/overlay.js";
import type { Overlay } from "../machine/overlay.js";
import { dropOverlay, post } from "./session.js";
import type { Effect, Session } from "./session.js";

/** The bundler makes `eval` of this and a text of eight characters of that, the same in the core and in its overlays. */
declare function evaluate(text: string): any;
declare const buildId: string;

/**
 * Apart and with no variable of its own: functions of an overlay hold the scope in which they were made, as long as it lies. The
 * bundler keeps the parameter's name, because a short one would hide the core's of the same name from the overlay.
 */
function made(overlayText: string): any {
  return evaluate(overlayText);
}

/**
 * An order to lay an overlay, from the asset `code.` and its name, over the core and over nothing else; posts `laid`, for
 * which the overlay has a row, or `layFailed` when the file is not there or belongs to another core.
 */
export function lay(name: string): Effect {
  return function (session: Session) {
    const native = session.ports.native;
    const file = "code." + name;
    const text = native.asset(file, 0, native.assetLength(file));
    if (text.substr(2, 8) !== buildId) {
      session.ports.log("no overlay " + name + " for this core");
      post(session, EV_LAY_FAILED, name);
      return;
    }
    if (session.under !== null) dropOverlay(session);
    const parts = made(text);
    const overlay = parts[0]() as Overlay<Context, Effect>;
    session.under = { machine: session.machine, effects: session.effects, forget: parts[1] };
    session.machine = laidOver(session.machine, overlay);
    session.effects = session.effects.concat(overlay.effects);
    post(session, EV_LAID, null);
  };
}
