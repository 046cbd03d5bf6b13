import { createRequire } from "node:module";

/** The library has no build for plain ES modules that its types fit. */
const qrcode = createRequire(import.meta.url)("qrcode-generator") as typeof import("qrcode-generator");

/** Error correction by the last digit of GS ( k 49 69. Source: Epson ESC/POS command reference, function 169. */
const LEVELS = ["L", "M", "Q", "H"] as const;

/** Rows of a QR code, `#` for a dark module; null when so much does not fit. @param content  8-bit.  @param level  0 L to 3 H. */
export function qrRows(content: string, level: number): string[] | null {
  try {
    const code = qrcode(0, LEVELS[level] ?? "L");
    code.addData(content, "Byte");
    code.make();
    const side = code.getModuleCount();
    return Array.from({ length: side }, (_, y) => Array.from({ length: side }, (_none, x) => (code.isDark(y, x) ? "#" : " ")).join(""));
  } catch {
    return null;
  }
}

/** Bars and gaps of Code 128 by value, 103 to 105 the starts, 106 the stop. Source: ISO/IEC 15417, table 1. */
const CODE128 =
  "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 " +
  "221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 " +
  "231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 " +
  "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 " +
  "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 " +
  "114131 311141 411131 211412 211214 211232 2331112";
const STOP = 106;
const SETS = "ABC";
const START_A = 103;
/** Values that change the set, by the set they lead to; the same number from wherever. */
const TO_SET = [101, 100, 99];

/** Values of what GS k 73 carries: `{A`, `{B` or `{C` change the set, `{{` is a brace; in set C a byte is a number below 100. Null when it cannot be said so. */
function code128Values(content: string): number[] | null {
  const values: number[] = [];
  let set = -1;
  for (let at = 0; at < content.length; at++) {
    let code = content.charCodeAt(at);
    if (code === 0x7b) {
      const next = content.charAt(++at);
      const wanted = SETS.indexOf(next);
      if (next !== "" && wanted >= 0) {
        values.push(set < 0 ? START_A + wanted : TO_SET[wanted]!);
        set = wanted;
        continue;
      }
      if (next !== "{") return null;
      code = 0x7b;
    }
    const value = set === 2 ? code : set === 0 && code < 32 ? code + 64 : code - 32;
    if (set < 0 || value < 0 || value > (set === 2 ? 99 : 95)) return null;
    values.push(value);
  }
  return values.length < 2 ? null : values;
}

function code128(content: string): string | null {
  const values = code128Values(content);
  if (values === null) return null;
  const check = values.reduce((sum, value, at) => sum + value * Math.max(1, at), 0) % 103;
  const widths = CODE128.split(" ");
  return [...values, check, STOP].map((value) => [...widths[value]!].map((width, at) => (at % 2 === 0 ? "#" : " ").repeat(Number(width))).join("")).join("");
}

/** Left halves with odd parity; the others are these with bars and gaps exchanged, and read backwards. Source: ISO/IEC 15420, 4.3.2. */
const EAN_ODD = ["   ## #", "  ##  #", "  #  ##", " #### #", " #   ##", " ##   #", " # ####", " ### ##", " ## ###", "   # ##"];
const EAN_PARITY = ["OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE", "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO"];
const exchanged = (bars: string): string => [...bars].map((one) => (one === "#" ? " " : "#")).join("");

function ean13(content: string): string | null {
  if (!/^\d{12,13}$/.test(content)) return null;
  const digits = [...content.slice(0, 12)].map(Number);
  digits.push((10 - (digits.reduce((sum, digit, at) => sum + digit * (at % 2 === 0 ? 1 : 3), 0) % 10)) % 10);
  const left = digits.slice(1, 7).map((digit, at) => {
    const odd = EAN_ODD[digit]!;
    return EAN_PARITY[digits[0]!]![at] === "O" ? odd : [...exchanged(odd)].reverse().join("");
  });
  return "# #" + left.join("") + " # # " + digits.slice(7).map((digit) => exchanged(EAN_ODD[digit]!)).join("") + "# #";
}

/** The bars of a barcode, `#` for dark; null for kinds and contents that are not drawn. @param kind  `m` of GS k: 2 or 67 EAN-13, 73 Code 128. */
export function barcodeRow(kind: number, content: string): string | null {
  return kind === 73 ? code128(content) : kind === 2 || kind === 67 ? ean13(content) : null;
}
