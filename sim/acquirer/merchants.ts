import iconv from "iconv-lite";
import type { Book } from "./book.js";
import { seededKey } from "./cipher.js";
import { seededRandom } from "./random.js";
import type { Terminal } from "./types.js";

/** What a shop sends to become a merchant. */
export interface Application {
  /** Printed on slips: 1 to 40 bytes in GB18030. */
  name: string;
  /** Business licence: unified social credit code, 18 characters (GB 32100). */
  licence: string;
  /** Identity number of the owner, 18 characters (GB 11643). */
  idNumber: string;
  /** Somebody to call, and the number. */
  contact: string;
  phone: string;
  /** Name of a trade the terminal knows. */
  trade: string;
}

/** An application and what became of it. */
export interface Merchant extends Application {
  id: string;
  state: "waiting" | "refused" | "approved" | "left";
  /** Why it was refused. */
  reasons: string[];
  mid: string;
  tid: string;
  /** Activation code, 8 digits; good until `untilMs` and until the terminal has signed in for the first time. */
  code: string;
  untilMs: number;
  /** Serial number of the terminal that used the code, and when it first did. */
  serial: string;
  sinceMs: number;
}

/** The request cannot be carried out; the message says why, for people. */
export class MerchantError extends Error {}

const CODE_DAYS = 7;
const DAY_MS = 86_400_000;
const FIRST_TID = 20000001;
const FIRST_SHOP = 101; // the test host's own merchants stand before it
/** Merchant category codes, ISO 18245. */
const CATEGORIES: Record<string, string> = { retail: "5311", restaurant: "5812", entertainment: "7832", post: "9402" };

const LICENCE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** Check character of a unified social credit code. Source: GB 32100-2015, 5. */
function licenceGood(code: string): boolean {
  if (!new RegExp("^[" + LICENCE_CHARACTERS + "]{18}$").test(code)) return false;
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += LICENCE_CHARACTERS.indexOf(code[at]!) * (3 ** at % 31);
  return LICENCE_CHARACTERS[(31 - (sum % 31)) % 31] === code[17];
}

/** Check character of an identity number. Source: GB 11643-1999, ISO 7064 MOD 11-2. */
function idNumberGood(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += Number(number[at]) * (2 ** (17 - at) % 11);
  return "10X98765432"[sum % 11] === number[17];
}

/** What a reviewer finds wrong with an application, in words; empty when nothing is. */
export function findings(application: Application): string[] {
  const found: string[] = [];
  const bytes = iconv.encode(application.name, "gb18030").length;
  if (bytes < 1 || bytes > 40 || application.name.trim() === "") found.push("name: 1 to 40 bytes in GB18030 are printed on slips, this has " + bytes);
  if (!licenceGood(application.licence)) found.push("licence: not a unified social credit code, or its check character is wrong");
  if (!idNumberGood(application.idNumber)) found.push("idNumber: not an identity number, or its check character is wrong");
  if (application.contact.trim() === "") found.push("contact: nobody is named");
  if (!/^\+?\d[\d -]{6,18}$/.test(application.phone)) found.push("phone: not a telephone number");
  if (CATEGORIES[application.trade] === undefined) found.push("trade: known are " + Object.keys(CATEGORIES).join(", "));
  return found;
}

/** The terminal's master key: follows from seed and numbers, so no file need hold it. */
export function merchantKey(seed: number, tid: string): string {
  return seededKey(seed, "tmk " + tid, 16);
}

/** For lists: an identity number is nobody's business but the reviewer's. */
export function shownMerchant(merchant: Merchant): Merchant {
  return { ...merchant, idNumber: merchant.idNumber.slice(0, 3) + "*".repeat(Math.max(0, merchant.idNumber.length - 5)) + merchant.idNumber.slice(-2) };
}

/** The acquirer's desk for merchants. */
export interface Merchants {
  apply(application: Application): Merchant;
  list(): Merchant[];
  /** Approve what waits: numbers and a code are given out. */
  approve(id: string): Merchant;
  refuse(id: string, reasons: string[]): Merchant;
  /** Approve when nothing is found wrong, else refuse with what was found. */
  review(id: string): Merchant;
  /** Another code and another terminal number for a merchant: the terminal was lost, left, or never activated. */
  renew(id: string): Merchant;
}

/** @param terminals  Those the host answers; an approved merchant's is added. */
export function openMerchants(book: Book, seed: number, nowMs: () => number, terminals: Map<string, Terminal>): Merchants {
  const random = seededRandom(seed ^ 0x2545f491);
  const register = (merchant: Merchant): void => { if (merchant.tid !== "") terminals.set(merchant.tid, { tid: merchant.tid, mid: merchant.mid, tmk: merchantKey(seed, merchant.tid) }); };
  const known = (id: string): Merchant => {
    const merchant = book.merchants.get(id);
    if (merchant === undefined) throw new MerchantError("there is no application " + id);
    return merchant;
  };
  function keep(merchant: Merchant): Merchant {
    book.note({ line: "merchant", merchant });
    register(merchant);
    return merchant;
  }
  function grant(merchant: Merchant, mid: string): Merchant {
    const used = [...book.merchants.values()].filter((one) => one.tid !== "").map((one) => Number(one.tid));
    // Never a code that somebody has: it finds its merchant by itself.
    let code = "";
    do code = String(random(100_000_000)).padStart(8, "0"); while ([...book.merchants.values()].some((one) => one.code === code));
    return keep({ ...merchant, state: "approved", reasons: [], mid, tid: String(Math.max(FIRST_TID - 1, ...used) + 1), code, untilMs: nowMs() + CODE_DAYS * DAY_MS, serial: "", sinceMs: 0 });
  }
  for (const merchant of book.merchants.values()) register(merchant);
  const desk: Merchants = {
    apply(application) {
      const { name, licence, idNumber, contact, phone, trade } = application;
      return keep({ name, licence, idNumber, contact, phone, trade, id: String(book.merchants.size + 1), state: "waiting", reasons: [], mid: "", tid: "", code: "", untilMs: 0, serial: "", sinceMs: 0 });
    },
    list: () => [...book.merchants.values()],
    approve(id) {
      const merchant = known(id);
      if (merchant.state !== "waiting") throw new MerchantError("application " + id + " is not waiting, it is " + merchant.state);
      return grant(merchant, "1002900" + (CATEGORIES[merchant.trade] ?? "5999") + String(FIRST_SHOP + Number(id) - 1).padStart(4, "0"));
    },
    refuse(id, reasons) {
      const merchant = known(id);
      if (merchant.state !== "waiting") throw new MerchantError("application " + id + " is not waiting, it is " + merchant.state);
      if (reasons.length === 0) throw new MerchantError("a refusal needs its reasons");
      return keep({ ...merchant, state: "refused", reasons });
    },
    review(id) {
      const found = findings(known(id));
      return found.length === 0 ? desk.approve(id) : desk.refuse(id, found);
    },
    renew(id) {
      const merchant = known(id);
      if (merchant.mid === "") throw new MerchantError("application " + id + " was not approved");
      terminals.delete(merchant.tid);
      return grant(merchant, merchant.mid);
    },
  };
  return desk;
}
