// Written from docs/JOURNAL-SPEC.md alone. It shares nothing with firmware/, so that an error there is not repeated here.

export interface ReadTransaction {
  kind: number; state: number; flags: number; tries: number; operator: string; stan: number; batch: number; amount: number; time: number; pan: string;
  expiry: string; entryMode: string; settleDate: string; issuer: string; acquirer: string; scheme: string; rrn: string; authCode: string; respCode: string; reason: string; origin: string; extra: string;
}
export interface ReadJournal { stan: number; batch: number; phase: number; transactions: ReadTransaction[]; last: ReadTransaction | null; damaged: boolean }

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) rest = (rest >>> 8) ^ table[(rest ^ bytes[at]!) & 255]!;
  return ~rest >>> 0;
}

/** State of a transaction that holds. */
export const APPROVED = 2;

/** Whether a request may be open or a reversal of it is owed (states 1 and 5). */
export const isOwing = (one: ReadTransaction): boolean => one.state === 1 || one.state === 5;

/** Whether there is one of those. */
export function isOwed(journal: ReadJournal): boolean {
  return journal.transactions.some(isOwing);
}

/** Whether it was given up, cleared by a supervisor or not (states 8 and 7): nobody at the terminal can know what the host has. */
export const isGivenUp = (one: ReadTransaction): boolean => one.state === 7 || one.state === 8;

/** Whether a transaction was given up and nobody has cleared it (state 7). */
export function isStuck(journal: ReadJournal): boolean {
  return journal.transactions.some((one) => one.state === 7);
}

export const SLOT_BYTES = 100;

/** Whether a slot says anything at all. */
export const isGoodSlot = (slot: Buffer): boolean => crc32(slot.subarray(0, 94)) === slot.readUInt32LE(94) && slot.readUInt16BE(2) === 0x5001;

/** Where the slots begin that hold bytes from `from` to `to`. @param blockBytes  Erase block of a NOR medium; 0 for FRAM. */
export function slotsIn(sizeBytes: number, blockBytes: number, from: number, to: number): number[] {
  const block = blockBytes || sizeBytes;
  const found: number[] = [];
  for (let start = from - (from % block); start < to; start += block) {
    for (let at = start; at + SLOT_BYTES <= start + block; at += SLOT_BYTES) if (at < to && at + SLOT_BYTES > from) found.push(at);
  }
  return found;
}

/** One slot by itself. `says` is what its bytes mean if they are a transaction's. */
interface Slot {
  good: boolean; number: number; older: number; tail: number; sum: number; stan: number; batch: number; present: number; last: number; phase: number;
  kind: number; member: number; whose: string; refersTo: string; beside: string; says: ReadTransaction;
}

function readSlot(slot: Buffer): Slot {
  const digits = (value: number): string => String(value).slice(1);
  const text = (at: number, length: number): string => slot.toString("latin1", at, at + length).replace(/\0+$/, "");
  const panDigits = String(slot.readUIntBE(48, 5)).padStart(10, "0");
  return {
    good: isGoodSlot(slot),
    number: slot.readUInt16BE(4) * 65536 + slot.readUInt16BE(0), older: slot.readUInt16BE(6), tail: slot[8]!, sum: slot.readUInt16BE(9),
    stan: slot.readUIntBE(11, 3), batch: slot.readUIntBE(14, 3), present: slot.readUInt16BE(17), last: slot.readUInt16BE(19), phase: slot[21]!,
    kind: slot[22]!, member: slot.readUInt16BE(23), whose: slot.toString("hex", 29, 35), refersTo: slot.toString("latin1", 35, 69), beside: text(35, 59),
    says: {
      kind: slot[22]!, state: slot[25]!, flags: slot[26]!, tries: slot[27]!, operator: digits(slot[28]!), stan: slot.readUIntBE(29, 3), batch: slot.readUIntBE(32, 3),
      amount: parseInt(text(35, 8), 36), time: slot.readUInt32BE(43), pan: slot[47] ? panDigits.slice(0, 6).padEnd(slot[47] - 4, "*") + panDigits.slice(6) : "",
      expiry: digits(slot.readUInt16BE(53)), entryMode: digits(slot.readUInt16BE(55)), settleDate: digits(slot.readUInt16BE(57)),
      issuer: digits(slot.readUIntBE(59, 5)), acquirer: digits(slot.readUIntBE(64, 5)), scheme: text(69, 3), rrn: text(72, 12), authCode: text(84, 6), respCode: text(90, 2), reason: text(92, 2), origin: "", extra: "",
    },
  };
}

