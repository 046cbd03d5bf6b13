import type { Board } from "./board.js";
import { PORTS } from "./board-drivers.js";
import { DRIVERS } from "./driver-table.js";

/** One wire between a pin of the board and a pin of a part. `pin` is a supply where it begins with a blank. */
export interface Wire { pin: string; label: string; note: string }
export interface Part { title: string; supply: string; wires: Wire[] }

const LIGHTS = ["blue", "yellow", "green", "red"];
/** Which pin of the part a signal of the bus goes to: what one side sends the other hears. */
const FAR_SIDE: Record<string, string> = { tx: "RX", rx: "TX", scl: "SCL", sda: "SDA", sck: "SCK", mosi: "MOSI", miso: "MISO", cts: "RTS" };

/** Parts and wires of a board, in the order of its ports; parts that need no wires are left out. */
export function wiring(board: Board): Part[] {
  const parts: Part[] = [];
  for (const port of PORTS) {
    const choice = board.drivers[port];
    const driver = DRIVERS[choice.driver];
    if (driver === undefined || driver.part === "") continue;
    const wires: Wire[] = [];
    for (const [name, option] of Object.entries(driver.options)) {
      const value = choice[name];
      if (value === undefined) continue;
      if (option.kind === "i2c" || option.kind === "spi" || option.kind === "serial") {
        for (const [signal, pin] of Object.entries(board.buses[value as string] ?? {})) {
          if (FAR_SIDE[signal] === undefined) continue;
          wires.push({ pin: String(pin), label: driver.labels?.[signal] ?? FAR_SIDE[signal], note: value + " " + signal.toUpperCase() });
        }
      } else if (Array.isArray(value)) {
        value.forEach((pin, index) => {
          if (pin !== "") wires.push({ pin: String(pin), label: name === "lights" ? "LED " + LIGHTS[index] : option.label! + (index + 1), note: option.kind === "pulls" ? "pull-up" : "" });
        });
      } else if (option.label !== undefined) wires.push({ pin: String(value), label: driver.labels?.[option.label] ?? option.label, note: option.kind === "pull" ? "pull-up" : "" });
    }
    parts.push({ title: driver.part, supply: driver.supply ?? "3V3", wires });
  }
  const noise = board.drivers.random["noise"];
  if (typeof noise === "string" && board.chip.pins.includes(noise)) parts.push({ title: "nothing: 5 cm of open wire", supply: "", wires: [{ pin: noise, label: "open", note: "noise" }] });
  return parts;
}

const COLOURS = ["#1f6fb2", "#2e8b57", "#b8860b", "#8a4fa3", "#c05a1c", "#0f8f8f", "#a33b5b", "#5b6b1f", "#3b4cc0"];
const ROW = 22;
const HEAD = 34;
const GAP = 18;
const BOARD_X = 40;
const BOARD_WIDTH = 190;
const PART_X = 460;
const PART_WIDTH = 300;
const WIDTH = 800;
const TOP = 84;

/** What a part is called in a list: its chip, or what stands before the first comma. */
const shortTitle = (title: string): string => /^[A-Z][A-Z0-9]+(?= )/.exec(title)?.[0] ?? title.split(/[,:]/)[0]!;
const LIGHT_COLOURS: Record<string, string> = { "LED blue": "#2060e0", "LED yellow": "#d6a800", "LED green": "#20a040", "LED red": "#e04040" };

const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const say = (x: number, y: number, text: string, more = ""): string => `<text x="${x}" y="${y}"${more === "" ? "" : " " + more}>${escaped(text)}</text>`;

/** Supply and ground of a part, as wires that lead to the board's edge. */
function supplies(part: Part): Wire[] {
  const wires: Wire[] = [];
  if (part.supply === "3V3" || part.supply === "5V") wires.push({ pin: " " + part.supply, label: part.supply === "5V" ? "VCC (5 V)" : "VCC", note: "" });
  if (part.supply !== "" || !part.title.startsWith("nothing")) if (!part.title.startsWith("matrix")) wires.push({ pin: " GND", label: "GND", note: "" });
  return wires;
}

/**
 * The wiring of a board as an SVG: the board on the left, its parts on the right, each wire with the name of the pin at both ends; below,
 * the board's pins in the order of its edge with what each does.
 */
