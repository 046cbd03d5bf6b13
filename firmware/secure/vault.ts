import type { DoneBytes, HalError } from "../../hal/errors.js";
import { SLOT_PIK, SLOT_TDK } from "../../hal/secure.js";
import type { SecureModule } from "../../hal/secure.js";
import { assert } from "../core/assert.js";
import { arrayToBytes, bytesToArray } from "../core/bytes.js";
import { desBlock, desSchedule } from "./des.js";
import { packPinBlock } from "./pin-block.js";
import { trackBlock, trackField, trackWithBlock } from "./track-cipher.js";

// The one place that keeps what a card and its holder told us, from the swipe to the end of the sale. Arrays, because a
// text cannot be overwritten: wipe() leaves nothing but what the interpreter's own garbage still holds.

const PIN_DIGITS_MAX = 12;

let pan: Uint8Array | null = null;
let track2: Uint8Array | null = null;
let track3: Uint8Array | null = null;
/** A payment code, or the account that a transfer goes to. */
let other: Uint8Array | null = null;
const pin = new Uint8Array(PIN_DIGITS_MAX);
let pinLength = 0;

function text(kept: Uint8Array | null): string {
  return kept === null ? "" : arrayToBytes(kept);
}

/** Forget card and PIN: every byte is overwritten. */
export function vaultWipe(): void {
  for (const kept of [pan, track2, track3, other, pin]) if (kept !== null) kept.fill(0);
  pan = track2 = track3 = other = null;
  pinLength = 0;
}

/** True when nothing of a card or a PIN is here. */
export function vaultEmpty(): boolean {
  return pan === null && other === null && pinLength === 0;
}

/**
 * Keep a card in place of any other.
 * @param fullPan  Digits.  @param fullTrack2  Digits and `=`, without sentinels; empty for a card that was typed.  @param fullTrack3  The same, empty when there was none.
 */
export function vaultTakeCard(fullPan: string, fullTrack2: string, fullTrack3: string): void {
  vaultWipe();
  pan = bytesToArray(fullPan);
  track2 = bytesToArray(fullTrack2);
  track3 = bytesToArray(fullTrack3);
}

/** The whole number of a card that has no track because it was typed; empty when one was read. For the one call that builds a request. */
export function vaultKeyed(): string {
  return track2 !== null && track2.length === 0 ? text(pan) : "";
}

/** Keep what else must not be kept anywhere: a payment code, the number of a payee. Beside a card, in place of what was kept so before. */
export function vaultTakeOther(bytes: string): void {
  if (other !== null) other.fill(0);
  other = bytesToArray(bytes);
}

/** What {@link vaultTakeOther} kept; empty for nothing. For the one call that builds a request. */
export function vaultOther(): string {
  return text(other);
}

/** Take one more PIN digit; past the twelfth it is dropped. @param digit  0-9. @returns how many there are now. */
export function vaultPinDigit(digit: number): number {
  if (pinLength < PIN_DIGITS_MAX) pin[pinLength++] = digit;
  return pinLength;
}

/** Forget the PIN digits. */
export function vaultPinErase(): void {
  pin.fill(0);
  pinLength = 0;
}

export function vaultPinLength(): number {
  return pinLength;
}

/** Whether the digits typed are `code`, such as a supervisor's. They are forgotten, whatever comes of it. */
export function vaultPinIs(code: string): boolean {
  let good = pinLength === code.length;
  for (let at = 0; at < pinLength; at++) if (code.charCodeAt(at) - 48 !== pin[at]) good = false;
  vaultPinErase();
  return good;
}

/** TDES runs of {@link vaultPinStretch}: what half a second of a board's interpreter does (docs/adr/0014). */
const STRETCH_RUNS = 12;

/**
 * What is kept of a password in place of it: the salt, encrypted over and over under a key made of the digits, 8 bytes. The digits stay.
 * @param salt  8 bytes.  @param number  The operator's, so that two with one password and one salt are not alike.
 */
export function vaultPinStretch(salt: string, number: number): string {
  const key = new Uint8Array(16);
  const block = new Int32Array(bytesToArray(salt).buffer);
  // DES does not look at the lowest bit of a byte; zero is no digit.
  for (let at = 0; at < pinLength; at++) key[at] = ((pin[at] as number) + 1) << 1;
  key[PIN_DIGITS_MAX] = pinLength << 1;
  key[PIN_DIGITS_MAX + 1] = number << 1;
  const schedule = desSchedule(new Int32Array(key.buffer));
  key.fill(0);
  for (let run = 0; run < STRETCH_RUNS; run++) desBlock(schedule, block, 0, false);
  schedule.fill(0);
  return arrayToBytes(new Uint8Array(block.buffer));
}

/**
 * Encrypted PIN block, field 52: ISO 9564 format 0 under the PIK. The PIN is forgotten at once, whatever comes of it.
 * @param withPan  False builds UnionPay's variant without the PAN (field 53.1 = 1).
 * Errors: those of {@link SecureModule.encrypt}. A PIN of fewer than 4 digits or no card is a caller's bug ("pinBlock.pin", "pinBlock.pan").
 * Source: PAYMENTS 2.1 and 2.3.
 */
export function vaultPinBlock(secure: SecureModule, withPan: boolean, done: DoneBytes): void {
  const block = new Uint8Array(8);
  assert(!withPan || pan !== null, "pinBlock.pan");
  packPinBlock(0, pin.subarray(0, pinLength), withPan ? text(pan) : "", null, block);
  const clear = arrayToBytes(block);
  block.fill(0);
  vaultPinErase();
  secure.encrypt(SLOT_PIK, clear, done);
}

/** Tracks as fields 35 and 36 carry them, both empty after an error; `field36` is empty when there was no third track. */
export type DoneTracks = (error: HalError | null, field35: string, field36: string) => void;

/**
 * Fields 35 and 36 of a request.
 * @param encrypt  True puts one block of each track under the TDK; false only turns `=` into `D`, and `done` runs before the call returns, as it does for a card that was typed: both are empty.
 * Errors: those of {@link SecureModule.encrypt}. Source: PAYMENTS 3.2.
 */
export function vaultTrackCipher(secure: SecureModule, encrypt: boolean, done: DoneTracks): void {
  const field35 = trackField(text(track2));
  const field36 = trackField(text(track3));
  assert(track2 !== null, "vault.track2");
  if (!encrypt || field35 === "") {
    done(null, field35, field36);
    return;
  }
  // Both blocks go in one call: the module takes one at a time, and ECB keeps them apart.
  secure.encrypt(SLOT_TDK, trackBlock(field35) + (field36.length > 0 ? trackBlock(field36) : ""), function (error, blocks) {
    if (error !== null) done(error, "", "");
    else done(null, trackWithBlock(field35, blocks.substr(0, 8)), field36.length > 0 ? trackWithBlock(field36, blocks.substr(8)) : "");
  });
}
