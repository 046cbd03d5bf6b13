export interface BootOptions {
  /** Reboot after so many seconds without a turn of the idle loop; 0 for none. */
  watchdogSeconds: number;
  /** Close the console for good, also against a cable that is plugged in later. Off while developing. */
  closeConsole: boolean;
}

/**
 * The first lines of a board: doors closed, watchdog on, and a fresh start whenever the interpreter lost memory or input,
 * which no exception tells. What was under way is in the journal. Source: ESPRUINO facts 5, 6.2 and rules 20, 21, 29.
 */
export function bootLines(options: BootOptions): void {
  try {
    require("TelnetServer").setOptions({ mode: "off" });
  } catch (_thrown) {
    // A build without Telnet has no such door.
    print("no telnet");
  }
  if (options.closeConsole) E.setConsole(null, { force: true });
  E.on("errorFlag", function (flags) {
    const lost = " " + flags.join(" ") + " ";
    if (lost.split(" MEMORY ").length > 1 || lost.split(" FIFO_FULL ").length > 1) E.reboot();
  });
  process.on("uncaughtException", function (thrown) {
    print("stopped: " + (thrown.message || thrown));
    E.reboot();
  });
  if (options.watchdogSeconds === 0) return;
  E.enableWatchdog(options.watchdogSeconds, false);
  setInterval(function () { E.kickWatchdog(); }, options.watchdogSeconds * 250);
}
