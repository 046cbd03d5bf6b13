import assert from "node:assert/strict";
import fc from "fast-check";
import type { Clock } from "../../hal/clock.js";
import type { HalError } from "../../hal/errors.js";
import { type KeyStore, MAC_CUP, MAC_X919, MAC_X99, type SecureModule, SLOT_MAK, SLOT_PIK, SLOT_TDK, SLOT_TMK } from "../../hal/secure.js";
import { softModule } from "../../firmware/secure/soft-module.js";
import type { Native } from "../../hal/native.js";
import { memoryOf } from "../../sim/devices/native.js";
import { desTableBytes } from "../../sim/des-tables.js";
import { opensslEcb, opensslModule } from "../../sim/secure-openssl.js";
import { ateccKeyStore } from "../../hal/espruino/keystore-atecc608.js";
import { createWorld } from "../../sim/world.js";
import { type Board, installBoard } from "../support/board.js";
import { createAtecc608 } from "../support/chips/atecc608.js";
import { bytesOf, hexOf } from "../support/hex.js";

interface Answer { error: HalError | null; hex: string }

const TMK = "0123456789ABCDEFFEDCBA9876543210" + "08D7B4FB";
// PAYMENTS 3.1, session S1.
const PIK = ["DF3D40D5B7CE3941ABC31596FA01D155", "A9CBAE78"] as const;
const PIK8 = ["9283F2374188D3F7", "22F416D2"] as const;
const MAK = ["1E05872B98705D8F", "7928C78F"] as const;
const TDK = ["6F498215C1207C0039B32BE8CBA2692A", "BAD167CF"] as const;

/** KCV of a key that is given as it is under the TMK. */
function checkValue(wrappedHex: string): string {
  if (![16, 32, 48].includes(wrappedHex.length)) return "00000000";
  const key = opensslEcb(Buffer.from(TMK.slice(0, 32), "hex"), Buffer.from(wrappedHex, "hex"), true);
  return opensslEcb(key, Buffer.alloc(8), false).toString("hex", 0, 4);
}

/** One module on a clock that is turned by hand; each call checks that its answer comes once and after the call. */
function rig(make: (keyStore: KeyStore, clock: Clock) => SecureModule, tmkHex = TMK) {
  const due: (() => void)[] = [];
  const clock: Clock = { now: () => 0, after: (_delayMs, fire) => due.push(fire), cancel: () => {}, setNow: () => {} };
  const store = { tmk: bytesOf(tmkHex), erased: 0 };
  const module = make({ readTmk: () => store.tmk, writeTmk: (bytes) => { store.tmk = bytes; }, readTransport: () => "", eraseTmk: () => { store.tmk = ""; store.erased++; } }, clock);
  function settle(): void {
    while (due.length > 0) due.shift()!();
  }
  function ask(call: (done: (error: HalError | null, bytes?: string) => void) => void): Answer {
    const answers: Answer[] = [];
    call((error, bytes) => answers.push({ error, hex: hexOf(bytes ?? "") }));
    assert.equal(answers.length, 0, "answered inside the call");
    settle();
    assert.equal(answers.length, 1);
    return answers[0]!;
  }
  return {
    module, store, settle,
    unwrap: (slot: number, key: readonly [string, string]) => ask((done) => module.unwrap(slot, bytesOf(key[0]), bytesOf(key[1]), done)).error,
    encrypt: (slot: number, hex: string) => ask((done) => module.encrypt(slot, bytesOf(hex), done)),
    mac: (slot: number, algorithm: number, bytes: string) => ask((done) => module.mac(slot, algorithm, bytes, done)),
    selfTest: () => ask((done) => module.selfTest(done)).error,
  };
}

const native: Native = { crc32: () => 0, groups: () => "", memory: memoryOf, asset: (_name, from, length) => desTableBytes().toString("latin1", from, from + length), assetLength: () => desTableBytes().length };
let board: Board | null = null;
/** Keys that rest behind the chip, on its emulated twin; what is injected lies in the board's flash in clear once. */
function behindChip(keyStore: KeyStore, clock: Clock): SecureModule {
  board?.restore();
  board = installBoard(createWorld());
  const chip = createAtecc608();
  board.also({ getTime: () => chip.seconds() });
  const tmk = keyStore.readTmk();
  if (tmk !== "") board.files.set("tmk", tmk);
  const store = ateccKeyStore({ bus: chip.bus as never, address: 0x60, slot: 9, file: "tmk" });
  return softModule({ ...store, eraseTmk() { store.eraseTmk(); keyStore.eraseTmk(); } }, clock, native);
}

