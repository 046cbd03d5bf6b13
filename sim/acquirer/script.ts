import { faults } from "./faults.js";
import type { Request } from "./request.js";
import { type Outcome, outcomeOfAmount } from "./rules.js";
import type { ScriptStep } from "./types.js";

/** The list of scripted outcomes still to come. */
export interface Script {
  /** Add steps behind those that wait. Throws an Error naming the step when it cannot be meant. */
  add(steps: ScriptStep[]): void;
  /** Steps nobody has used up. */
  left(): ScriptStep[];
  clear(): void;
  /** The outcome for a request: the first waiting step that fits, else what the amount asks for, else plain. */
  take(request: Request, kindName: string, byAmount: boolean): Outcome;
}

function checkStep(step: ScriptStep): void {
  const shown = JSON.stringify(step);
  if (typeof step.on !== "string" || step.on === "") throw new Error("script step " + shown + ": `on` names no request");
  if (step.fault !== undefined && faults[step.fault] === undefined) throw new Error("script step " + shown + ": no such fault; there are " + Object.keys(faults).join(", "));
  if (step.respCode !== undefined && !/^[0-9A-Z]{2}$/.test(step.respCode)) throw new Error("script step " + shown + ": respCode is two characters");
  if (step.ask !== undefined && !/^\d$/.test(step.ask)) throw new Error("script step " + shown + ": ask is one digit");
  for (const name of ["delayMs", "count", "times"] as const) {
    const value = step[name];
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0)) throw new Error("script step " + shown + ": " + name + " is a whole number");
  }
}

export function createScript(): Script {
  let waiting: ScriptStep[] = [];
  return {
    add(steps) {
      steps.forEach(checkStep);
      waiting.push(...steps.map((step) => ({ ...step, times: step.times ?? 1 })));
    },
    left: () => waiting.map((step) => ({ ...step })),
    clear() {
      waiting = [];
    },
    take(request, kindName, byAmount) {
      const step = waiting.find((one) => one.on === "*" || one.on === request.mti || one.on === kindName);
      if (step !== undefined) {
        step.times = (step.times as number) - 1;
        if (step.times <= 0) waiting = waiting.filter((one) => one !== step);
        return step;
      }
      return (byAmount ? outcomeOfAmount(request.amountMinor) : null) ?? {};
    },
  };
}
