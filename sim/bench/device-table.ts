import { recoveryBench } from "./recovery.js";
import { deviceBench, ESP32_MS_PER_MILLION, M4_MS_PER_MILLION } from "./device.js";

/** Limits of the reference figures, in millions of x86 instructions of the default Linux build. */
const SALE_LIMIT = 250;
const KEY_LIMIT = 6;
const MENU_LIMIT = 10;
const BOOT_LIMIT = 800;
const RECOVERY_LIMIT = 300;

function row(name: string, frames: string, instructions: number, dearest: number, limit: number): string {
  const million = instructions / 1e6;
  const times = Math.round(million * ESP32_MS_PER_MILLION) + " ms / " + Math.round(million * M4_MS_PER_MILLION) + " ms";
  const verdict = limit === 0 ? "" : "  limit " + limit + (million > limit ? "  ABOVE" : "");
  return name.padEnd(40) + frames.padStart(7) + million.toFixed(1).padStart(10) + (dearest === 0 ? "" : (dearest / 1e6).toFixed(1)).padStart(10) + times.padStart(22) + verdict;
}

/** Print instructions for each step of one sale, and what they mean on boards; says so when ESPRUINO is not set. */
export async function printDeviceBench(print: (text: string) => void): Promise<void> {
  const command = process.env["ESPRUINO"] ?? "";
  if (command === "") {
    print("bench --device: SKIPPED, nothing was counted. Set ESPRUINO to a default Linux build of the interpreter and install valgrind.");
    return;
  }
  const bench = await deviceBench(command);
  print("Millions of x86 instructions, " + command + ", code in RAM; board times within a factor of two: ESP32 240 MHz / Cortex-M4 100 MHz\n");
  print("step".padEnd(40) + "events".padStart(7) + "all".padStart(10) + "dearest".padStart(10));
  for (const one of bench.steps) print(row(one.step, String(one.frames), one.instructions, one.dearest, 0));
  print("");
  print(row("boot to idle, loading included", "", bench.bootInstructions, 0, BOOT_LIMIT));
  print(row("one sale, swipe to second receipt", "", bench.saleInstructions, 0, SALE_LIMIT));
  print(row("key press to changed display", "", bench.keyInstructions, 0, KEY_LIMIT));
  print(row("key in an open menu, dearest", "", bench.menuInstructions, 0, MENU_LIMIT));
  for (const one of await recoveryBench(command)) {
    print(row("recovery, full journal, " + one.medium, String(one.reads), one.instructions, 0, RECOVERY_LIMIT));
    print("    " + one.transactions + " transactions; " + one.bytes + " bytes read; the medium's answers out of RAM, not counted, " + (one.mediumInstructions / 1e6).toFixed(1) + "; JsVars " + one.jsVars + " above idle");
  }
}
