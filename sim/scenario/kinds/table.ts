import type { Cursor } from "../cursor.js";
import type { Step } from "../scenario.js";
import { checkKinds } from "./checks.js";
import { customerKinds } from "./customer.js";
import { fateKinds } from "./fate.js";
import { handKinds } from "./hands.js";
import type { StepKind } from "./kind.js";
import { merchantKinds } from "./merchants.js";
import { playKinds, repeatKind } from "./plays.js";
import { timeKinds } from "./time.js";

/** Every kind of step: hands, time, fate, whole plays, expectations. A new kind is one entry in one of these lists. */
export function stepKinds(readSteps: (at: Cursor) => Step[]): readonly StepKind[] {
  return [...handKinds, ...customerKinds, ...timeKinds, ...fateKinds, ...playKinds, ...merchantKinds, repeatKind(readSteps), ...checkKinds];
}
