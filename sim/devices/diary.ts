import type { Diary } from "../../hal/diary.js";
import type { Ports } from "../../hal/ports.js";
import type { Life } from "../life.js";

const LINES_MAX = 40;

/** Counters and log of a simulated terminal; they outlive its power. */
export interface SimDiary {
  /** Ports of one boot, counted. */
  attach(ports: Ports, life: Life): Ports;
}

/** A line feed ends each printed line, and stands nowhere else. */
const linesIn = (bytes: string): number => bytes.split("\n").length - 1;

export function createSimDiary(): SimDiary {
  let starts = 0, swipes = 0, lines = 0, writes = 0;
  const log: string[] = [];
  return {
    attach(ports, life) {
      starts++;
      const diary: Diary = {
        read(done) { life.after(0, () => done(null, [starts, swipes, lines, writes, "-"].join(",") + "\n" + log.map((line) => line + "\n").join(""))); },
      };
      return {
        ...ports, diary,
        magstripe: { onSwipe: (listener) => ports.magstripe.onSwipe(listener === null ? null : (swipe) => { swipes++; listener(swipe); }) },
        printer: { ...ports.printer, printLines(bytes, done) { lines += linesIn(bytes); ports.printer.printLines(bytes, done); } },
        storage: { ...ports.storage, program(address, bytes, done) { writes++; ports.storage.program(address, bytes, done); } },
        log(line) {
          log.unshift(line.slice(0, 200));
          log.length = Math.min(log.length, LINES_MAX);
          ports.log(line);
        },
      };
    },
  };
}
