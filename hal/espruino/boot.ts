import { noteLine, stoppedText } from "./diary-storage.js";

export interface BootOptions {
  /** Reboot after so many seconds without a turn of the idle loop; 0 for none. */
  watchdogSeconds: number;
  /** Close the console for good, also against a cable that is plugged in later. Off while developing. */
  closeConsole: boolean;
}

/**
 * Close the doors that the interpreter opens by itself. Also a file of its own on the board, `.boot0`, which runs when the
 * boot button skips the program. The console comes first: what a stream of Ctrl-C from the moment of power on may interrupt is
 * a line that has nothing left to close. Source: ESPRUINO facts 5, 6.2 and rule 29; espruino.com, NRF.setServices.
 */
export function closeDoors(closeConsole: boolean): void {
  if (closeConsole) E.setConsole(null, { force: true });
  try {
    require("TelnetServer").setOptions({ mode: "off" });
  } catch (_thrown) {
    // A build without Telnet has no such door.
    print("no telnet");
  }
  try {
    NRF.setServices({}, { uart: false });
    if (closeConsole) NRF.sleep();
  } catch (_thrown) {
    // Nor has one without Bluetooth this one.
    print("no bluetooth");
  }
}

/** An open console lets a developer in between two starts of a program that cannot run; a closed one has nobody to wait for. */
const OPEN_PAUSE_MS = 3000;

/**
 * The first lines of a board: doors closed, watchdog on, and a fresh start whenever the interpreter lost memory or input,
 * which no exception tells. What was under way is in the journal. Source: ESPRUINO facts 5 and rules 20, 21, 29.
 */
export function bootLines(options: BootOptions): void {
  closeDoors(options.closeConsole);
  E.on("errorFlag", function (flags) {
    const lost = " " + flags.join(" ") + " ";
    if (lost.split(" MEMORY ").length > 1 || lost.split(" FIFO_FULL ").length > 1) {
      noteLine("flags" + lost);
      E.reboot();
    }
  });
  process.on("uncaughtException", function (thrown) {
    print("stopped: " + (thrown.message || thrown));
    noteLine(stoppedText(thrown));
    setTimeout(function () { E.reboot(); }, options.closeConsole ? 0 : OPEN_PAUSE_MS);
  });
  if (options.watchdogSeconds === 0) return;
  E.enableWatchdog(options.watchdogSeconds, false);
  setInterval(function () { E.kickWatchdog(); }, options.watchdogSeconds * 250);
}
