import type { Params } from "../firmware/acquirer/params.js";

/** Parameters as the device reads them: a line `name=value` each. Absent values leave their line out. */
export function paramsText(params: Params): string {
  return Object.entries(params).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${value}`).join("\n");
}
