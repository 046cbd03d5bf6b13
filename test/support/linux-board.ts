import { FLASH_BYTES } from "../../sim/engine/flash-image.js";
import { readBoard, type Board } from "../../tools/board.js";

/** The reference board as the interpreter's Linux build can play it: its pin numbers end at 31, its serial ports are files. @param serialPaths  Of the printer's and the reader's. */
export function linuxBoard(changes: { closeConsole: boolean; serialPaths?: readonly [string, string] }): Board {
  const text = JSON.stringify(readBoard("hal/boards/esp32.json")).replace(/"D3([2-6])"/g, (_whole, last: string) => '"D' + (Number(last) + 4) + '"');
  const board = JSON.parse(text) as Board;
  ["Serial2", "Serial3"].forEach((bus, index) => { board.buses[bus] = { path: changes.serialPaths?.[index] ?? "/dev/null", baud: 9600 }; });
  // Its flash is a quarter of the board's.
  return { ...board, name: "linux", interpreter: "LINUX", limits: { ...board.limits, storageBytes: FLASH_BYTES }, boot: { watchdogSeconds: 20, closeConsole: changes.closeConsole } };
}
