import type { Done, HalError } from "../../hal/errors.js";
import type { Printer } from "../../hal/printer.js";
import type { Life } from "../life.js";

/** Of the 58 mm printer; one for 80 mm paper has 48. */
export const PRINTER_COLUMNS = 32;
const LINE_BYTES_MAX = 512;
const CALL_BYTES_MAX = 8192;
/** 30 dots of an 8 dots/mm head at about 60 mm/s, the speed of common 58 mm modules. */
const LINE_MS = 60;
const CUT_MS = 300;
const SENSE_MS = 5;

/** One piece of paper, from tear to tear. */
export interface PaperPiece {
  /** What the head was sent, in order. `boot` counts power-ups: a restarted head has forgotten bold, size and alignment. */
  readonly lines: { atMs: number; boot: number; bytes: string }[];
  /** Cut by `endReceipt`; false while printing, or when the roll ran out or was torn in the middle. */
  cut: boolean;
}

export interface SimPrinter {
  /** Every piece since the start, the one in the printer last (it may be empty). */
  readonly pieces: PaperPiece[];
  readonly columns: number;
  /** Lines the roll still holds; Infinity on a fresh one. At 0 every call answers `noPaper`. */
  linesLeft: number;
  /** A fault that stays until cleared. */
  fault: "none" | "headHot" | "jam";
  /** Whether a line or cut is under way. */
  busy(): boolean;
  /** The last lines of the roll are near (coloured edge seen by the sensor). */
  nearEnd(): boolean;
  /** Take out what hangs there and put in a new roll; clears a jam. */
  loadPaper(lines?: number): void;
  /** Called after each line and cut; the screen of `npm start` follows it. */
  onPaper: (() => void) | null;
  attach(life: Life): Printer;
}

const NEAR_END_LINES = 40;

/** The lines of one call, each with its line feed. Errors: throws on bytes that the contract does not allow. */
export function wholeLines(bytes: string): string[] {
  const lines = bytes.match(/[^\n]*\n/g) ?? [];
  if (lines.length === 0 || !bytes.endsWith("\n") || bytes.length > CALL_BYTES_MAX) throw new Error("printer: " + lines.length + " whole lines in " + bytes.length + " bytes");
  for (const line of lines) if (line.length > LINE_BYTES_MAX) throw new Error("printer: line of " + line.length + " bytes");
  return lines;
}

export function createSimPrinter(columns = PRINTER_COLUMNS): SimPrinter {
  let busyUntilDone = false;
  let boot = 0;
  const current = (): PaperPiece => sim.pieces[sim.pieces.length - 1]!;
  const hindrance = (): HalError | null => (sim.linesLeft <= 0 ? "noPaper" : sim.fault === "none" ? null : sim.fault);

  const sim: SimPrinter = {
    pieces: [{ lines: [], cut: false }],
    columns,
    linesLeft: Infinity,
    fault: "none",
    onPaper: null,
    busy: () => busyUntilDone,
    nearEnd: () => sim.linesLeft < NEAR_END_LINES,
    loadPaper(lines = Infinity) {
      sim.linesLeft = lines;
      if (sim.fault === "jam") sim.fault = "none";
      if (current().lines.length > 0) sim.pieces.push({ lines: [], cut: false });
      sim.onPaper?.();
    },
    attach(life) {
      busyUntilDone = false;
      boot++;
      const bootNow = boot;
      function begin(done: Done, move: () => void): void {
        if (!life.on) return;
        if (busyUntilDone) { life.after(SENSE_MS, () => done("notReady")); return; }
        busyUntilDone = true;
        move();
      }
      /** Lines, or with null the cut. The paper takes each when its time is over: power that goes in between has printed nothing of it. */
      function move(lines: (string | null)[], durationMs: number, done: Done): void {
        const error = hindrance();
        life.after(error === null ? durationMs : SENSE_MS, () => {
          if (error === null) deliver(lines[0]!);
          if (error === null && lines.length > 1) { move(lines.slice(1), durationMs, done); return; }
          busyUntilDone = false;
          done(error);
        });
      }
      function deliver(bytes: string | null): void {
        const piece = current();
        if (bytes !== null) {
          piece.lines.push({ atMs: life.world.now(), boot: bootNow, bytes });
          sim.linesLeft--;
        } else if (piece.lines.length > 0) {
          piece.cut = true;
          sim.pieces.push({ lines: [], cut: false });
        }
        sim.onPaper?.();
      }
      return {
        columns,
        printLines(bytes, done) {
          const lines = wholeLines(bytes);
          begin(done, () => move(lines, LINE_MS, done));
        },
        endReceipt(done) { begin(done, () => move([null], CUT_MS, done)); },
      };
    },
  };
  return sim;
}
