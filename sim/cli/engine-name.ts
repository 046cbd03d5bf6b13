import { BadInput } from "./bad-input.js";

/** What `--engine` names. Errors: BadInput. */
export function engineNamed(text: string): "node" | "espruino" {
  if (text !== "node" && text !== "espruino") throw new BadInput(`--engine ${JSON.stringify(text)}: node or espruino is needed`);
  return text;
}
