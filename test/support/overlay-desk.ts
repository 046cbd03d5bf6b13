import sinon from "sinon";
import { freshContext } from "../../firmware/flow/context.js";
import { unionpay } from "../../firmware/acquirer/unionpay.js";
import type { Session } from "../../firmware/app/session.js";
import { createSimNative } from "../../sim/devices/native.js";
import { KINDS, compileKinds } from "../../tools/kinds.js";
import { en } from "../../firmware/text/en.js";
import { compileTexts } from "../../tools/texts.js";
import { deviceKind } from "./kinds.js";
import { sessionParams } from "./terminal.js";

const native = createSimNative(new Map([["kinds", compileKinds(KINDS)], ["text.en", compileTexts(en, 32)]]));

/** A session in English as an overlay's effects see it, and what they post. `journal` and `more` stand in for what the test is about. */
export function overlayDesk(journal: object, more: object = {}) {
  const posted: [number, any][] = [];
  const printed: string[] = [];
  const printer = {
    columns: 32,
    printLines: (lines: string, done: (error: string | null) => void) => { printed.push(lines); done(null); },
    endReceipt: sinon.spy(),
  };
  const session = {
    turn: 1, running: true, shown: 5, params: sessionParams, profile: unionpay, secure: { forget: sinon.spy() }, journal, sale: deviceKind(1), kind: null, context: freshContext(1), stan: 0, txn: null, duplicate: false, torn: false,
    queue: { length: 0, push: ([on, value]: [number, any]) => posted.push([on, value]) },
    ports: { log: () => {}, native, clock: { now: () => Date.UTC(2026, 5, 15, 9, 31, 0) }, printer, config: { read: () => "" } }, ...more,
  } as unknown as Session;
  return { session, posted, printed, printer };
}
