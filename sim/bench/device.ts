import { makeBundle, REPLAY } from "../../tools/bundle.js";
import * as wire from "../../hal/bridge/protocol.js";
import { columnFont } from "../font/column-font.js";
import { buildAssets } from "../../tools/assets.js";
import { bundleCode, espruinoEngines } from "../scenario/engines.js";
import { countInstructions } from "./callgrind.js";
import { KEY_STEPS, MENU_STEPS, recordSale, SALE_STEPS, type Recording } from "./recording.js";

/** Instructions of one step of a sale. */
export interface StepCount {
  step: string;
  /** Frames the terminal was sent, and its dearest one. */
  frames: number;
  instructions: number;
  dearest: number;
}

export interface DeviceBench {
  steps: StepCount[];
  bootInstructions: number;
  saleInstructions: number;
  /** Dearest digit or ENTER that only changes the display, from the press to the end of what it caused at once. */
  keyInstructions: number;
  /** Dearest key in a menu that is open, with all that it causes. */
  menuInstructions: number;
}

/** 1 M x86 -O0 instructions on a 240 MHz ESP32 and on a 100 MHz Cortex-M4, ms (ESPRUINO facts, "planning factors"; each within a factor of two). */
export const ESP32_MS_PER_MILLION = 4;
export const M4_MS_PER_MILLION = 9;

/**
 * Count the x86 instructions of each step of one sale: the sale is played once against the simulator, and what the terminal
 * was sent is played again inside the interpreter under callgrind. Code is run from RAM, which is what a memory-mapped flash
 * costs on a board; the Linux build's own flash is a file that it opens anew for every 16 bytes.
 * @param command  Command line of a default Linux build (x86, -O0) with its symbols.
 */
export async function deviceBench(command: string): Promise<DeviceBench> {
  const engines = await espruinoEngines();
  const recording = await recordSale((tap) => (assets) => engines(assets, tap));
  const files = new Map<string, Uint8Array>(buildAssets({ language: "zh" }));
  files.set("font8", columnFont(files.get("font")!));
  // With the recording all of it would not fit the Linux build's flash, and what is read from files instead costs far more: overlays that this sale never lays stay away.
  for (const name of [...files.keys()]) if ((name.startsWith("code.") && !["code.begin", "code.sign", "code.menu"].includes(name)) || /^(text|view)\.en$|^profile\.iso/.test(name)) files.delete(name);
  files.set("replay", Buffer.from(recording.frames.join(""), "latin1"));
  files.set("postern", Buffer.from(await bundleCode(), "latin1"));
  files.set("player", Buffer.from((await makeBundle(REPLAY)).code, "latin1"));
  const script = 'eval(require("Storage").read("postern")+"");eval(require("Storage").read("player")+"");';
  const { counts, console } = await countInstructions(command, script, files);
  const said = /replayed (\d+)/.exec(console);
  if (said === null || Number(said[1]) !== recording.checksum) throw new Error("the replay went another way than the recording: " + console.slice(-400));
  return summarize(recording, counts);
}

function summarize(recording: Recording, counts: number[]): DeviceBench {
  const steps = recording.steps.map((step) => ({ step, frames: 0, instructions: 0, dearest: 0 }));
  let keyInstructions = 0;
  recording.frames.forEach((frame, index) => {
    // Marks stand before and after each frame: count 0 is the loading, 2n + 1 the frame n, 2n + 2 what lies between.
    const spent = counts[2 * index + 1] ?? 0;
    const step = steps[recording.stepOf[index]!]!;
    step.frames++;
    step.instructions += spent;
    step.dearest = Math.max(step.dearest, spent);
    if (frame[2] === wire.TO_PRESS && KEY_STEPS.includes(recording.stepOf[index]!)) keyInstructions = Math.max(keyInstructions, spent);
  });
  // Marks and frames must go in step, or every count would stand under another's name.
  if (counts.length < 2 * recording.frames.length) throw new Error("counted " + counts.length + " stretches for " + recording.frames.length + " frames");
  const sale = SALE_STEPS.reduce((sum, index) => sum + steps[index]!.instructions, 0);
  const menuInstructions = Math.max(...MENU_STEPS.map((index) => steps[index]!.instructions));
  return { steps, menuInstructions, bootInstructions: counts[0]! + steps[0]!.instructions, saleInstructions: sale, keyInstructions };
}
