import type { KeyStore } from "../secure.js";
import { noteLine } from "./diary-storage.js";

export interface AteccOptions {
  /** Set up already, at 100 kHz or less: the wake pulse is an address of zeros, which must hold SDA low for 60 us. */
  bus: I2CBus;
  /** 0x60 as the chip leaves its factory; 0x35 to 0x6A in ready-made variants. */
  address: number;
  /** Slot of the wrapping key: KeyType AES, secret, written or made once and locked. */
  slot: number;
  /** File of the wrapped key; the transport key's has `.kek` behind its name. */
  file: string;
}

export interface AteccKeyStore extends KeyStore {
  /** 32 bytes of the chip's generator; "" when it gives none. */
  random(): string;
}

// Numbers from Microchip's DS20005927 (ATECC508A, chapters "I2C Interface" and "General I/O Information", which the ATECC608 shares) and cryptoauthlib's calib_command.h and calib_execution.c (ATECC608).
const WAKE_MS = 2; // tWHI, 1500 us
const TRIES = 3;
/** Word addresses: what follows is a command; go to sleep and forget. */
const COMMAND = "\x03";
const SLEEP = "\x01";
/** What a chip that was just woken says. */
const AWAKE = "\x11";
const READ = 0x02, LOCKS_AT = 0x15, SLOT_TYPES_AT = 24;
const RANDOM = 0x1b;
const INFO = 0x30, REVISION = "\0\0\x60";
const AES = 0x51, AES_BACK = 1;
/** The slowest of them takes 27 ms; the chip is asked until then and a half more. */
const EXECUTE_MS = 45;
const LOCKED = "\0\0";
const KEY_TYPE_AES = 6;
/** A key of 16 bytes that was flashed as it is, with its check value; one of 24 has 8 more. Wrapped ones are 9 longer. */
const PLAIN_BYTES = 20;

/** Of polynomial 0x8005, four bits at a time; the low bits of a byte come first. */
const CRC_STEPS = new Uint16Array([0, 0x8005, 0x800f, 0x000a, 0x801b, 0x001e, 0x0014, 0x8011, 0x8033, 0x0036, 0x003c, 0x8039, 0x0028, 0x802d, 0x8027, 0x0022]);
const TURNED = new Uint8Array([0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15]);

/** CRC-16 of a frame as its last two bytes. Source: DS20005927, "CRC". */
export function ateccCrc(bytes: string): string {
  let crc = 0;
  for (const byte of new Uint8Array(E.toArrayBuffer(bytes))) {
    crc = ((crc << 4) & 0xffff) ^ CRC_STEPS[(crc >> 12) ^ TURNED[byte & 15]!]!;
    crc = ((crc << 4) & 0xffff) ^ CRC_STEPS[(crc >> 12) ^ TURNED[byte >> 4]!]!;
  }
  return String.fromCharCode(crc & 255, crc >> 8);
}

/** The first eight bytes of what RFC 3394 wraps, which tell on the way back whether all is well. */
const WRAP_START = "\xa6\xa6\xa6\xa6\xa6\xa6\xa6\xa6";
const WRAP_ROUNDS = 6;

/** Exclusive or of an 8-byte string's last byte; counts stay below 256 with the keys there are. */
function counted(head: string, count: number): string {
  return head.substr(0, 7) + String.fromCharCode(head.charCodeAt(7) ^ count);
}

/** Wrap 16 or 24 bytes; "" when the cipher does not answer. @param aes  One block through the chip's key. Source: RFC 3394, 2.2.1. */
export function wrapKey(aes: (block: string) => string, key: string): string {
  const parts: string[] = [];
  for (let at = 0; at < key.length; at += 8) parts.push(key.substr(at, 8));
  let head = WRAP_START;
  for (let step = 0; step < WRAP_ROUNDS * parts.length; step++) {
    const block = aes(head + parts[step % parts.length]!);
    if (block === "") return "";
    head = counted(block.substr(0, 8), step + 1);
    parts[step % parts.length] = block.substr(8);
  }
  return head + parts.join("");
}

/** The way back; "" when the cipher does not answer or this was wrapped under another key or changed since. Source: RFC 3394, 2.2.2. */
export function unwrapKey(aesBack: (block: string) => string, wrapped: string): string {
  const parts: string[] = [];
  for (let at = 8; at < wrapped.length; at += 8) parts.push(wrapped.substr(at, 8));
  let head = wrapped.substr(0, 8);
  for (let step = WRAP_ROUNDS * parts.length - 1; step >= 0; step--) {
    const block = aesBack(counted(head, step + 1) + parts[step % parts.length]!);
    if (block === "") return "";
    head = block.substr(0, 8);
    parts[step % parts.length] = block.substr(8);
  }
  return head === WRAP_START ? parts.join("") : "";
}

/** Milliseconds of waiting on the spot: at power-up nothing else runs, and the chip's pauses are shorter than a timer's turn. */
function rest(ms: number): void {
  const end = getTime() + ms / 1000;
  let now = getTime();
  while (now < end) now = getTime();
}