const modules = [
  ["software", (keyStore: KeyStore, clock: Clock) => softModule(keyStore, clock, native)],
  ["OpenSSL", opensslModule],
  ["software module, keys behind an ATECC608,", behindChip],
] as const;
const BAD_KEY: Answer = { error: "badKey", hex: "" };

for (const [name, make] of modules) {
  describe("hal/secure of the " + name + " module", () => {
    afterEach(() => {
      board?.restore();
      board = null;
    });
    // Goal: the contract of hal/secure.ts: keys come in under the TMK only, serve one purpose, and no call answers early or twice.
    it("passes its self-test with a TMK that matches its check value, and fails it with none or another", () => {
      assert.equal(rig(make).selfTest(), null);
      for (const tmk of ["", "00", TMK.slice(0, -2) + "FC", "0123456789ABCDEF" + "D5D44FF7", TMK + "00"]) assert.equal(rig(make, tmk).selfTest(), "badKey", tmk);
    });
    it("session S1: PIN block, track block and MAC of PAYMENTS 2.2, 3.2 and 4.1", () => {
      const { unwrap, encrypt, mac } = rig(make);
      for (const [slot, key] of [[SLOT_PIK, PIK], [SLOT_MAK, MAK], [SLOT_TDK, TDK]] as const) assert.equal(unwrap(slot, key), null);
      assert.equal(encrypt(SLOT_PIK, "06123456FFFFFFFE").hex, "BCBE684023DCB2D9");
      assert.equal(encrypt(SLOT_PIK, "06123456FFFFFFFF").hex, "73CCD144B9E89682");
      assert.equal(encrypt(SLOT_TDK, "3012101000000000").hex, "F3A03E62FBE5DE2A");
      // Worked vector 2: what folds to 5257D1EB61493D34 gives this MAC.
      assert.equal(bytesOf(mac(SLOT_MAK, MAC_CUP, bytesOf("5257D1EB61493D34")).hex), "DC78CFCB");
    });
    it("takes a single-length PIK and then works as single DES", () => {
      const { unwrap, encrypt } = rig(make);
      assert.equal(unwrap(SLOT_PIK, PIK8), null);
      assert.equal(encrypt(SLOT_PIK, "0000000000000000").hex.slice(0, 8), "22F416D2");
    });
    it("empties the slot when the check value does not match", () => {
      const { unwrap, encrypt } = rig(make);
      assert.equal(unwrap(SLOT_PIK, PIK), null);
      assert.equal(unwrap(SLOT_PIK, [PIK[0], "A9CBAE79"]), "badKey");
      assert.deepEqual(encrypt(SLOT_PIK, "0000000000000000"), BAD_KEY);
      for (const kcv of ["", "A9CBAE", "A9CBAE7800"]) assert.equal(unwrap(SLOT_PIK, [PIK[0], kcv]), "badKey", kcv);
    });
    it("refuses other lengths of keys and blocks", () => {
      const { unwrap, encrypt } = rig(make);
      for (const length of [0, 7, 9, 17, 25, 32]) assert.equal(unwrap(SLOT_PIK, ["00".repeat(length), "00000000"]), "badLength", String(length));
      assert.equal(unwrap(SLOT_PIK, PIK), null);
      for (const length of [0, 1, 7, 9, 15]) assert.deepEqual(encrypt(SLOT_PIK, "00".repeat(length)), { error: "badLength", hex: "" }, String(length));
    });
    it("knows no key but those three, and each only for its purpose", () => {
      const { unwrap, encrypt, mac } = rig(make);
      for (const slot of [SLOT_TMK, 4, 99]) assert.equal(unwrap(slot, PIK), "badKey", String(slot));
      for (const slot of [SLOT_TMK, SLOT_PIK, SLOT_MAK, SLOT_TDK, 4]) {
        assert.deepEqual(encrypt(slot, "0000000000000000"), BAD_KEY, "empty " + slot);
        assert.deepEqual(mac(slot, MAC_CUP, "a"), BAD_KEY, "empty " + slot);
      }
      for (const [slot, key] of [[SLOT_PIK, PIK], [SLOT_MAK, MAK], [SLOT_TDK, TDK]] as const) assert.equal(unwrap(slot, key), null);
      for (const slot of [SLOT_TMK, SLOT_MAK]) assert.deepEqual(encrypt(slot, "0000000000000000"), BAD_KEY);
      for (const slot of [SLOT_TMK, SLOT_PIK, SLOT_TDK]) assert.deepEqual(mac(slot, MAC_CUP, "a"), BAD_KEY);
      assert.deepEqual(mac(SLOT_MAK, MAC_X919, "a"), BAD_KEY);
    });
    it("unwraps nothing without a TMK", () => {
      assert.equal(rig(make, "").unwrap(SLOT_PIK, PIK), "badKey");
    });
    it("says notReady while a call waits for its answer, and leaves that call alone", () => {
      const { module, unwrap, settle } = rig(make);
      assert.equal(unwrap(SLOT_PIK, PIK), null);
      const answers: string[] = [];
      module.encrypt(SLOT_PIK, bytesOf("06123456FFFFFFFE"), (error, bytes) => answers.push("first " + error + hexOf(bytes)));
      module.mac(SLOT_MAK, MAC_CUP, "a", (error, bytes) => answers.push("second " + error + hexOf(bytes)));
      module.selfTest((error) => answers.push("third " + error));
      assert.equal(answers.length, 0);
      settle();
      assert.deepEqual(answers.sort(), ["first nullBCBE684023DCB2D9", "second notReady", "third notReady"]);
      module.encrypt(SLOT_PIK, bytesOf("06123456FFFFFFFE"), (error) => {
        assert.equal(error, null);
        // The next call may be made from within the answer.
        module.encrypt(SLOT_PIK, bytesOf("06123456FFFFFFFF"), (inner, bytes) => answers.push("inner " + inner + hexOf(bytes)));
      });
      settle();
      assert.ok(answers.includes("inner null73CCD144B9E89682"));
    });
    it("forgets working keys, and on tamper the TMK and its store too", () => {
      const { module, store, unwrap, encrypt, selfTest } = rig(make);
      assert.equal(unwrap(SLOT_PIK, PIK), null);
      module.forget(false);
      assert.deepEqual(encrypt(SLOT_PIK, "0000000000000000"), BAD_KEY);
      assert.equal(store.erased, 0);
      assert.equal(unwrap(SLOT_PIK, PIK), null);
      module.forget(true);
      assert.equal(store.erased, 1);
      assert.deepEqual(encrypt(SLOT_PIK, "0000000000000000"), BAD_KEY);
      assert.equal(unwrap(SLOT_PIK, PIK), "badKey");
      assert.equal(selfTest(), "badKey");
    });
  });
}

