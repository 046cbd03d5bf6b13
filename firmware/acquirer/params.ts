import { isDigits } from "../core/digits.js";

/** What the acquirer gives with a terminal. Comes from the asset `params`, one flat JSON object with exactly these names. */
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
  /** Network licence 4 and terminal serial, 5 to 50 characters; sent in field 62 of the sign-in. */
  serial: string;
  /** Name of the acquirer profile. */
  profile: string;
  /** Up to this amount, in minor units, a credit card is not asked for its PIN; 0 asks always. */
  noPinLimitMinor: number;
  /** Largest amount of one sale, in minor units, 1 to 999,999,999,999. */
  amountMaxMinor: number;
}

export interface ParamsRead {
  /** Null when there is an error. */
  params: Params | null;
  /** "" or the name of the first wrong field, in the order of {@link Params}; "json" when the text is no flat object. */
  error: string;
}

/** One rule of {@link readParams}. Numbers must be whole. */
function valueGood(value: any, kind: string, low: number, high: number): boolean {
  if (kind === "n") return typeof value === "number" && Math.floor(value) === value && value >= low && value <= high;
  if (typeof value !== "string" || value.length < low || value.length > high) return false;
  if (kind === "d") return isDigits(value);
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    // Below a blank are control codes, which the printer would obey; characters end at "~".
    if (code < 32 || code > (kind === "t" ? 254 : 126)) return false;
  }
  return true;
}

/**
 * Read and check the parameters file. Never throws: the interpreter's JSON reader accepts much that is none, so every field is checked here.
 * Names that are not known are ignored, so that an older program reads a newer file.
 * @param json  8-bit text, at most 2,000 bytes.
 */
export function readParams(json: string): ParamsRead {
  // Name, a colon, what it must be: digits ("d"), characters ("c") or bytes ("t") with shortest and longest, or number ("n") with lowest and highest.
  const rules = "mid:c:15:15 tid:c:8:8 tpdu:d:10:10 merchantName:t:1:40 acquirerName:t:1:40 host:c:1:64 port:n:1:65535"
    + " currency:d:3:3 currencyExponent:n:0:4 currencyText:c:1:4 language:c:2:2 operator:d:2:2 serial:c:5:50 profile:c:1:16"
    + " noPinLimitMinor:n:0:999999999999 amountMaxMinor:n:1:999999999999";
  const text = json.trim();
  let found: any = null;
  // One flat object: nesting would let a wrong file exhaust the interpreter's stack, which nothing can catch.
  if (text.length <= 2000 && text[0] === "{" && text.endsWith("}") && text.lastIndexOf("{") === 0 && text.indexOf("[") < 0) {
    try {
      found = JSON.parse(text);
    } catch (_error) {
      found = null;
    }
  }
  if (found === null || typeof found !== "object") return { params: null, error: "json" };
  for (const rule of rules.split(" ")) {
    const parts = rule.split(":");
    const name = parts[0] as string;
    if (!valueGood(found[name], parts[1] as string, parseInt(parts[2] as string, 10), parseInt(parts[3] as string, 10))) {
      return { params: null, error: name };
    }
  }
  if (found.tpdu.substr(0, 2) !== "60") return { params: null, error: "tpdu" };
  if (found.language !== "zh" && found.language !== "en") return { params: null, error: "language" };
  return { params: found as Params, error: "" };
}
