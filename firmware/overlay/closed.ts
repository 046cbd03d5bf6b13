import { CONFIG_SETTLED } from "../../hal/config.js";
import { printCopy } from "../app/effects-print.js";
import { KEPT_BETWEEN } from "../app/places-settle.js";
import { word } from "../app/places.js";
import { post } from "../app/session.js";
import type { Effect } from "../app/session.js";
import type { Context } from "../flow/context.js";
import { EV_FOUND } from "../flow/events.js";
import { packedClosed } from "../flow/packed.js";
import type { Overlay } from "../machine/overlay.js";
import { TEXT_DUPLICATE, TEXT_SETTLE_SLIP } from "../text/keys.js";

/** From what was kept when the batch was closed; posts `found` when there is nothing. */
const printClosed: Effect = function (session) {
  const kept = session.ports.config.read(CONFIG_SETTLED);
  const values = kept.split(KEPT_BETWEEN);
  if (kept === "") {
    post(session, EV_FOUND, null);
    return;
  }
  values[34] = word(session, TEXT_DUPLICATE);
  printCopy(session, TEXT_SETTLE_SLIP, values);
};

export function closed(): Overlay<Context, Effect> {
  return { packed: packedClosed, guards: [], updates: [], effects: [printClosed] };
}