describe("hal/secure of the software module, its tables", () => {
  // Goal: a board whose asset `des` is missing or damaged says so before it takes a key.
  it("fails the self-test without them, with one bit wrong, and passes again with the right ones", () => {
    const whole = desTableBytes();
    const bent = Buffer.from(whole);
    bent[1000]! ^= 4;
    for (const [bytes, wanted] of [[Buffer.alloc(0), "badKey"], [bent, "badKey"], [whole, null]] as const) {
      const asset = (_name: string, from: number, length: number) => bytes.toString("latin1", from, from + length);
      assert.equal(rig((keyStore, clock) => softModule(keyStore, clock, { ...native, asset })).selfTest(), wanted);
    }
  });
});

describe("hal/secure, one module against the other", () => {
  // Goal: whatever is put in, both modules answer the same.
  it("same keys, blocks and messages give the same answers", () => {
    const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array).toString("hex"));
    const keyLength = fc.constantFrom(0, 8, 16, 24, 9);
    const key = keyLength.chain((length) => fc.uint8Array({ minLength: length, maxLength: length })).map((array) => Buffer.from(array).toString("hex"));
    fc.assert(fc.property(fc.nat(4), key, fc.boolean(), fc.constantFrom(MAC_CUP, MAC_X99, MAC_X919), bytes(64), (slot, wrapped, rightKcv, algorithm, input) => {
      const [soft, other] = modules.slice(0, 2).map(([, make]) => rig(make));
      const kcv = rightKcv ? checkValue(wrapped) : "00000000";
      assert.equal(soft!.unwrap(slot, [wrapped, kcv]), other!.unwrap(slot, [wrapped, kcv]));
      assert.deepEqual(soft!.encrypt(slot, input), other!.encrypt(slot, input));
      assert.deepEqual(soft!.mac(slot, algorithm, bytesOf(input)), other!.mac(slot, algorithm, bytesOf(input)));
    }), { numRuns: 300 });
  });
});
