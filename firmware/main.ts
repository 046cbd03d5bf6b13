import type { Ports } from "../hal/ports.js";
import { effectList } from "./app/effects.js";
import { openInputs } from "./app/inputs.js";
import { drawScreen } from "./app/screens.js";
import { createSession, post } from "./app/session.js";
import { EV_START } from "./flow/events.js";
import { freshContext, LANGUAGE_ZH } from "./flow/context.js";
import { guardList } from "./flow/guards.js";
import { packedFlow } from "./flow/packed.js";
import { updateList } from "./flow/updates.js";

/** Power on: open the inputs and give the flow its first event. Everything after that is an event too. */
export function start(ports: Ports): void {
  const session = createSession(ports, { states: packedFlow.states, lists: packedFlow.lists, guards: guardList, updates: updateList }, effectList, drawScreen, freshContext(LANGUAGE_ZH));
  openInputs(session);
  post(session, EV_START, null);
}
