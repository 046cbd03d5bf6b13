import { sendPlain } from "../app/effects-host.js";
import type { Effect } from "../app/session.js";
import type { Context } from "../flow/context.js";
import { packedEcho } from "../flow/packed.js";
import { buildEcho } from "../host/request.js";
import type { Overlay } from "../machine/overlay.js";

/** 0820 301: is the host there? It has no trace number. */
const sendEcho: Effect = function (session) {
  sendPlain(session, buildEcho(session.params!, session.profile!, { stan: 0, batch: session.journal!.batch() }));
};

export function echo(): Overlay<Context, Effect> {
  return { packed: packedEcho, guards: [], updates: [], effects: [sendEcho] };
}
