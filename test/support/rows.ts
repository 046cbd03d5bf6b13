import iconv from "iconv-lite";
import { KEYS, type Place, type TextKey } from "../../firmware/text/keys.js";
import { issuerNames } from "../../tools/bins.js";
import { KINDS } from "../../tools/kinds.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../sim/paths.js";

const COLUMNS = 16;
type Texts = Record<TextKey, string>;
type Language = "zh" | "en";

const columnsOf = (text: string): number => iconv.encode(text, "gb18030").length;
/** The one with the most columns. */
const widest = (texts: readonly string[]): string => texts.reduce((most, text) => (columnsOf(text) > columnsOf(most) ? text : most), "");

/** The rows a line takes on the display: whole words of ASCII, hanzi wherever there is room, as firmware/app/screens.ts draws them. */
export function rowsOf(line: string): string[] {
  const rows: string[] = [];
  let row = "";
  for (const piece of line.match(/[!-~]{1,16}|[^!-~]/g) ?? []) {
    if (columnsOf(row + piece) > COLUMNS && !(piece === " " && columnsOf(row) === COLUMNS)) {
      rows.push(row.trimEnd());
      row = piece.trimStart();
    } else row += piece;
  }
  return [...rows, row.trimEnd()];
}

/** The texts that stand for a reason on a screen: words, not screens, slips or parts of slips. */
function reasons(texts: Texts): string[] {
  return KEYS.filter((name) => name.startsWith("why") || name.startsWith("prompt")).map((name) => texts[name]);
}

/** What the place `detail` holds depends on the screen: an operator's number, a trace number, seconds, a balance, the name of a parameter. */
function detailOf(screen: TextKey): string {
  if (screen === "stuck") return "000002";
  if (screen === "denied") return "999";
  if (screen === "told") return "999999999.99";
  return screen.startsWith("people") ? "98" : "X".repeat(COLUMNS);
}

/** Values at their widest, so that lines are measured at their worst. */
function worst(place: string, texts: Texts, language: Language, screen: TextKey): string {
  const shapes: Partial<Record<Place, string>> = {
    merchant: "M".repeat(COLUMNS), date: "2026-06-15", time: "09:31", bars: "||||", amount: "9999999999.99", currency: "RMB", currencyText: "RMB", item: "I".repeat(COLUMNS),
    price: "99999.99", quantity: "99", lines: "200", cardShort: "621799****0014", cardName: "N".repeat(COLUMNS), scheme: "CUP", stars: "*".repeat(8), respCode: "51", batch: "000001",
    tid: "12345678", detail: detailOf(screen), voucher: "000002", total: "9999999999.99",
  };
  switch (place) {
    case "reason": return widest(reasons(texts));
    case "sign": return widest([texts.signedIn, texts.signedOut]);
    case "keys": return widest([texts.keysInChip, texts.keysInFlash]);
    case "response": return widest(texts.responses.split("\n").map((line) => line.slice(2)));
    case "kind": return widest(KINDS.map((kind) => kind[language].title));
    case "nothing": case "undone": return widest(KINDS.map((kind) => kind[language].nothing));
    case "issuer": return widest(issuerNames(readFileSync(join(root, "data", "bins.yaml"), "utf8"), language));
    default: return shapes[place as Place] ?? "?".repeat(COLUMNS);
  }
}

/** Lines that may fall off the lower edge when everything above is at its worst: the issuer is on the slip too. */
const MAY_FALL = ["{scheme} {issuer}"];

/** Rows that a screen takes at its worst. */
export function rowsAtWorst(texts: Texts, key: TextKey, language: Language): number {
  let rows = 0;
  for (const source of texts[key].split("\n")) {
    if (MAY_FALL.includes(source)) continue;
    const line = source.replace(/^[!=>#]/, "").replace(/\{(\w+)\}/g, (_all, place: string) => worst(place, texts, language, key));
    rows += source.startsWith("#") ? 2 : rowsOf(line).length;
  }
  return rows;
}
