import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import iconv from "iconv-lite";
import { readPiece, type Paper } from "../escpos/paper.js";
import { DOT, drawPaper, paperHeight } from "../escpos/picture.js";
import { dotsOf } from "../escpos/model.js";
import { createCanvas, encodePng, paint, type Colour } from "../png.js";
import { root } from "../paths.js";
import type { EngineFactory } from "../scenario/engines.js";
import { runScenario } from "../scenario/run.js";
import { loadScenario } from "../scenario/scenario.js";
import { LANGUAGES, type Language } from "../scenario/screens.js";
import type { Slip } from "../scenario/slips.js";
import { slipTypes, type SlipType } from "./slip-types.js";

/** Millimetres of paper and the columns on it. */
export const PAPERS = [[58, 32], [80, 48]] as const;
export const RECEIPTS_FOLDER = join(root, "docs", "receipts");

/** One slip of a sort as it came out, each copy. */
export interface GoldenReceipt {
  type: SlipType;
  language: Language;
  columns: number;
  /** Its picture in docs/receipts. */
  file: string;
  /** What the head was sent, one for each copy; times and numbers of the day are always the same. */
  copies: string[];
}

const MARGIN = 20;
const TABLE: Colour = [214, 217, 220];
const SHEET: Colour = [252, 251, 247];

const gb = (text: string): string => iconv.encode(text, "gb18030").toString("latin1");

/** Clock and chance differ with every change elsewhere; they are not what a picture is about. */
function settled(bytes: string): string {
  return bytes.replace(/\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d/g, "2026/06/15 09:31:20")
    .replace(/(^|[^\d])09\d{10}(?!\d)/g, "$1093120000002")
    .replace(/(^|[^\d])20\d{18}(?!\d)/g, "$120260615093120000002")
    .replace(new RegExp(`((?:Approval|${gb("授权码")}): )[0-9A-Z]{6}`, "g"), "$1654321");
}

/** The first of each copy. */
function firstOfEach(slips: readonly Slip[]): Slip[] {
  return slips.filter((slip, at) => slip.whole && slips.findIndex((other) => other.whole && other.copy === slip.copy) === at);
}

/**
 * Let every sort of slip be printed by the firmware, in each language on each paper. Errors: a scenario that fails, or that does not
 * print the slip it is named for.
 */
export async function goldenReceipts(engine: EngineFactory): Promise<GoldenReceipt[]> {
  const types = slipTypes();
  const found: GoldenReceipt[] = [];
  for (const [millimetres, columns] of PAPERS) {
    for (const language of LANGUAGES) {
      const played = new Map<string, Slip[]>();
      for (const name of new Set(types.map((type) => type.scenario))) {
        const result = await runScenario(loadScenario(join(root, "sim", "scenarios", name + ".yaml")), { lang: language, engine, record: true, columns });
        played.set(name, result.receipts);
      }
      for (const type of types) {
        const slips = firstOfEach(played.get(type.scenario)!.filter((slip) => type.takes(slip, language)));
        if (slips.length === 0) throw new Error(`slip ${type.name} (${language}): sim/scenarios/${type.scenario}.yaml prints none; name one that does in sim/golden/slip-types.ts`);
        found.push({ type, language, columns, file: `${type.name}.${language}.${millimetres}.png`, copies: slips.map((slip) => settled(slip.bytes)) });
      }
    }
  }
  return found;
}

export function paperOf(bytes: string, columns: number): Paper {
  return readPiece({ lines: [{ atMs: 0, boot: 1, bytes }], cut: true }, columns);
}

/** The copies side by side. @param level  Of packing; less for what is only looked at. */
export function receiptPicture(receipt: GoldenReceipt, level = 9): Buffer {
  const papers = receipt.copies.map((bytes) => paperOf(bytes, receipt.columns));
  const width = dotsOf(receipt.columns) * DOT + 2 * MARGIN;
  const height = Math.max(...papers.map(paperHeight)) * DOT + 2 * MARGIN;
  const canvas = createCanvas(papers.length * (width + MARGIN) + MARGIN, height + 2 * MARGIN, TABLE);
  papers.forEach((paper, at) => {
    const left = MARGIN + at * (width + MARGIN);
    paint(canvas, left, MARGIN, width, paperHeight(paper) * DOT + 2 * MARGIN, SHEET);
    drawPaper(canvas, left + MARGIN, 2 * MARGIN, paper);
  });
  return encodePng(canvas, level);
}

/** The picture that is kept, or null. */
export function keptReceipt(receipt: GoldenReceipt): Buffer | null {
  try {
    return readFileSync(join(RECEIPTS_FOLDER, receipt.file));
  } catch {
    return null;
  }
}

/** The parts of a PNG that say how it looks, pixels unpacked: another Node may pack them otherwise. */
function lookOf(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  const packed: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") packed.push(body);
    else parts.push(body);
  }
  return Buffer.concat([...parts, inflateSync(Buffer.concat(packed))]);
}

/** Whether two pictures of ours show the same. */
export function samePicture(one: Buffer, other: Buffer): boolean {
  return lookOf(one).equals(lookOf(other));
}
