// A second SecureModule, on node:crypto: it shares no line of cipher with firmware/secure/soft-module.ts, so each checks the other.
import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Clock } from "../hal/clock.js";
import type { DoneBytes, HalError } from "../hal/errors.js";
import { type KeyStore, MAC_CUP, MAC_X919, type SecureModule, SLOT_MAK, SLOT_PIK, SLOT_TDK, SLOT_TMK } from "../hal/secure.js";

const ZERO = Buffer.alloc(8);

/** 8, 16 or 24 bytes to the 24 of des-ede3: K K K, K1 K2 K1 or K1 K2 K3. OpenSSL 3 has no single DES by default. */
function tripleKey(key: Buffer): Buffer {
  return Buffer.concat([key, key, key]).subarray(0, 24);
}

/** DES or TDES in ECB over whole blocks. */
export function opensslEcb(key: Buffer, blocks: Buffer, backward: boolean): Buffer {
  const cipher = (backward ? createDecipheriv : createCipheriv)("des-ede3", tripleKey(key), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(blocks), cipher.final()]);
}

function xor(a: Buffer, b: Buffer): Buffer {
  return Buffer.from(a.map((byte, at) => byte ^ (b[at] as number)));
}

/**
 * MAC of a message; see {@link SecureModule.mac}. Written from the standards' texts, step by step.
 * Source: PAYMENTS 4.1; ISO/IEC 9797-1, 7.2 and 7.4.
 */
export function opensslMac(algorithm: number, key: Buffer, bytes: Buffer): Buffer {
  const padded = Buffer.concat([bytes, Buffer.alloc(bytes.length === 0 ? 8 : -bytes.length & 7)]);
  const blocks: Buffer[] = [];
  for (let at = 0; at < padded.length; at += 8) blocks.push(padded.subarray(at, at + 8));
  const left = key.subarray(0, 8);
  if (algorithm === MAC_CUP) {
    const folded = Buffer.from(blocks.reduce(xor).toString("hex").toUpperCase(), "latin1");
    const first = opensslEcb(left, folded.subarray(0, 8), false);
    return Buffer.from(opensslEcb(left, xor(first, folded.subarray(8)), false).toString("hex").toUpperCase().slice(0, 8), "latin1");
  }
  const chained = blocks.reduce((previous, block) => opensslEcb(left, xor(previous, block), false), ZERO);
  if (algorithm !== MAC_X919) return chained;
  return opensslEcb(left, opensslEcb(key.subarray(8, 16), chained, true), false);
}

/** As {@link softModule}, with the ciphers of OpenSSL. */
export function opensslModule(keyStore: KeyStore, clock: Clock): SecureModule {
  const slots = new Map<number, Buffer>();
  let busy = false;

  /** Do one piece of work, or say `notReady` while another waits for its answer. Work throws the word of its error. */
  function answer(done: DoneBytes, work: () => Buffer): void {
    if (busy) {
      clock.after(0, () => done("notReady", ""));
      return;
    }
    let error: HalError | null = null;
    let bytes = "";
    busy = true;
    try {
      bytes = work().toString("latin1");
    } catch (thrown) {
      if (typeof thrown !== "string") throw thrown;
      error = thrown as HalError;
    }
    clock.after(0, () => {
      busy = false;
      done(error, bytes);
    });
  }
  function keyFor(slot: number, allowed: boolean): Buffer {
    const key = slots.get(slot);
    if (key === undefined || !allowed) throw "badKey";
    return key;
  }
  function kcv(key: Buffer): string {
    return opensslEcb(key, ZERO, false).toString("latin1", 0, 4);
  }
  function tmk(): Buffer {
    const stored = Buffer.from(keyStore.readTmk(), "latin1");
    if (!slots.has(SLOT_TMK) && (stored.length === 20 || stored.length === 28)) {
      const key = stored.subarray(0, -4);
      if (kcv(key) === stored.toString("latin1", key.length)) slots.set(SLOT_TMK, key);
    }
    return keyFor(SLOT_TMK, true);
  }

  return {
    unwrap: (slot, wrapped, check, done) => answer(done, () => {
      if (![SLOT_PIK, SLOT_MAK, SLOT_TDK].includes(slot)) throw "badKey";
      slots.delete(slot);
      if (![8, 16, 24].includes(wrapped.length)) throw "badLength";
      const key = opensslEcb(tmk(), Buffer.from(wrapped, "latin1"), true);
      if (kcv(key) !== check) throw "badKey";
      slots.set(slot, key);
      return Buffer.alloc(0);
    }),
    encrypt: (slot, blocks, done) => answer(done, () => {
      const key = keyFor(slot, slot === SLOT_PIK || slot === SLOT_TDK);
      if (blocks.length === 0 || blocks.length % 8 !== 0) throw "badLength";
      return opensslEcb(key, Buffer.from(blocks, "latin1"), false);
    }),
    mac: (slot, algorithm, bytes, done) => answer(done, () => {
      const key = keyFor(slot, slot === SLOT_MAK);
      if (algorithm === MAC_X919 && key.length === 8) throw "badKey";
      return opensslMac(algorithm, key, Buffer.from(bytes, "latin1"));
    }),
    selfTest: (done) => answer(done, () => {
      tmk();
      return Buffer.alloc(0);
    }),
    forget: (tmkToo) => {
      for (const slot of [SLOT_PIK, SLOT_MAK, SLOT_TDK]) slots.delete(slot);
      if (!tmkToo) return;
      slots.delete(SLOT_TMK);
      keyStore.eraseTmk();
    },
  };
}
