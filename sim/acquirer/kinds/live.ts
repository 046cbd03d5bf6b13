import iconv from "iconv-lite";
import { TEST_TRANSPORT_HEX } from "../../devices/keystore.js";
import { crc32Text } from "../../crc32.js";
import { terminalMemory } from "../book.js";
import { desEncrypt, keyCheckValue, retailMac } from "../cipher.js";
import { type Merchant, merchantKey } from "../merchants.js";
import { type Answer, type Desk, type Kind, refuse, type Request } from "../request.js";

// Going live (docs/adr/0017): the project's own messages, 0800 with field 62.

const TRIES_MAX = 5;
const LOCK_MS = 600_000;
const PIECE_BYTES = 900;
/** Key of the digests in the list of barred cards; no secret, it only keeps whole numbers off terminals. */
const LIST_KEY = Buffer.from("POSTERN HOTCARDS", "latin1").toString("hex");
/** Statuses of cards that are not to be taken at all. */
const BARRED = ["04", "34", "41", "43"];

function given(request: Request, at: number): { serial: string; rest: string } | null {
  const text = request.message.fields[62] ?? "";
  const length = Number(text.slice(at, at + 2));
  if (!/^\d\d$/.test(text.slice(at, at + 2)) || text.length < at + 2 + length) return null;
  return { serial: text.slice(at + 2, at + 2 + length), rest: text.slice(at + 2 + length) };
}

/** Wrong codes of one terminal: after five it waits ten minutes. */
function lockedOut(desk: Desk, serial: string): boolean {
  const wrong = desk.book.wrongCodes.get(serial);
  return wrong !== undefined && wrong.count >= TRIES_MAX && desk.nowMs < wrong.atMs + LOCK_MS;
}

function activate(desk: Desk, request: Request): Answer {
  const asked = given(request, 0);
  if (asked === null) return refuse("30", "field 62 is no serial number and code");
  if (lockedOut(desk, asked.serial)) return refuse("75", "too many wrong activation codes from this terminal");
  const merchant = [...desk.book.merchants.values()].find((one) => one.code === asked.rest && one.code !== "");
  if (merchant === undefined) {
    const before = desk.book.wrongCodes.get(asked.serial);
    const fresh = before === undefined || desk.nowMs >= before.atMs + LOCK_MS;
    desk.book.wrongCodes.set(asked.serial, { count: fresh ? 1 : before.count + 1, atMs: desk.nowMs });
    return refuse("25", "no such activation code");
  }
  // Until the terminal has signed in, the same terminal may ask again: its power may have gone.
  if (merchant.state !== "approved" || terminalMemory(desk.book, merchant.tid, merchant.mid).times > 0) return refuse("94", "activation code is used");
  if (merchant.serial !== "" && merchant.serial !== asked.serial) return refuse("94", "activation code is another terminal's");
  if (desk.nowMs > merchant.untilMs) return refuse("54", "activation code has expired");
  if (merchant.serial === "") desk.book.note({ line: "merchant", merchant: { ...merchant, serial: asked.serial, sinceMs: desk.nowMs } });
  const tmk = merchantKey(desk.seed, merchant.tid);
  const wrapped = desEncrypt(TEST_TRANSPORT_HEX.slice(0, 32), Buffer.from(tmk, "hex")).toString("latin1");
  return { code: "00", fields: { 62: merchant.tid + merchant.mid + wrapped + keyCheckValue(tmk).toString("latin1") }, why: "" };
}

/** Parameters of a merchant's terminal, as firmware/acquirer/params.ts reads them. */
function paramsOf(merchant: Merchant): string {
  const lines = ["tid=" + merchant.tid, "mid=" + merchant.mid, "merchantName=" + merchant.name, "trade=" + merchant.trade, "since=" + Math.floor(merchant.sinceMs / 1000)];
  return iconv.encode(lines.join("\n"), "gb18030").toString("latin1");
}

function listed(desk: Desk): string {
  return [...desk.book.accounts.values()].filter((account) => BARRED.includes(account.status)).map((account) => retailMac(LIST_KEY, Buffer.from(account.pan, "latin1"))).join("");
}

/** Rows of card ranges that come before the terminal's own: a bank that is new, credit (names: number 0 of the terminal's table). */
const OWN_BINS = "00000000      62831000CUPC0062831001      ";

function download(desk: Desk, request: Request): Answer {
  const merchant = [...desk.book.merchants.values()].find((one) => one.tid === request.tid && one.mid === request.mid && one.state === "approved");
  if (merchant === undefined) return refuse("97", "terminal belongs to no merchant");
  const whole = request.network === "360" ? paramsOf(merchant) : request.network === "390" ? listed(desk) : OWN_BINS;
  const from = Number(request.message.fields[62] ?? "0");
  const head = String(whole.length).padStart(6, "0") + crc32Text(whole).toString(16).toUpperCase().padStart(8, "0");
  return { code: "00", fields: { 62: head + whole.slice(from, from + PIECE_BYTES) }, why: "" };
}

function leave(desk: Desk, request: Request): Answer {
  const merchant = [...desk.book.merchants.values()].find((one) => one.tid === request.tid && one.mid === request.mid);
  const asked = given(request, 0);
  if (merchant === undefined) return refuse("58", "this terminal was not activated here, so it cannot leave");
  if (merchant.state === "left") return refuse("97", "it has left before");
  if (asked === null || asked.serial !== merchant.serial || request.keys === null) return refuse("03", "not the terminal that was activated, or not signed in");
  desk.book.note({ line: "merchant", merchant: { ...merchant, state: "left" } });
  return { code: "00", fields: {}, why: "" };
}

const plain = { mac: false, once: false, byAmount: false } as const;

/** 60.3 = 420: numbers and master key for an activation code. The terminal has no number yet. */
export const activation: Kind = { ...plain, name: "activation", anybody: true, fits: (request) => request.mti === "0800" && request.network === "420", run: activate };
/** 60.3 = 360, 390, 398: parameters, barred cards, card ranges, in pieces. */
export const liveDownload: Kind = { ...plain, name: "download", fits: (request) => request.mti === "0800" && ["360", "390", "398"].includes(request.network), run: download };
/** 60.3 = 422: the terminal leaves its merchant. */
export const leaving: Kind = { ...plain, name: "leaving", fits: (request) => request.mti === "0800" && request.network === "422", run: leave };
