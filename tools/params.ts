import type { Params } from "../firmware/acquirer/params.js";
import { approvalsText } from "./approvals.js";

/** Parameters as the device reads them: a line `name=value` each. Absent values leave their line out. Errors: those of {@link approvalsText}. */
export function paramsText(params: Params): string {
  const written = params.approvals === undefined ? params : { ...params, approvals: approvalsText(params.approvals) };
  return Object.entries(written).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${value}`).join("\n");
}
