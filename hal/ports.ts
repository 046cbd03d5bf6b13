import type { Clock } from "./clock.js";
import type { Config } from "./config.js";
import type { Diary } from "./diary.js";
import type { Display } from "./display.js";
import type { Keypad } from "./keypad.js";
import type { Magstripe } from "./magstripe.js";
import type { Native } from "./native.js";
import type { Network } from "./network.js";
import type { Printer } from "./printer.js";
import type { Random } from "./random.js";
import type { KeyStore } from "./secure.js";
import type { Scanner } from "./scanner.js";
import type { Signals } from "./signals.js";
import type { Storage } from "./storage.js";

/** Everything the terminal stands on. Chip and contactless readers join here when their issue comes. */
export interface Ports {
  clock: Clock;
  keypad: Keypad;
  magstripe: Magstripe;
  scanner: Scanner;
  display: Display;
  printer: Printer;
  network: Network;
  storage: Storage;
  random: Random;
  signals: Signals;
  native: Native;
  keyStore: KeyStore;
  config: Config;
  /** What outlives resets for diagnosis; a board may have none. */
  diary?: Diary;
  /** One line of diagnosis for the developer's console; never card data. */
  log(line: string): void;
}
