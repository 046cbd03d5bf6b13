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

/** Read the paper of the English terminal: a copy begins with the head's reset and ends with the cut. */
export function readPaper(paper: readonly string[]): PrintedSlip[] {
  const slips: PrintedSlip[] = [];
  let text = "";
  const close = (whole: boolean): void => {
    if (text === "") return;
    const amount = /RMB ([\d.]+)/.exec(text)?.[1];
    slips.push({
      stan: Number(/Voucher: (\d{6})/.exec(text)?.[1] ?? -1), amountMinor: amount === undefined ? -1 : Math.round(Number(amount) * 100),
      copy: text.includes("MERCHANT COPY") ? "merchant" : text.includes("CARDHOLDER COPY") ? "customer" : "",
      duplicate: text.includes("DUPLICATED"), whole, text,
    });
    text = "";
  };
  for (const line of paper) {
    if (line === TORN_OFF) { close(true); continue; }
    if (line.startsWith(RESET)) close(false);
    text += line;
  }
  close(false);
  return slips;
}