/** Slots read before, by their bytes: of two media that are looked at one after the other nearly all slots are the same. */
const known = new Map<string, Slot>();
const KNOWN_MAX = 4096;

function slotOf(bytes: Buffer): Slot {
  const text = bytes.toString("latin1");
  let slot = known.get(text);
  if (slot === undefined) {
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(text, slot = readSlot(bytes));
  }
  return slot;
}

/** The medium looked at last, as words, and its slots. */
let last: { words: Uint32Array; blockBytes: number; slots: Slot[]; journal: ReadJournal | null } = { words: new Uint32Array(0), blockBytes: 0, slots: [], journal: null };
const SLOT_WORDS = SLOT_BYTES / 4;

/** Read again what is not as it was when {@link readJournal} looked last. */
function slotsOf(image: Uint8Array, blockBytes: number): Slot[] {
  const words = new Uint32Array(image.buffer, image.byteOffset, image.length >> 2);
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.length);
  if (last.words.length !== words.length || last.blockBytes !== blockBytes) last = { words: new Uint32Array(words.length), blockBytes, slots: [], journal: null };
  const perBlock = Math.floor((blockBytes || image.length) / SLOT_BYTES);
  const count = perBlock * (blockBytes ? image.length / blockBytes : 1);
  for (let n = 0; n < count; n++) {
    const at = (Math.floor(n / perBlock) * blockBytes + (n % perBlock) * SLOT_BYTES) >> 2;
    let same = 0;
    while (same < SLOT_WORDS && last.words[at + same] === words[at + same]) same++;
    if (same === SLOT_WORDS && last.slots.length > n) continue;
    last.words.set(words.subarray(at, at + SLOT_WORDS), at);
    last.slots[n] = slotOf(bytes.subarray(at * 4, at * 4 + SLOT_BYTES));
    last.journal = null;
  }
  return last.slots;
}

/** What a medium holds. Not to be changed: the same answer serves for a medium that did not change. @param blockBytes  Erase block of a NOR medium; 0 for FRAM. */
export function readJournal(image: Uint8Array, blockBytes: number): ReadJournal {
  const slots = slotsOf(image, blockBytes);
  return last.journal ??= readSlots(slots, Math.floor((blockBytes || image.length) / SLOT_BYTES), blockBytes ? image.length / blockBytes : 1);
}

/** The rules of the document over all slots of a medium. @param perBlock  Slots of a block. */
function readSlots(slots: readonly Slot[], perBlock: number, blocks: number): ReadJournal {
  const newest = slots.reduce((best, slot, n) => (slot.good && (best < 0 || slot.number > slots[best]!.number) ? n : best), -1);
  if (newest < 0) return { stan: 0, batch: 1, phase: 0, transactions: [], last: null, damaged: false };
  const head = slots[newest]!;
  const { tail, last: lastSlot } = head;
  const reach = (Math.floor(newest / perBlock) - tail + blocks) % blocks;
  const counts = (n: number): boolean => slots[n]?.good === true && (Math.floor(n / perBlock) - tail + blocks) % blocks <= reach;
  const replaced = new Set<number>();
  slots.forEach((slot, n) => {
    if (slot.older !== 0xffff && counts(n) && counts(slot.older) && slots[slot.older]!.number < slot.number) replaced.add(slot.older);
  });
  const live = slots.filter((slot, n) => slot.kind !== 0 && counts(n) && !replaced.has(n) && (n === lastSlot || slot.member === head.present));
  const lastLost = lastSlot !== 0xffff && slots[lastSlot]?.good !== true;
  // A slot of kind 255 says what the transaction with its trace and batch refers to.
  const origins = new Map(live.filter((slot) => slot.kind === 255).map((slot) => [slot.whose, slot.refersTo]));
  // One of kind 254 says what it has beside its fields; of several the longest counts.
  const extras = new Map<string, string>();
  for (const slot of live) if (slot.kind === 254 && slot.beside.length > (extras.get(slot.whose) ?? "").length) extras.set(slot.whose, slot.beside);
  const sum = live.reduce((total, slot) => total + slot.number, 0) % 65536;
  const read = (slot: Slot): ReadTransaction => ({ ...slot.says, origin: slot.says.flags & 32 ? origins.get(slot.whose) ?? "" : "", extra: slot.says.flags & 64 ? extras.get(slot.whose) ?? "" : "" });
  return {
    stan: head.stan, batch: head.batch, phase: head.phase, damaged: lastLost || sum !== head.sum,
    transactions: live.filter((slot) => slot.kind < 254 && slot.member === head.present).map(read), last: lastSlot === 0xffff || lastLost ? null : read(slots[lastSlot]!),
  };
}
