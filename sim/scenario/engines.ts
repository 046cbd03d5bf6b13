import { existsSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { BRIDGE, TERMINAL, makeBundle } from "../../tools/bundle.js";
import { writeBundle } from "../../tools/write-bundle.js";
import { BadInput } from "../cli/bad-input.js";
import type { Engine } from "../engine/engine.js";
import { createEspruinoEngine } from "../engine/espruino.js";
import { createNodeEngine } from "../engine/node.js";
import { root } from "../paths.js";

/** Makes the engine of one terminal, which is given the files of its flash. */
export type EngineFactory = (assets: ReadonlyMap<string, Uint8Array>) => Engine;

/** Hears what passes between simulator and interpreter, frame by frame. */
export interface Tap {
  sent(frame: string): void;
  heard(answer: string): void;
}

const bundleFile = join(root, "build", "device", "postern.js");
const stampFile = join(root, "build", ".stamp");

/** Text of the device bundle: the one on disk when it is newer than what it is made from, else a fresh one, which is kept. */
export async function bundleCode(): Promise<string> {
  if (existsSync(bundleFile) && existsSync(stampFile) && statSync(bundleFile).mtimeMs >= statSync(stampFile).mtimeMs) return readFileSync(bundleFile, "utf8");
  return existsSync(stampFile) ? (await writeBundle(bundleFile)).code : (await makeBundle(TERMINAL)).code;
}

/** The bundle in Node. Compiled once for all terminals of the process. */
export async function nodeEngines(): Promise<EngineFactory> {
  const code = await bundleCode();
  return () => createNodeEngine(code);
}

/**
 * The bundle in the real interpreter that the environment variable ESPRUINO starts. Errors: BadInput when it is not set.
 * @param measure  Look at the memory at every frame, so that {@link EngineMemory.peak} is the true peak; takes time.
 */
export async function espruinoEngines(measure = false): Promise<(assets: ReadonlyMap<string, Uint8Array>, tap?: Tap) => Engine> {
  const command = process.env["ESPRUINO"] ?? "";
  if (command === "") throw new BadInput("--engine espruino: set ESPRUINO to the command line of a Linux build of the interpreter");
  const program = command.split(" ").find((word) => word !== "")!;
  const places = program.includes("/") ? [program] : (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, program));
  if (!places.some((file) => existsSync(file))) throw new BadInput("ESPRUINO names " + program + ", and there is no such program; nothing was run in the interpreter");
  const code = await bundleCode();
  const bridge = (await makeBundle(BRIDGE)).code;
  return (assets, tap) => createEspruinoEngine({ command, code, bridge, assets, measure, ...(tap === undefined ? {} : { tap }) });
}
