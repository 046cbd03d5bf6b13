import { tagged } from "../../acquirer/kinds/tags.js";
import { KEYS as KEYPAD } from "../../devices/keypad.js";
import type { Damage, SwipeStyle } from "../../cards/encode.js";
import { cardTexts, loadCodes, loadWallet, walletCard, type WalletCard } from "../../cards/wallet.js";
import { encodeSwipe } from "../../cards/encode.js";
import { unknownName, type Cursor } from "../cursor.js";
import { fail, shownGlass, type Stage } from "../stage.js";
import type { StepKind } from "./kind.js";

/** Between two keys: a brisk cashier. Half of it before each press, so that a screen can be looked at right after a key. */
const KEY_GAP_MS = 180;
/** Debouncing, drawing, and the answer of a secure module to a key that causes work. */
const AFTER_KEY_MS = 60;

/** Press one key and give the terminal time to answer. */
export async function press(stage: Stage, key: string): Promise<void> {
  await stage.run(KEY_GAP_MS);
  if (!stage.terminal.keypad.press(key)) fail(`the keypad to take key ${key}`, stage.terminal.powered ? "nobody listening" : "the terminal is off");
  await stage.run(AFTER_KEY_MS);
}

export async function pressAll(stage: Stage, keys: string): Promise<void> {
  for (const key of keys) await press(stage, key);
}

function readKeys(at: Cursor): string {
  const keys = at.text().replace(/\s+/g, "");
  for (const key of keys) if (!KEYPAD.includes(key)) at.refuse(unknownName("key", key, [...KEYPAD]));
  return keys;
}

/** Digits of an amount in minor units, 1 to 999999999999. */
export function readAmount(at: Cursor): string {
  return String(at.whole(0, 999999999999));
}

export function readCard(at: Cursor): WalletCard {
  const ids = loadWallet().map((card) => card.id);
  return walletCard(at.oneOf(ids, "card"));
}

/** What is typed for a PIN: `right` is the card's own, `wrong` differs from it in the last digit. */
export function pinDigits(stage: Stage, asked: string): string {
  if (asked !== "right" && asked !== "wrong") return asked;
  const pin = stage.card?.pin ?? "";
  if (pin === "") fail("a card with a PIN to have been swiped", stage.card === null ? "no card" : `card ${stage.card.id}, which has none`);
  return asked === "right" ? pin : pin.slice(0, -1) + String((Number(pin.slice(-1)) + 1) % 10);
}

export function readPin(at: Cursor): string {
  const pin = at.text();
  return /^(right|wrong|\d{0,12})$/.test(pin) ? pin : at.refuse('"right", "wrong" or up to 12 digits are needed here');
}

interface SwipeAsked { card: WalletCard; style: SwipeStyle; damage: readonly Damage[]; unheard: boolean }

const DAMAGE_KINDS = ["flip", "drop", "insert", "lrc", "noEnd", "noStart", "noise", "silent"] as const;

function readDamage(at: Cursor): Damage {
  const parts = at.map(["track", "kind", "at", "count", "seed"], "damage");
  const kind = parts.get("kind")?.oneOf(DAMAGE_KINDS, "damage") ?? at.refuse("damage needs its kind");
  const whole = (name: "at" | "count" | "seed"): Partial<Damage> => (parts.has(name) ? { [name]: parts.get(name)!.whole(0, 10000) } : {});
  return { track: (parts.get("track")?.whole(1, 3) ?? 2) as 1 | 2 | 3, kind, ...whole("at"), ...whole("count"), ...whole("seed") };
}

function readSwipe(at: Cursor): SwipeAsked {
  if (!at.isMap) {
    const card = readCard(at);
    return { card, style: card.swipe, damage: card.swipe.damage ?? [], unheard: false };
  }
  const parts = at.map(["card", "reverse", "inverted", "leadBits", "tailBits", "damage", "unheard"], "swipe");
  const card = parts.has("card") ? readCard(parts.get("card")!) : at.refuse("swipe needs a card");
  const style: SwipeStyle = { ...card.swipe };
  for (const name of ["reverse", "inverted"] as const) if (parts.has(name)) style[name] = parts.get(name)!.yesNo();
  for (const name of ["leadBits", "tailBits"] as const) if (parts.has(name)) style[name] = parts.get(name)!.whole(0, 500);
  const damage = parts.get("damage")?.list().map(readDamage) ?? card.swipe.damage ?? [];
  return { card, style, damage, unheard: parts.get("unheard")?.yesNo() ?? false };
}

async function swipe(stage: Stage, asked: SwipeAsked): Promise<void> {
  await stage.run(KEY_GAP_MS);
  const heard = stage.terminal.magstripe.swipe(encodeSwipe(cardTexts(asked.card), asked.style, asked.damage));
  if (heard === asked.unheard) fail(asked.unheard ? "nobody to listen to the card reader" : "the card reader to be listened to", heard ? "it is listened to" : `nobody listens at ${shownGlass(stage.glass())}`);
  stage.card = asked.card;
  stage.cards.add(asked.card);
  await stage.run(AFTER_KEY_MS * 2);
}

