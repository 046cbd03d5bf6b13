import { TORN_OFF } from "./held.js";

/** A slip as far as it came out. `unknown` and `stuck` tell of a sale without being its receipt, `totals` of a batch. */
export interface PrintedSlip {
  copy: "merchant" | "customer" | "unknown" | "stuck" | "totals" | "";
  /** -1: it did not get so far as to say, or says nothing of a sale. */
  stan: number;
  /** Likewise. */
  batch: number;
  /** Of the sale, or the sum of the batch; -1: it did not get so far. */
  amountMinor: number;
  /** Sales of the batch; -1 on other slips. */
  count: number;
  /** The word for its kind of transaction; "" where it has none. */
  kind: string;
  duplicate: boolean;
  /** Printed to its end and cut. */
  whole: boolean;
  text: string;
}

const RESET = "\x1b@";
/** In the order of looking: the first that fits. */
const TITLES: readonly (readonly [string, PrintedSlip["copy"]])[] = [
  ["MERCHANT COPY", "merchant"], ["CARDHOLDER COPY", "customer"], ["RESULT UNKNOWN", "unknown"], ["REVERSAL FAILED", "stuck"], ["SETTLEMENT", "totals"],
];

/** The paper read last, and where each of its first slips ended. What hung there in the morning is the same in thousands of runs. */
let before: { lines: readonly string[]; ends: number[]; slips: PrintedSlip[] } = { lines: [], ends: [], slips: [] };

function readSlip(text: string, whole: boolean): PrintedSlip {
  const copy = TITLES.find(([title]) => text.includes(title))?.[1] ?? "";
  const total = /Total +(\d+) +(-?[\d.]+)/.exec(text);
  const amount = copy === "totals" ? total?.[2] : /RMB ([\d.]+)/.exec(text)?.[1];
  return {
    copy, whole, text, duplicate: text.includes("DUPLICATED"), kind: /Type:(?:\s|[\x1b\x1c\x1d][!aE].)*([^\n\x1b\x1c\x1d]+?) *(?:[\n\x1b\x1c\x1d]|$)/.exec(text)?.[1] ?? "", count: copy === "totals" ? Number(total?.[1] ?? -1) : -1,
    stan: Number(/(?:Voucher|Trace): (\d{6})/.exec(text)?.[1] ?? -1), batch: Number(/Batch: (\d{6})/.exec(text)?.[1] ?? -1),
    amountMinor: amount === undefined ? -1 : Math.round(Number(amount) * 100),
  };
}

/** Read the paper of the English terminal: a slip begins with the head's reset and ends with the cut. */
export function readPaper(paper: readonly string[]): PrintedSlip[] {
  let same = 0;
  while (same < before.lines.length && before.lines[same] === paper[same]) same++;
  let known = 0;
  while (known < before.ends.length && before.ends[known]! <= same) known++;
  const slips = before.slips.slice(0, known);
  const ends = before.ends.slice(0, known);
  let text = "";
  const close = (whole: boolean, end: number): void => {
    if (text === "") return;
    slips.push(readSlip(text, whole));
    // One that was not cut may go on; those after it stand apart.
    if (whole && ends.length === slips.length - 1) ends.push(end);
    text = "";
  };
  for (let at = ends[known - 1] ?? 0; at < paper.length; at++) {
    const line = paper[at]!;
    if (line === TORN_OFF) { close(true, at + 1); continue; }
    if (line.startsWith(RESET)) close(false, at);
    text += line;
  }
  close(false, paper.length);
  before = { lines: paper, ends, slips: [...slips] };
  return slips;
}