/** Commands to the chip. Each wakes it and puts it to sleep again, so that its watchdog of 0.7 s never falls into the middle of one. */
function ateccTalk(options: AteccOptions, trouble: (what: string) => void) {
  const bus = options.bus;
  /** What the chip sends, without its frame; "" when that came damaged, null when it does not acknowledge: asleep, at work or not there. */
  const hear = function (length: number): string | null {
    let frame = "";
    try {
      frame = E.toString(bus.readFrom(options.address, length));
    } catch (_thrown) {
      return null;
    }
    const count = frame.charCodeAt(0);
    // A status is four bytes, also where more was asked for.
    if (count < 4 || count > length) return "";
    return ateccCrc(frame.substr(0, count - 2)) === frame.substr(count - 2, 2) ? frame.substr(1, count - 3) : "";
  };
  const wake = function (): boolean {
    try {
      bus.writeTo(0, "\0");
    } catch (_thrown) {
      // Nobody has this address: the pulse is all that it is for.
    }
    rest(WAKE_MS);
    return hear(4) === AWAKE;
  };
  const once = function (frame: string, length: number): string {
    let got: string | null = null;
    try {
      if (wake()) {
        bus.writeTo(options.address, COMMAND + frame);
        const end = getTime() + EXECUTE_MS / 1000;
        while (got === null && getTime() < end) {
          rest(1);
          got = hear(length + 3);
        }
      }
      // Also one that a reset of the board left awake: only a sleeper hears the next pulse.
      bus.writeTo(options.address, SLEEP);
    } catch (_thrown) {
      // Not there, or still at work: its watchdog puts it to sleep.
    }
    return got === null ? "" : got;
  };
  return function (code: number, mode: number, parameter: number, more: string, length: number): string {
    const start = String.fromCharCode(more.length + 7, code, mode, parameter & 255, parameter >> 8) + more;
    const frame = start + ateccCrc(start);
    let got = "";
    for (let turn = 0; turn < TRIES && got.length !== length; turn++) got = once(frame, length);
    if (got.length === length) return got;
    if (got === "") trouble("no answer; look at its wires, its address and the speed of its bus");
    else trouble("command " + code.toString(16) + " refused with " + got.charCodeAt(0).toString(16));
    return "";
  };
}

/**
 * The keys at rest behind a Microchip ATECC608: it has AES but no DES, so the TMK is wrapped (RFC 3394) under an AES key that is inside the
 * chip and never leaves it; what lies in flash is of no use without this very chip. The clear TMK is in RAM while the terminal runs, and
 * passes the two wires to the chip at power-up: docs/adr/0025, SECURITY.md. A plain key
 * file that somebody flashed is wrapped at its first reading; what Storage leaves of it goes with the next compaction.
 */
export function ateccKeyStore(options: AteccOptions): AteccKeyStore {
  const storage = require("Storage");
  let told = "";
  const trouble = function (what: string): void {
    if (what !== told) {
      print("secure element: " + what);
      noteLine("secure element: " + what);
    }
    told = what;
  };
  const talk = ateccTalk(options, trouble);
  /** Known once it is good; a chip that was missing may be there the next time. */
  let fit = false;
  const ready = function (): boolean {
    if (fit) return true;
    const revision = talk(INFO, 0, 0, "", 4);
    if (revision === "") return false;
    if (revision.substr(0, 3) !== REVISION) {
      trouble("is no ATECC608");
      return false;
    }
    const locks = talk(READ, 0, LOCKS_AT, "", 4);
    const types = talk(READ, 0, SLOT_TYPES_AT + (options.slot >> 1), "", 4);
    if (locks === "" || types === "") return false;
    if (locks.substr(2) !== LOCKED) trouble("is not locked; configure it and lock both zones first (docs/BUILD-ONE.md)");
    else if (((types.charCodeAt((options.slot & 1) * 2) >> 2) & 7) !== KEY_TYPE_AES) trouble("slot " + options.slot + " is not for an AES key");
    else fit = true;
    return fit;
  };
  const forth = function (block: string): string { return talk(AES, 0, options.slot, block, 16); };
  const back = function (block: string): string { return talk(AES, AES_BACK, options.slot, block, 16); };
  /** Key and check value as they lie in flash, the check value as it is. */
  const keep = function (file: string, bytes: string): boolean {
    const length = bytes.length - 4;
    const wrapped = ready() ? wrapKey(forth, bytes.substr(0, length)) : "";
    if (wrapped === "") return false;
    try {
      return storage.write(file, "W" + wrapped + bytes.substr(length));
    } catch (_thrown) {
      trouble("Storage takes no key");
      return false;
    }
  };
  const read = function (file: string): string {
    const text = (storage.read(file) || "") + "";
    if (text === "") return "";
    if (text.length === PLAIN_BYTES || text.length === PLAIN_BYTES + 8) return keep(file, text) ? text : "";
    const wrapped = text.substr(1, text.length - 5);
    told = "";
    const key = ready() ? unwrapKey(back, wrapped) : "";
    if (key === "" && told === "") trouble("the stored key is not this chip's");
    return key === "" ? "" : key + text.substr(text.length - 4);
  };
  return {
    inChip: true,
    random: function (): string { return ready() ? talk(RANDOM, 0, 0, "", 32) : ""; },
    readTmk: function (): string { return read(options.file); },
    writeTmk: function (bytes: string): void { if (!keep(options.file, bytes)) storage.erase(options.file); },
    eraseTmk: function (): void { storage.erase(options.file); },
    readTransport: function (): string { return read(options.file + ".kek"); },
  };
}
