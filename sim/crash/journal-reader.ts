// Written from docs/JOURNAL-SPEC.md alone. It shares nothing with firmware/, so that an error there is not repeated here.

export interface ReadTransaction {
  kind: number; state: number; flags: number; tries: number; operator: string; stan: number; batch: number; amount: number; time: number; pan: string;
  expiry: string; entryMode: string; settleDate: string; issuer: string; acquirer: string; scheme: string; rrn: string; authCode: string; respCode: string; reason: string; origin: string;
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

/** Whether a request may be open or a reversal is owed (states 1 and 5). */
export function isOwed(journal: ReadJournal): boolean {
  return journal.transactions.some((one) => one.state === 1 || one.state === 5);
}

/** @param blockBytes  Erase block of a NOR medium; 0 for FRAM. */
export function readJournal(image: Uint8Array, blockBytes: number): ReadJournal {
  const bytes = Buffer.from(image);
  const perBlock = Math.floor((blockBytes || bytes.length) / 100);
  const blocks = blockBytes ? bytes.length / blockBytes : 1;
  const slots = Array.from({ length: perBlock * blocks }, (_, n) => {
    const at = Math.floor(n / perBlock) * blockBytes + (n % perBlock) * 100;
    return bytes.subarray(at, at + 100);
  });
  const good = slots.map((slot) => crc32(slot.subarray(0, 94)) === slot.readUInt32LE(94) && slot.readUInt16BE(2) === 0x5001);
  const number = (n: number): number => slots[n]!.readUInt16BE(4) * 65536 + slots[n]!.readUInt16BE(0);
  const newest = slots.reduce((best, _slot, n) => (good[n] && (best < 0 || number(n) > number(best)) ? n : best), -1);
  if (newest < 0) return { stan: 0, batch: 1, phase: 0, transactions: [], last: null, damaged: false };
  const head = slots[newest]!;
  const tail = head[8]!;
  const reach = (Math.floor(newest / perBlock) - tail + blocks) % blocks;
  const counts = (n: number): boolean => good[n]! && (Math.floor(n / perBlock) - tail + blocks) % blocks <= reach;
  const replaced = new Set<number>();
  slots.forEach((slot, n) => {
    const older = slot.readUInt16BE(6);
    if (counts(n) && older !== 0xffff && counts(older) && number(older) < number(n)) replaced.add(older);
  });
  const last = head.readUInt16BE(19);
  const live = slots.map((_, n) => n).filter((n) => counts(n) && !replaced.has(n) && slots[n]![22] !== 0 && (n === last || slots[n]!.readUInt16BE(23) === head.readUInt16BE(17)));
  const lastLost = last !== 0xffff && good[last] !== true;
  // A slot of kind 255 says what the transaction with its trace and batch refers to.
  const origins = new Map(live.filter((n) => slots[n]![22] === 255).map((n) => [slots[n]!.toString("hex", 29, 35), slots[n]!.toString("latin1", 35, 69)]));
  const sum = live.reduce((total, n) => total + number(n), 0) % 65536;
  const digits = (value: number): string => String(value).slice(1);
  const read = (n: number): ReadTransaction => {
    const slot = slots[n]!;
    const text = (at: number, length: number): string => slot.toString("latin1", at, at + length).replace(/\0+$/, "");
    const panDigits = String(slot.readUIntBE(48, 5)).padStart(10, "0");
    return {
      kind: slot[22]!, state: slot[25]!, flags: slot[26]!, tries: slot[27]!, operator: digits(slot[28]!), stan: slot.readUIntBE(29, 3), batch: slot.readUIntBE(32, 3),
      amount: parseInt(text(35, 8), 36), time: slot.readUInt32BE(43), pan: slot[47] ? panDigits.slice(0, 6).padEnd(slot[47] - 4, "*") + panDigits.slice(6) : "",
      expiry: digits(slot.readUInt16BE(53)), entryMode: digits(slot.readUInt16BE(55)), settleDate: digits(slot.readUInt16BE(57)),
      issuer: digits(slot.readUIntBE(59, 5)), acquirer: digits(slot.readUIntBE(64, 5)), scheme: text(69, 3), rrn: text(72, 12), authCode: text(84, 6), respCode: text(90, 2), reason: text(92, 2),
      origin: slot[26]! & 32 ? origins.get(slot.toString("hex", 29, 35)) ?? "" : "",
    };
  };
  return {
    stan: head.readUIntBE(11, 3), batch: head.readUIntBE(14, 3), phase: head[21]!, damaged: lastLost || sum !== head.readUInt16BE(9),
    transactions: live.filter((n) => slots[n]![22] !== 255 && slots[n]!.readUInt16BE(23) === head.readUInt16BE(17)).map(read), last: last === 0xffff || lastLost ? null : read(last),
  };
}
