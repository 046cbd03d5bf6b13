import type { Damage } from "../cards/encode.js";
import { loadCodes, loadWallet, type WalletCard } from "../cards/wallet.js";
import type { Account } from "../acquirer/types.js";
import type { CardEdit } from "./controls.js";
import type { Card } from "./protocol.js";

/** A card of the wallet as a run has it: edited ones are the run's own, the file stays. */
export type PageCard = Omit<WalletCard, "ways"> & { group: string; ways: Card["ways"]; /** What a scanner reads of it; "" for a card. */ code: string };

const CHIP_SERVICE = /^[26]/;

function groupOf(card: WalletCard): string {
  if (card.refused !== "") return ["expired", "chip", "cashOnly", "service", "luhn"].includes(card.refused) ? "terminalRefuses" : "stripe";
  if (card.status !== "ok" || card.saleMaxMinor !== undefined || card.balanceMinor < 1000) return "bankRefuses";
  return card.tracks.includes(3) || Object.keys(card.swipe).length > 0 ? "stripe" : "good";
}

const NO_CARD = {
  holder: "", pan: "", expiry: "", serviceCode: "", discretionary: "", kind: "D" as const, scheme: "", issuer: "", pin: "", pinOptional: true, balanceMinor: 0, status: "ok", refused: "", tracks: [], swipe: {},
};

/** The wallet of sim/cards/wallet.yaml for a new run: cards, then codes. */
export function loadCards(): PageCard[] {
  const cards = loadWallet().map((card) => ({ ...card, code: "", group: groupOf(card), ways: [...(card.ways ?? (CHIP_SERVICE.test(card.serviceCode) ? ["swipe" as const, "chip" as const] : ["swipe" as const]))] }));
  return [...cards, ...loadCodes().map((code) => ({ ...NO_CARD, ...code, ways: ["scan" as const], group: "code" }))];
}

export function cardView(card: PageCard): Card {
  const { id, name, zh, note, zhNote, code, pan, holder, expiry, serviceCode, scheme, kind, pin, pinOptional, balanceMinor, status, refused, ways, group } = card;
  return { id, name, zh, note, zhNote, code, pan, holder, expiry, serviceCode, scheme, kind, pin, pinOptional, balanceMinor, status, refused, ways, group };
}

const DAMAGE: Record<CardEdit["damage"], readonly Damage[]> = {
  none: [], blank: [], parity: [{ track: 2, kind: "flip", at: 52 }], lrc: [{ track: 2, kind: "lrc" }], noStart: [{ track: 2, kind: "noStart" }], noEnd: [{ track: 2, kind: "noEnd" }],
  noise: [{ track: 2, kind: "noise", count: 24, seed: 9 }],
};
/** What the terminal says of each damage, by the words of card-words.ts. */
const REFUSED: Record<CardEdit["damage"], string> = { none: "", blank: "unreadable", parity: "parity", lrc: "lrc", noStart: "noStart", noEnd: "noEnd", noise: "parity" };

function luhnGood(pan: string): boolean {
  const sum = [...pan].reverse().reduce((total, letter, at) => {
    const digit = Number(letter) * (at % 2 === 1 ? 2 : 1);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return sum % 10 === 0;
}

/** A card as somebody typed it, or why not: the wallet takes test numbers only. */
export function editedCard(edit: CardEdit, cards: readonly PageCard[]): PageCard | string {
  const like = cards.find((card) => card.pan.slice(0, 6) === edit.pan.slice(0, 6));
  if (like === undefined) return "Only test numbers may be in this wallet: the first six digits must be those of a card that is in it. Nothing was kept.";
  if (!luhnGood(edit.pan)) return "The check digit of this number is wrong, so no bank could have given it out. Correct the last digit; nothing was kept.";
  const holder = cards.find((card) => card.pan === edit.pan && card.id !== edit.id);
  if (holder !== undefined) return `Card ${holder.id} has this number already. Choose another; nothing was kept.`;
  const old = cards.find((card) => card.id === edit.id);
  return {
    ...(old ?? { discretionary: "0000000000", tracks: [1, 2] as const, note: "", zhNote: "", group: "own" }),
    id: edit.id, name: edit.name, zh: edit.name, holder: edit.holder, pan: edit.pan, expiry: edit.expiry, serviceCode: edit.serviceCode, kind: edit.kind, pin: edit.pin, pinOptional: edit.pin === "" || edit.kind === "C",
    balanceMinor: edit.balanceMinor, status: edit.status, scheme: like.scheme, issuer: like.issuer,
    refused: REFUSED[edit.damage], tracks: edit.damage === "blank" ? [] : [1, 2], swipe: edit.damage === "none" ? {} : { damage: DAMAGE[edit.damage] },
    code: "", ways: CHIP_SERVICE.test(edit.serviceCode) ? ["swipe", "chip"] : ["swipe"], group: "own",
  };
}

/** The account behind a card. */
export function accountOf(card: PageCard): Account {
  return {
    id: card.id, title: card.name, pan: card.pan, holder: card.holder, pin: card.pin, pinOptional: card.pinOptional, expiry: card.expiry, serviceCode: card.serviceCode,
    kind: card.kind === "C" ? "credit" : "debit", scheme: card.scheme, issuer: card.issuer, balanceMinor: card.balanceMinor, status: card.status === "ok" ? "00" : card.status,
    ...(card.saleMaxMinor === undefined ? {} : { saleMaxMinor: card.saleMaxMinor }), ...(card.points === undefined ? {} : { points: card.points }),
  };
}
