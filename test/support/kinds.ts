import { readKind, type Kind } from "../../firmware/txn/kind.js";
import { createSimNative } from "../../sim/devices/native.js";
import { KINDS, compileKinds } from "../../tools/kinds.js";

const native = createSimNative(new Map([["kinds", compileKinds(KINDS)]]));

/** A kind as the device reads it from its flash. */
export function deviceKind(number: number): Kind {
  const kind = readKind(native, number);
  if (kind === null) throw new Error("no kind " + number);
  return kind;
}
