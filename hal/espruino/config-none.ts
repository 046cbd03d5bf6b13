import type { Config } from "../config.js";

/** A board whose Storage is one erase unit, full of program: nothing is kept beside the journal. */
export function noConfig(): Config {
  return {
    read: function (_name: string): string { return ""; },
    write: function (_name, _bytes, done): void { setTimeout(function () { done("ioError"); }, 0); },
  };
}
