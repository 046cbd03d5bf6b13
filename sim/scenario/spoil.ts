import { crc32 } from "../crc32.js";
import type { SimStorage } from "../storage.js";

/** What a journal's medium may be made to hold: bytes of somebody else, or the same records in an earlier version of the format. */
export const HOLDINGS = ["foreign", "older"] as const;
export type Holding = (typeof HOLDINGS)[number];

/** docs/JOURNAL-SPEC.md, "The slot". */
const SLOT_BYTES = 100;
const VERSION_AT = 3;
const CRC_AT = 94;
const FOREIGN = Buffer.from("Somebody else's file system begins like this. ", "latin1");

/** Each medium as it was left when it was spoilt last. */
const left = new WeakMap<SimStorage, Uint8Array>();

function leave(medium: SimStorage, image: Uint8Array): void {
  medium.restore(image);
  left.set(medium, image.slice());
}

/** Turn one bit of the byte at an address, as a cell that loses its charge does. */
export function rot(medium: SimStorage, address: number): void {
  const image = medium.snapshot();
  if (address >= image.length) throw new Error("rot: the medium has " + image.length + " bytes");
  image[address]! ^= 4;
  leave(medium, image);
}

/** Put other bytes in place of a journal. */
export function hold(medium: SimStorage, holding: Holding): void {
  const image = medium.snapshot();
  if (holding === "foreign") for (let at = 0; at < image.length; at++) image[at] = FOREIGN[at % FOREIGN.length]!;
  else for (const at of slotsOf(medium, image.length)) age(image, at);
  leave(medium, image);
}

/** True when nothing was written since the medium was spoilt. */
export function untouched(medium: SimStorage): boolean {
  const then = left.get(medium);
  if (then === undefined) throw new Error("untouched: the medium was not spoilt before");
  return Buffer.from(then).equals(Buffer.from(medium.snapshot()));
}

function* slotsOf(medium: SimStorage, sizeBytes: number): Iterable<number> {
  const row = medium.geometry.eraseBytes || sizeBytes;
  for (let start = 0; start < sizeBytes; start += row) for (let at = start; at + SLOT_BYTES <= start + row; at += SLOT_BYTES) yield at;
}

/** A record becomes one of version 0, its CRC right. */
function age(image: Uint8Array, at: number): void {
  const slot = image.subarray(at, at + SLOT_BYTES);
  if (slot.every((byte) => byte === slot[0])) return;
  slot[VERSION_AT] = 0;
  new DataView(image.buffer, image.byteOffset + at).setUint32(CRC_AT, crc32(slot.subarray(0, CRC_AT)), true);
}
