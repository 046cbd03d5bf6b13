import { S1_TMK } from "../acquirer/accounts.js";
import type { WorkingKeys } from "../acquirer/types.js";
import { cardTexts, loadWallet, type WalletCard } from "../cards/wallet.js";

/** Something that no output may hold. */
export interface Secret {
  /** For the report; never the secret itself. */
  what: string;
  kind: "digits" | "pin" | "key";
  text: string;
}

/** One output of a run: what is shown, printed, logged or kept. */
export interface Output { name: string; bytes: Buffer }

/** Everything secret about the cards of the wallet and about master keys. PINs only of cards that were used: others are everyday numbers. */
export function walletSecrets(usedCards: readonly WalletCard[]): Secret[] {
  const secrets: Secret[] = [];
  for (const card of loadWallet()) {
    secrets.push({ what: `PAN of card ${card.id}`, kind: "digits", text: card.pan });
    const texts = cardTexts(card);
    for (const track of [1, 2, 3] as const) {
      if (texts[track]) secrets.push({ what: `track ${track} of card ${card.id}`, kind: "key", text: Buffer.from(texts[track], "latin1").toString("hex").toUpperCase() });
    }
  }
  for (const card of usedCards) if (card.pin !== "") secrets.push({ what: `PIN of card ${card.id}`, kind: "pin", text: card.pin });
  return [...secrets, { what: "master key", kind: "key", text: S1_TMK }];
}

/** Operators' passwords. */
export function passwordSecrets(passwords: Iterable<string>): Secret[] {
  return [...passwords].map((text) => ({ what: "password of an operator", kind: "pin", text }));
}

/** Payment codes of wallets. */
export function codeSecrets(codes: Iterable<string>): Secret[] {
  return [...codes].map((text) => ({ what: "payment code of a wallet", kind: "digits", text }));
}

/** Working keys a host gave out. */
export function keySecrets(keys: WorkingKeys): Secret[] {
  return (["pik", "mak", "tdk"] as const).filter((name) => keys[name] !== "").map((name) => ({ what: name.toUpperCase(), kind: "key", text: keys[name].toUpperCase() }));
}

/** Long runs of zero or FF, as a medium has many, hold no secret: they are cut out before the search. */
function withoutVoid(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString("latin1").replace(/\0{32,}|\xff{32,}/g, "|"), "latin1");
}

/** The output as text with the blanks and dashes gone that may stand between groups of digits. */
function joinedDigits(bytes: Buffer): string {
  return bytes.toString("latin1").replace(/(?<=\d)[ -](?=\d)/g, "");
}

/**
 * Where outputs hold secrets; empty when they hold none. Numbers are looked for as text, as text in groups, and packed two to
 * a byte at either half; keys and tracks as bytes and as hex text; a PIN only as a number of its own, since its digits may be
 * part of any longer one.
 */
export function findSecrets(outputs: readonly Output[], secrets: readonly Secret[]): string[] {
  // Outputs hold none as a rule, and one search for all of them together tells so ten times sooner than one for each.
  const any = new RegExp(secrets.map((secret) => secret.text).join("|"));
  const found: string[] = [];
  for (const { name, bytes: all } of outputs) {
    const bytes = withoutVoid(all);
    const text = joinedDigits(bytes);
    const hexText = bytes.toString("latin1").toUpperCase();
    const hex = bytes.toString("hex").toUpperCase();
    if (![text, hexText, hex].some((one) => any.test(one))) continue;
    for (const secret of secrets) {
      const held = secret.kind === "pin" ? new RegExp(`(?<!\\d)${secret.text}(?!\\d)`).test(text)
        : secret.kind === "digits" ? text.includes(secret.text) || hex.includes(secret.text)
          : hex.includes(secret.text) || hexText.includes(secret.text);
      if (held) found.push(`${name} holds the ${secret.what}`);
    }
  }
  return found;
}
