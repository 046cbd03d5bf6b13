import { faults } from "../../acquirer/faults.js";
import type { ScriptStep } from "../../acquirer/types.js";
import type { Cursor } from "../cursor.js";
import { KINDS } from "../../../tools/kinds.js";

const NAMES = ["on", "fault", "respCode", "delay", "count", "times", "ask"];
/** Types of message, the test host's kinds by name, or any. */
const REQUESTS = [
  "0100", "0200", "0220", "0320", "0400", "0500", "0800", "0820", "reversal", "signIn", "signOff", "echo", "settlement", "batchUpload", "activation", "download", "leaving", ...KINDS.map((kind) => kind.name), "*",
];

/**
 * What the host will do with a request to come: the name of a fault alone (for the next 0200), or
 * `{ on, fault, respCode, delay, count, times, ask }`.
 */
export function readOutcome(at: Cursor): ScriptStep {
  if (!at.isMap) return { on: "0200", fault: at.oneOf(Object.keys(faults), "host fault") };
  const step: ScriptStep = { on: "0200" };
  for (const [name, value] of at.map(NAMES, "a host outcome")) {
    switch (name) {
      case "on": step.on = value.oneOf(REQUESTS, "request"); break;
      case "fault": step.fault = value.oneOf(Object.keys(faults), "host fault"); break;
      case "respCode": {
        const code = value.text();
        if (!/^[0-9A-Z]{2}$/.test(code)) value.refuse('a response code is two characters, such as "51"');
        step.respCode = code;
        break;
      }
      case "delay": step.delayMs = value.duration(); break;
      case "count": step.count = value.whole(0, 65535); break;
      case "times": step.times = value.whole(1, 1000); break;
      default: {
        const digit = value.text();
        if (!/^\d$/.test(digit)) value.refuse("ask is one digit, header digit 6");
        step.ask = digit;
      }
    }
  }
  return step;
}

/** One entry of the `acquirer` list of a scenario. */
export function readScript(at: Cursor): ScriptStep[] {
  return [readOutcome(at)];
}
