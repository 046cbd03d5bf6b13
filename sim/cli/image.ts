import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { intelHex } from "../../tools/flash/image.js";
import type { Plan } from "../../tools/flash/plan.js";
import { posternVersion } from "../../tools/version.js";
import { flashImage } from "../engine/flash-image.js";
import { BadInput } from "./bad-input.js";
import { planLines } from "./build.js";
import { planFor } from "./flash.js";

interface ImageOptions { board: string; out?: string; params?: string; tmk?: string; production?: boolean }

function hex(address: number): string {
  return "0x" + address.toString(16);
}

/** Words for whoever gets the files and has no Node: what they are, and one way to the chip that needs nothing of ours. */
function readme(plan: Plan, name: string, production: boolean): string {
  const { board } = plan;
  const { storageAddress, storageBytes } = board.limits;
  const esp = /^ESP32/i.test(board.interpreter);
  return [
    "Postern " + posternVersion() + " for " + board.title, "",
    "TEST AND TEACHING ONLY. Not certified for live cards; the keys lie in flash where anybody with a cable reads them.", "",
    "These files hold the whole Storage area of the board, " + storageBytes + " bytes from " + hex(storageAddress) + ".",
    "The board must run Espruino (build " + board.interpreter + ") already. What was in Storage is replaced, an injected key too.", "",
    "  " + name + ".bin   as it lies in the flash", "  " + name + ".hex   the same as Intel hex, with its addresses", "  SHA256SUMS   to compare: sha256sum -c SHA256SUMS", "",
    ...(esp
      ? ["With esptool (https://docs.espressif.com/projects/esptool):", "", "  esptool.py --port PORT write_flash " + hex(storageAddress) + " " + name + ".bin", ""]
      : ["With the programmer of the chip, such as st-flash or picotool, or by drag and drop where the board shows itself as a disk that takes .hex:", "", "  st-flash write " + name + ".bin " + hex(storageAddress), ""]),
    production
      ? "This is a production build: its console is closed for good. Nothing but erasing the flash gets back in."
      : "This is a development build: its console is open to anybody with a cable.", "",
  ].join("\n");
}

async function image(options: ImageOptions): Promise<void> {
  const beganMs = performance.now();
  try {
    const plan = await planFor(options);
    const { storageBytes, storageAddress } = plan.board.limits;
    const name = "postern-" + plan.board.name + (options.production === true ? "-closed" : "");
    const out = options.out ?? join("out", "image-" + plan.board.name);
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    const bytes = flashImage(plan.files, storageBytes);
    const files = new Map<string, Buffer>([[name + ".bin", bytes], [name + ".hex", Buffer.from(intelHex(bytes, storageAddress), "latin1")], ["README.txt", Buffer.from(readme(plan, name, options.production === true))]]);
    const sums = [...files].map(([file, content]) => createHash("sha256").update(content).digest("hex") + "  " + file + "\n").join("");
    files.set("SHA256SUMS", Buffer.from(sums));
    for (const [file, content] of files) writeFileSync(join(out, file), content);
    const seconds = ((performance.now() - beganMs) / 1000).toFixed(1);
    process.stdout.write([...planLines(plan), [...files.keys()].join(", ") + " in " + out + ", made in " + seconds + " s"].join("\n") + "\n");
  } catch (error) {
    throw error instanceof BadInput ? error : new BadInput((error as Error).message);
  }
}

/** `postern image`: files for people who flash without Node. */
export function registerImage(program: Command): void {
  program.command("image")
    .description("make files that put a board's program and assets onto it without Node, with words how")
    .option("--board <name>", "name of a file in hal/boards, or a path", "board.json")
    .option("--out <folder>", "where the files go; emptied first (default: out/image-NAME)")
    .option("--params <file>", "JSON with parameters that differ from data/params.json")
    .option("--tmk <test|file>", "put the published test key, or one of your own for tests, into the image")
    .option("--production", "close the console for good, and every other door to the interpreter")
    .action(image);
}
