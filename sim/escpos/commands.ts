/**
 * The ESC/POS commands the terminal may use, and those it may ignore, with their lengths.
 * Source: Epson ESC/POS command reference; the subset of docs/RECEIPT.md and of common 58 mm modules.
 */
export interface Command {
  name: string;
  /** Bytes it takes, itself included. */
  length: number;
  n: number;
  n2: number;
  n3: number;
  /** Data that follow: raster bits, symbol content. */
  body: string;
  /** Why it could not be obeyed, or "". */
  problem: string;
}

/** Commands of fixed length: lead bytes as hex -> name and count of parameter bytes. "skip" is known and has no effect here. */
const FIXED: Record<string, [name: string, parameters: number]> = {
  "0A": ["lineFeed", 0], "0D": ["skip", 0], "09": ["tab", 0],
  "1B40": ["init", 0], "1B61": ["align", 1], "1B45": ["bold", 1], "1B47": ["bold", 1], "1B2D": ["underline", 1],
  "1B21": ["mode", 1], "1B33": ["spacing", 1], "1B32": ["spacingDefault", 0], "1B64": ["feedLines", 1], "1B4A": ["feedDots", 1],
  "1B74": ["skip", 1], "1B52": ["skip", 1], "1B4D": ["skip", 1], "1B20": ["skip", 1], "1B70": ["skip", 3],
  "1D42": ["inverse", 1], "1D21": ["size", 1], "1D61": ["skip", 1], "1D72": ["skip", 1],
  "1D68": ["barHeight", 1], "1D77": ["barWidth", 1], "1D48": ["skip", 1], "1D66": ["skip", 1], "1D4C": ["skip", 2], "1D57": ["skip", 2],
  "1C26": ["hanziOn", 0], "1C2E": ["hanziOff", 0], "1C21": ["hanziMode", 1],
  "1004": ["skip", 1], "1254": ["skip", 0],
};

function hex(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("hex").toUpperCase();
}

function command(name: string, length: number, rest: Partial<Command> = {}): Command {
  return { name, length, n: 0, n2: 0, n3: 0, body: "", problem: "", ...rest };
}

function cutShort(bytes: string, at: number): Command {
  return command("", bytes.length - at, { problem: hex(bytes.substr(at, 4)) + " ends before its last byte" });
}

/** The command at `at`, where a byte below 0x20 stands. An unknown one takes its lead bytes only, so that text after it is not lost. */
export function commandAt(bytes: string, at: number): Command {
  const one = hex(bytes.charAt(at));
  const lead = FIXED[one] !== undefined ? one : hex(bytes.substr(at, 2));
  const fixed = FIXED[lead];
  if (fixed !== undefined) {
    const leadLength = lead.length / 2;
    const length = leadLength + fixed[1];
    if (at + length > bytes.length) return cutShort(bytes, at);
    return command(fixed[0], length, { n: fixed[1] > 0 ? bytes.charCodeAt(at + leadLength) : 0 });
  }
  switch (lead) {
    case "1D56": return cut(bytes, at);
    case "1D76": return raster(bytes, at);
    case "1D6B": return barcode(bytes, at);
    case "1D28": return extended(bytes, at);
    default:
      return command("", Math.min(lead.length / 2, isLead(one) ? 2 : 1), { problem: "unknown command " + (isLead(one) ? lead : one) });
  }
}

function isLead(one: string): boolean {
  return one === "1B" || one === "1C" || one === "1D" || one === "10" || one === "12";
}

function cut(bytes: string, at: number): Command {
  const m = bytes.charCodeAt(at + 2);
  const length = m === 65 || m === 66 ? 4 : 3;
  if (at + length > bytes.length) return cutShort(bytes, at);
  if (![0, 1, 48, 49, 65, 66].includes(m)) return command("", 3, { problem: "1D56: unknown way to cut " + m });
  return command("cut", length, { n: m === 1 || m === 49 || m === 66 ? 1 : 0, n2: length === 4 ? bytes.charCodeAt(at + 3) : 0 });
}

function raster(bytes: string, at: number): Command {
  if (at + 8 > bytes.length) return cutShort(bytes, at);
  const widthBytes = bytes.charCodeAt(at + 4) + 256 * bytes.charCodeAt(at + 5);
  const height = bytes.charCodeAt(at + 6) + 256 * bytes.charCodeAt(at + 7);
  const length = 8 + widthBytes * height;
  if (at + length > bytes.length) return cutShort(bytes, at);
  return command("raster", length, { n: bytes.charCodeAt(at + 3), n2: widthBytes, n3: height, body: bytes.substr(at + 8, widthBytes * height) });
}

function barcode(bytes: string, at: number): Command {
  const m = bytes.charCodeAt(at + 2);
  if (m >= 65) {
    const end = at + 4 + bytes.charCodeAt(at + 3);
    if (!(end <= bytes.length)) return cutShort(bytes, at);
    return command("barcode", end - at, { n: m, body: bytes.substring(at + 4, end) });
  }
  const end = bytes.indexOf("\0", at + 3);
  if (end < 0) return cutShort(bytes, at);
  return command("barcode", end + 1 - at, { n: m, body: bytes.substring(at + 3, end) });
}

/** GS ( x pL pH ...: of these only the QR functions 65, 67, 69, 80 and 81 are ours. */
function extended(bytes: string, at: number): Command {
  const length = 5 + bytes.charCodeAt(at + 3) + 256 * bytes.charCodeAt(at + 4);
  if (!(at + length <= bytes.length)) return cutShort(bytes, at);
  const body = bytes.substr(at + 7, length - 7);
  if (bytes.charAt(at + 2) !== "k" || bytes.charCodeAt(at + 5) !== 49) {
    return command("", length, { problem: "unknown command " + hex(bytes.substr(at, 3)) });
  }
  const names: Record<number, string> = { 65: "skip", 67: "qrSize", 69: "qrLevel", 80: "qrStore", 81: "qrPrint" };
  const name = names[bytes.charCodeAt(at + 6)];
  if (name === undefined) return command("", length, { problem: "unknown QR function " + bytes.charCodeAt(at + 6) });
  return command(name, length, { body });
}
