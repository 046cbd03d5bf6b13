import { isDigits } from "../core/digits.js";

/** What the acquirer gives with a terminal. Comes from the asset `params`, a line `name=value` each with exactly these names. */
export interface Params {
  /** Merchant number, 15 characters. */
  mid: string;
  /** Terminal number, 8 characters. */
  tid: string;
  /** TPDU, 10 digits beginning with 60. */
  tpdu: string;
  /** Printed and shown: 1 to 40 bytes, ASCII or GB2312. */
  merchantName: string;
  /** Printed: 1 to 40 bytes, ASCII or GB2312. */
  acquirerName: string;
  /** Name or dotted address of the host, 1 to 64 characters. */
  host: string;
  /** 1 to 65535. */
  port: number;
  /** ISO 4217 number, 3 digits. */
  currency: string;
  /** Digits after the point, 0 to 4. */
  currencyExponent: number;
  /** Before an amount, 1 to 4 characters. */
  currencyText: string;
  language: "zh" | "en";
  /** Cashier, 2 digits. */
  operator: string;
  /** Password that every operator begins with and has to change at first use, 4 to 12 digits. */
  supervisorCode: string;
  /** Network licence 4 and terminal serial, 5 to 50 characters; sent in field 62 of the sign-in. */
  serial: string;
  /** Name of the acquirer profile. */
  profile: string;
  /** Up to this amount, in minor units, a credit card is not asked for its PIN; 0 asks always. */
  noPinLimitMinor: number;
  /** Largest amount of one sale, in minor units, 1 to 999,999,999,999. */
  amountMaxMinor: number;
  /** 1: sign off by itself after each settlement; 0: stay signed in. */
  signOffAfterSettle: number;
  /** 1: somebody has to log in before the first sale after power-on; 0: sales are `operator`'s. */
  loginWanted: number;
  /** 1: digits being entered stand light in a dark field; 0: dark on light like everything else. */
  highContrast: number;
  /** Largest tip in hundredths of the amount, 0 to 100; 0: there are no tips here. 0 when absent. */
  tipPercentMax: number;
  /** 1: the tip is asked for after the amount of each sale. 0 when absent. */
  tipAsked: number;
  /** 1: card numbers may be typed, with a supervisor's approval where there is 2. 0 when absent. */
  keyedCards: number;
  /** Instalments: periods, fee in hundredths of a percent, 1 where it is spread over the periods, and the plan's name, such as `03:150:0:A3`, with blanks between. Empty when absent. */
  instalments: string;
  /** What the shop does: the name of a trade (firmware/trade). `retail` when absent. */
  trade: string;
  /** Number of the kind that an amount typed at the idle screen begins; the trade says it. 1, the sale, when absent. */
  firstKind: number;
  /** What a supervisor has to approve here, `+`, and what not, `-`, as `approvals` of the profile, but kinds by their numbers: `-2 +settle`. Empty when absent: as the profile says. */
  approvals: string;
  /** When this terminal was given to its merchant, seconds since 1970; slips from before are another's. 0 when absent. */
  since: number;
}

/** Terminal number of one that belongs to no merchant yet. */
export const TID_NONE = "00000000";

export interface ParamsRead {
  /** Null when there is an error. */
  params: Params | null;
  /** "" or the name of the first wrong field, in the order of {@link Params}; "file" when the text is too long or a line is no `name=value`. */
  error: string;
}

/** One rule of {@link readParams}: is `value` digits ("d"), characters ("c"), 8-bit text ("t"), or a number ("n") within the bounds? */
function valueGood(value: string, kind: string, low: number, high: number): boolean {
  if (kind === "n") {
    if (!isDigits(value) || value.length > 12) return false;
    const number = parseInt(value, 10);
    return number >= low && number <= high;
  }
  if (value.length < low || value.length > high) return false;
  if (kind === "d") return isDigits(value);
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    // Below a blank are control codes, which the printer would obey; characters end at "~".
    if (code < 32 || code > (kind === "t" ? 254 : 126)) return false;
  }
  return true;
}

/**
 * Read and check the parameters file: a line `name=value` each, in any order. Never throws. Not JSON, because the
 * interpreter's reader takes GB2312 for UTF-8 on builds with unicode strings, and accepts much that is no JSON.
 * Names that are not known are ignored, so that an older program reads a newer file.
 * @param text  8-bit text, at most 2,000 bytes.
 */
export function readParams(text: string): ParamsRead {
  // Name, a colon, what it must be, with shortest and longest, or lowest and highest for a number; then what stands for one that is absent.
  const rules = "mid:c:15:15 tid:c:8:8 tpdu:d:10:10 merchantName:t:1:40 acquirerName:t:1:40 host:c:1:64 port:n:1:65535"
    + " currency:d:3:3 currencyExponent:n:0:4 currencyText:c:1:4 language:c:2:2 operator:d:2:2 supervisorCode:d:4:12 serial:c:5:50 profile:c:1:16"
    + " noPinLimitMinor:n:0:999999999999 amountMaxMinor:n:1:999999999999 signOffAfterSettle:n:0:1 loginWanted:n:0:1 highContrast:n:0:1"
    + " tipPercentMax:n:0:100:0 tipAsked:n:0:1:0 keyedCards:n:0:2:0 instalments:c:0:200: trade:c:1:16:retail firstKind:n:1:253:1 approvals:c:0:200: since:n:0:999999999999:0";
  const found: any = {};
  if (text.length > 2000) return { params: null, error: "file" };
  for (const line of text.split("\n")) {
    const at = line.indexOf("=");
    if (at > 0) found[line.substr(0, at)] = line.substr(at + 1);
    else if (line !== "") return { params: null, error: "file" };
  }
  for (const rule of rules.split(" ")) {
    const parts = rule.split(":");
    const name = parts[0] as string;
    const kind = parts[1] as string;
    if (found[name] === undefined) found[name] = parts[4];
    const value = found[name];
    if (typeof value !== "string" || !valueGood(value, kind, parseInt(parts[2] as string, 10), parseInt(parts[3] as string, 10))) {
      return { params: null, error: name };
    }
    if (kind === "n") found[name] = parseInt(value, 10);
  }
  if (found.tpdu.substr(0, 2) !== "60") return { params: null, error: "tpdu" };
  if (found.language !== "zh" && found.language !== "en") return { params: null, error: "language" };
  return { params: found as Params, error: "" };
}
