import { TORN_OFF } from "./held.js";

/** A copy of a slip as far as it came out. */
export interface PrintedSlip {
  stan: number;
  amountMinor: number;
  copy: "merchant" | "customer" | "";
  duplicate: boolean;
  /** Printed to its end and cut. */
  whole: boolean;
  /** It got as far as a line that says what it is about. */
  text: string;
}

const RESET = "\x1b@";

/** The paper read last, and where each of its first slips ended. What hung there in the morning is the same in thousands of runs. */
let before: { lines: readonly string[]; ends: number[]; slips: PrintedSlip[] } = { lines: [], ends: [], slips: [] };

function readSlip(text: string, whole: boolean): PrintedSlip {
  const amount = /RMB ([\d.]+)/.exec(text)?.[1];
  return {
    stan: Number(/Voucher: (\d{6})/.exec(text)?.[1] ?? -1), amountMinor: amount === undefined ? -1 : Math.round(Number(amount) * 100),
    copy: text.includes("MERCHANT COPY") ? "merchant" : text.includes("CARDHOLDER COPY") ? "customer" : "",
    duplicate: text.includes("DUPLICATED"), whole, text,
  };
}

/** Read the paper of the English terminal: a copy begins with the head's reset and ends with the cut. */
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
