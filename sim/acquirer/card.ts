import { openPinBlock, openTrack } from "./cipher.js";
import { type Answer, type Desk, refuse, type Request, stampOf } from "./request.js";
import type { Account, WorkingKeys } from "./types.js";

const PIN_TRIES_MAX = 3;

export interface PresentedCard { pan: string; expiry: string; serviceCode: string }

/** The card a request carries: from track 2 (opened with the TDK when DE 53.3 says so) or keyed in DE 2 and 14. Null: no card at all. */
export function readCard(request: Request): PresentedCard | Answer | null {
  const fields = request.message.fields;
  const coded = fields[35];
  if (coded === undefined) {
    const pan = fields[2];
    if (pan === undefined) return null;
    return { pan, expiry: fields[14] ?? "", serviceCode: "" };
  }
  const encrypted = (fields[53] ?? "").charAt(2) === "1";
  const keys = request.keys as WorkingKeys;
  if (encrypted && keys.tdk === "") return refuse("A7", "track 2 is encrypted but this terminal was never given a track key");
  const track = encrypted ? openTrack(keys.tdk, coded) : coded;
  const parts = /^(\d{13,19})D(\d{4})(\d{3})\d*$/.exec(track ?? "");
  if (parts === null) return refuse(encrypted ? "A7" : "30", "track 2 makes no sense" + (encrypted ? " after decryption: wrong track key?" : ""));
  const [, pan, expiry, serviceCode] = parts as unknown as [string, string, string, string];
  if (fields[2] !== undefined && fields[2] !== pan) return refuse("30", "field 2 and track 2 name different cards");
  return { pan, expiry, serviceCode };
}

export function isAnswer(value: object): value is Answer {
  return "code" in value;
}

/** Find the account and hold what the card says against it; the PIN comes after. */
export function findAccount(desk: Desk, request: Request): { account: Account; card: PresentedCard } | Answer {
  const card = readCard(request);
  if (card === null) return refuse("30", "no card in the request: neither field 35 nor field 2");
  if (isAnswer(card)) return card;
  const account = desk.book.accounts.get(card.pan);
  if (account === undefined) return refuse("14", "no such account");
  const entryMode = (request.message.fields[22] ?? "").slice(0, 2);
  if (entryMode === "02" && "26".includes(card.serviceCode.charAt(0))) return refuse("45", "a card with a chip was swiped");
  if (card.expiry < stampOf(desk.nowMs).slice(2, 6)) return refuse("54", "card expired");
  if (card.expiry !== account.expiry) return refuse("59", "expiry date is not the account's");
  if (account.status !== "00") return refuse(account.status, "account status " + account.status);
  return { account, card };
}

/** Is everything about the PIN in the request coherent (PAYMENTS 2.3 and field 53)? "" or what is wrong. */
function pinFormatFault(request: Request): string {
  const fields = request.message.fields;
  const control = fields[53] ?? "";
  const present = fields[52] !== undefined;
  if (present !== ((fields[22] ?? "").charAt(2) === "1")) return "field 22 says otherwise about the PIN than field 52";
  if (!present) return "";
  if (fields[26] === undefined) return "field 52 without field 26";
  if (control.charAt(0) !== "1" && control.charAt(0) !== "2") return "field 52 but field 53 says no PIN";
  const wanted = (request.keys as WorkingKeys).pik.length === 32 ? "6" : "0";
  return control.charAt(1) === wanted ? "" : "field 53 names another algorithm than this terminal's PIN key";
}

/** Check the PIN. Null when it is right, or not needed; tries are counted per account. */
export function checkPin(desk: Desk, request: Request, account: Account, required: boolean): Answer | null {
  const fault = pinFormatFault(request);
  if (fault !== "") return refuse("30", fault);
  const block = request.message.fields[52];
  if (block === undefined) return required ? refuse("55", "no PIN, and this account needs one") : null;
  const pan = (request.message.fields[53] ?? "").charAt(0) === "2" ? account.pan : "";
  const pin = openPinBlock((request.keys as WorkingKeys).pik, Buffer.from(block, "latin1"), pan);
  if (pin === null) return refuse("99", "PIN block is not format 0 under this terminal's PIN key");
  const wrong = desk.book.wrongPins.get(account.id) ?? 0;
  if (wrong >= PIN_TRIES_MAX) return refuse("75", "PIN tries used up");
  if (account.pin !== "" && pin !== account.pin) {
    desk.book.note({ line: "tries", account: account.id, wrong: wrong + 1 });
    return wrong + 1 >= PIN_TRIES_MAX ? refuse("75", "wrong PIN, the last try") : refuse("55", "wrong PIN, try " + (wrong + 1) + " of " + PIN_TRIES_MAX);
  }
  if (wrong > 0) desk.book.note({ line: "tries", account: account.id, wrong: 0 });
  return null;
}