/** A card's number, ENTER, its expiry as MMYY, ENTER; a wrong check digit ends behind the first ENTER. */
function readKeyed(at: Cursor): (stage: Stage) => Promise<void> {
  const parts = at.isMap ? at.map(["card", "wrong", "expiry"], "keyed") : null;
  const card = readCard(parts === null ? at : (parts.get("card") ?? at.refuse("keyed needs a card")));
  const expiry = parts?.get("expiry")?.text() ?? card.expiry.slice(2) + card.expiry.slice(0, 2);
  const last = Number(card.pan.slice(-1));
  const keys = parts?.get("wrong")?.yesNo() === true ? card.pan.slice(0, -1) + String((last + 1) % 10) + "E" : card.pan + "E" + expiry + "E";
  return async (stage) => {
    stage.card = card;
    stage.cards.add(card);
    await pressAll(stage, keys);
  };
}

interface CodeAsked { code: string; secret: boolean; unheard: boolean }

function readCode(at: Cursor): CodeAsked {
  const parts = at.isMap ? at.map(["code", "text", "unheard"], "scan") : null;
  const unheard = parts?.get("unheard")?.yesNo() ?? false;
  const text = parts?.get("text")?.text();
  if (text !== undefined) return { code: text, secret: false, unheard };
  const where = parts === null ? at : (parts.get("code") ?? at.refuse("scan needs code or text"));
  const codes = loadCodes();
  const id = where.oneOf(codes.map((one) => one.id), "code");
  const found = codes.find((one) => one.id === id)!;
  return { code: found.code, secret: found.group === "payment" && /^\d+$/.test(found.code), unheard };
}

async function scan(stage: Stage, asked: CodeAsked): Promise<void> {
  await stage.run(KEY_GAP_MS);
  const heard = stage.terminal.scanner.show(asked.code);
  if (heard === asked.unheard) fail(asked.unheard ? "nobody to listen to the scanner" : "the scanner to be listened to", heard ? "its light is on" : `it is dark at ${shownGlass(stage.glass())}`);
  if (asked.secret) stage.codes.add(asked.code);
  await stage.run(AFTER_KEY_MS * 3);
}

export const handKinds: readonly StepKind[] = [
  {
    name: "key", about: "keys one by one, at a person's pace",
    read(at) {
      const keys = readKeys(at);
      return (stage) => pressAll(stage, keys);
    },
  },
  {
    name: "press", about: "keys in one moment, as a recording of fast fingers has them",
    read(at) {
      const keys = readKeys(at);
      return async (stage) => {
        for (const key of keys) if (!stage.terminal.keypad.press(key)) fail(`the keypad to take key ${key}`, stage.terminal.powered ? "nobody listening" : "the terminal is off");
      };
    },
  },
  {
    name: "amount", about: "an amount in minor units, then ENTER",
    read(at) {
      const digits = readAmount(at);
      return (stage) => pressAll(stage, digits + "E");
    },
  },
  {
    name: "pin", about: "a PIN, then ENTER",
    read(at) {
      const asked = readPin(at);
      return (stage) => pressAll(stage, pinDigits(stage, asked) + "E");
    },
  },
  {
    name: "password", about: "an operator's password, then ENTER; no output may hold it",
    read(at) {
      const password = at.text();
      if (!/^\d{4,12}$/.test(password)) at.refuse("4 to 12 digits are needed here");
      return (stage) => {
        stage.passwords.add(password);
        return pressAll(stage, password + "E");
      };
    },
  },
  {
    name: "type", about: "what a message carried, as a person copies it from a slip, then ENTER",
    read(at) {
      const parts = at.map(["field", "tag", "of", "number"], "type");
      const tag = parts.get("tag")?.text() ?? "";
      const field = tag !== "" ? 59 : (parts.get("field") ?? at.refuse("type needs field or tag")).whole(2, 64);
      const mti = (parts.get("of") ?? at.refuse("type needs of, a message type")).text();
      const number = parts.get("number")?.whole(-100, 100) ?? -1;
      return async (stage) => {
        const found = stage.messages().filter((one) => one.mti === mti);
        const message = number < 0 ? found[found.length + number] : found[number - 1];
        const whole = message?.message?.fields[field];
        const value = tag === "" ? whole : tagged.read(whole ?? "", tag);
        if (value === undefined) return fail(`field ${field} in a message ${mti}`, `${found.length} messages ${mti}`);
        await pressAll(stage, value.trim() + "E");
      };
    },
  },
  { name: "keyed", about: "number and expiry of a card of the wallet, typed", read: readKeyed },
  {
    name: "swipe", about: "a card of the wallet through the reader",
    read(at) {
      const asked = readSwipe(at);
      return (stage) => swipe(stage, asked);
    },
  },
  {
    name: "scan", about: "a code of the wallet before the scanner",
    read(at) {
      const asked = readCode(at);
      return (stage) => scan(stage, asked);
    },
  },
];