export function wiringSvg(board: Board): string {
  const parts = wiring(board);
  const lines: string[] = [];
  let y = TOP;
  const colours = new Map<string, string>();
  const uses = new Map<string, string>();
  for (const part of parts) {
    const wires = [...part.wires, ...supplies(part)];
    const height = HEAD + wires.length * ROW + 6;
    lines.push(`<rect x="${PART_X}" y="${y}" width="${PART_WIDTH}" height="${height}" rx="8" fill="#f6f7f9" stroke="#444"/>`);
    lines.push(say(PART_X + 12, y + 21, part.title, 'class="title"'));
    if (part.supply.startsWith("its own")) lines.push(say(PART_X + PART_WIDTH - 12, y + 21 + ROW, "supply: " + part.supply.slice(9), 'text-anchor="end" class="note"'));
    wires.forEach((wire, index) => {
      const at = y + HEAD + index * ROW + ROW / 2;
      const ground = wire.pin === " GND", power = wire.pin.startsWith(" ") && !ground;
      const stroke = ground ? "#111" : power ? "#d02020" : LIGHT_COLOURS[wire.label] ?? colours.get(wire.pin) ?? COLOURS[colours.size % COLOURS.length]!;
      if (!wire.pin.startsWith(" ")) colours.set(wire.pin, stroke);
      lines.push(`<path d="M${BOARD_X + BOARD_WIDTH} ${at}H${PART_X}" stroke="${stroke}" stroke-width="3" fill="none"/>`);
      for (const x of [BOARD_X + BOARD_WIDTH, PART_X]) lines.push(`<circle cx="${x}" cy="${at}" r="4.5" fill="${stroke}"/>`);
      lines.push(say(BOARD_X + BOARD_WIDTH - 12, at + 5, wire.pin.trim(), 'text-anchor="end" class="pin"'));
      lines.push(say(PART_X + 14, at + 5, wire.label, 'class="pin"'));
      if (wire.note !== "") lines.push(say((BOARD_X + BOARD_WIDTH + PART_X) / 2, at - 4, wire.note, 'text-anchor="middle" class="note"'));
      if (!wire.pin.startsWith(" ")) uses.set(wire.pin, (uses.has(wire.pin) ? uses.get(wire.pin) + ", " : "") + (wire.note === "noise" ? "noise, left open" : shortTitle(part.title) + " " + wire.label));
    });
    y += height + GAP;
  }
  const bottom = y - GAP;
  lines.unshift(`<rect x="${BOARD_X}" y="${TOP - 14}" width="${BOARD_WIDTH}" height="${bottom - TOP + 28}" rx="10" fill="#e4efe4" stroke="#2c5f2d" stroke-width="2"/>`, say(BOARD_X + 14, TOP + 8, board.name, 'class="title"'));
  const edge = edgeTable(board, uses, bottom + 60);
  const height = edge.bottom + 24;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="Helvetica, Arial, sans-serif" font-size="13">`,
    "<style>.head{font-size:19px;font-weight:bold}.title{font-weight:bold}.pin{font-family:monospace;font-size:14px}.note{font-size:11px;fill:#555}</style>",
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    say(BOARD_X, 36, board.title, 'class="head"'),
    say(BOARD_X, 56, "All grounds are joined. Boards are 3.3 V: what a 5 V part sends goes through a level shifter or a divider.", 'class="note"'),
    ...lines, ...edge.lines, "</svg>", "",
  ].join("\n");
}

/** Pins in the order of the board's edge, in two columns. */
function edgeTable(board: Board, uses: ReadonlyMap<string, string>, top: number): { lines: string[]; bottom: number } {
  const rows = [...board.chip.pins, ...Object.keys(board.chip.onboard)].map((pin) => ({ pin, use: uses.get(pin) ?? (board.chip.onboard[pin] === undefined ? "free" : board.chip.onboard[pin] + " (on the board)") }));
  const taken = Object.entries(board.chip.taken).map(([pin, why]) => ({ pin, use: "not for us: " + why }));
  const all = [...rows, ...taken];
  const half = Math.ceil(all.length / 2);
  const lines = [say(BOARD_X, top - 18, "Pins, in the order of the board's edge", 'class="title"')];
  all.forEach(({ pin, use }, index) => {
    const x = index < half ? BOARD_X : BOARD_X + 380;
    const y = top + (index % half) * 19;
    lines.push(say(x, y + 4, pin, 'class="pin"'), say(x + 50, y + 4, use.length > 48 ? use.slice(0, 46) + "..." : use, use === "free" || use.startsWith("not") ? 'class="note"' : ""));
  });
  return { lines, bottom: top + half * 19 };
}
