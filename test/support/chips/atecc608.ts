import assert from "node:assert/strict";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { bytesOfParts, type I2CBusLike } from "./bus.js";

/**
 * An ATECC608 on an I2C bus, as strict as its papers: it answers nobody while it sleeps or works, fails on a byte or a moment that is not in
 * them, and falls asleep by its watchdog. Sources: Microchip DS20005927 (I2C, wake, CRC, configuration zone) and the opcodes and times of
 * cryptoauthlib's calib_command.h and calib_execution.c.
 */
export interface Atecc608 {
  bus: I2CBusLike;
  /** Time in seconds, which bus and looks at it move on: put it in place of the interpreter's `getTime`. */
  seconds(): number;
  gone: boolean;
  /** So many answers from now on are harmed on the wire. */
  harm: number;
  /** So many commands from now on arrive with a bit changed. */
  mishear: number;
  /** It works and never gets ready. */
  stuck: boolean;
  configLocked: boolean;
  dataLocked: boolean;
  revision: number;
  keyType: number;
  aesEnabled: boolean;
  /** Key of slot 9; nobody outside sees it. */
  key: Buffer;
  /** Codes of the commands that were carried out. */
  done: number[];
  watchdogFired: number;
}

const AES_SLOT = 9;
const EXECUTE_US = new Map([[0x02, 5000], [0x1b, 23000], [0x30, 5000], [0x51, 27000]]);
const WATCHDOG_US = 700_000;

/** Bit by bit, as the datasheet draws it: polynomial 0x8005, from zero, low bits of a byte first. */
function crcOf(bytes: Uint8Array): [number, number] {
  let register = 0;
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const differ = ((byte >> bit) & 1) !== register >> 15;
      register = (register << 1) & 0xffff;
      if (differ) register ^= 0x8005;
    }
  }
  return [register & 255, register >> 8];
}

function framed(body: readonly number[]): number[] {
  const frame = [body.length + 3, ...body];
  return [...frame, ...crcOf(Uint8Array.from(frame))];
}

export function createAtecc608(bitrate = 100_000, address = 0x60): Atecc608 {
  let us = 1_000_000;
  let state: "asleep" | "woken" | "awake" = "asleep";
  let wokenAt = 0, readyAt = 0, said = false;
  let output: number[] = [];
  const pass = (bytes: number): void => { us += (bytes + 1) * 9 * 1_000_000 / bitrate; };
  const nobody = (): never => { throw new Error("I2C device did not acknowledge"); };
  function listen(): void {
    if (chip.gone) nobody();
    if (state !== "asleep" && us - wokenAt > WATCHDOG_US) {
      state = "asleep";
      chip.watchdogFired++;
    }
    if (state === "asleep" || us < readyAt || chip.stuck && output.length > 0 && state === "awake") nobody();
  }
  function config(word: number): number[] {
    if (word === 0x15) return [0, 0, chip.dataLocked ? 0 : 0x55, chip.configLocked ? 0 : 0x55];
    if (word === 24 + (AES_SLOT >> 1)) return [0x33, 0, chip.keyType << 2, 0];
    return assert.fail("read of configuration word " + word);
  }
  function aes(mode: number, data: Uint8Array): number[] {
    assert.ok(mode === 0 || mode === 1, "AES mode " + mode);
    assert.equal(data.length, 16);
    if (!chip.aesEnabled || chip.keyType !== 6) return [0x0f];
    const cipher = mode === 0 ? createCipheriv("aes-128-ecb", chip.key, null) : createDecipheriv("aes-128-ecb", chip.key, null);
    return [...cipher.setAutoPadding(false).update(data)];
  }
  function obey(frame: Uint8Array): number[] {
    assert.equal(frame[0], frame.length, "count");
    const crc = crcOf(frame.subarray(0, -2));
    if (frame.at(-2) !== crc[0] || frame.at(-1) !== crc[1]) return [0xff];
    const [, code, mode] = frame as unknown as [number, number, number];
    const parameter = frame[3]! + frame[4]! * 256;
    const data = frame.subarray(5, -2);
    if (code !== 0x51) assert.equal(data.length, 0, "data of command " + code);
    chip.done.push(code);
    if (code === 0x30) { assert.deepEqual([mode, parameter], [0, 0]); return [0, 0, chip.revision, 2]; }
    if (code === 0x02) { assert.equal(mode, 0); return config(parameter); }
    if (code === 0x1b) { assert.deepEqual([mode, parameter], [0, 0]); return chip.configLocked ? [...randomBytes(32)] : Array.from({ length: 32 }, (_none, index) => (index & 2) === 0 ? 255 : 0); }
    if (code === 0x51) { assert.equal(parameter, AES_SLOT); assert.ok(chip.dataLocked, "AES before the data zone is locked"); return aes(mode, data); }
    return assert.fail("command " + code);
  }
  const chip: Atecc608 = {
    gone: false, harm: 0, mishear: 0, stuck: false, configLocked: true, dataLocked: true, revision: 0x60, keyType: 6, aesEnabled: true,
    key: Buffer.from("000102030405060708090A0B0C0D0E0F", "hex"), done: [], watchdogFired: 0,
    seconds() {
      us += 20;
      return us / 1_000_000;
    },
    bus: {
      setup() {},
      writeTo(to, ...parts) {
        const at = typeof to === "number" ? to : to.address;
        const bytes = bytesOfParts(parts);
        if (at === 0) {
          // Eight zero bits: SDA is low for tWLO of 60 us only when the bus is slow enough.
          assert.ok(8_000_000 / bitrate >= 60, "wake pulse of " + 8_000_000 / bitrate + " us");
          pass(0);
          if (state === "asleep" && !chip.gone) {
            state = "woken";
            said = false;
            wokenAt = us;
            readyAt = us + 1500;
            output = [4, 0x11, 0x33, 0x43];
          }
          nobody();
        }
        assert.equal(at, address);
        pass(bytes.length);
        if (!chip.gone && state === "woken" && !said) assert.ok(us >= readyAt, "spoken to before tWHI");
        listen();
        if (bytes[0] !== 1) assert.equal(said, true, "a command before the last answer was read");
        if (bytes[0] === 1) {
          assert.equal(bytes.length, 1);
          state = "asleep";
          output = [];
          return;
        }
        assert.equal(bytes[0], 3, "word address " + bytes[0]);
        if (chip.mishear > 0 && chip.mishear-- > 0) bytes[4]! ^= 1;
        state = "awake";
        output = framed(obey(bytes.subarray(1)));
        said = false;
        readyAt = us + (EXECUTE_US.get(bytes[2]!) ?? 1000);
      },
      readFrom(at, length) {
        assert.equal(at, address);
        pass(chip.gone ? 0 : length);
        if (!chip.gone && state === "woken" && !said) assert.ok(us >= readyAt, "asked " + (us - wokenAt) + " us after the pulse, tWHI is 1500");
        listen();
        assert.equal(said, false, "nothing more to say");
        said = true;
        const answer = Uint8Array.from({ length }, (_none, index) => output[index] ?? 0xff);
        if (state === "awake" && chip.harm > 0 && chip.harm-- > 0) answer[2]! ^= 0x10;
        return answer;
      },
    },
  };
  return chip;
}
