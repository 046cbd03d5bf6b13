// Goal: the vault gives out only what is encrypted, forgets the PIN as soon as its block is built, and wiping leaves nothing.
import assert from "node:assert/strict";
import sinon from "sinon";
import { type SecureModule, SLOT_PIK, SLOT_TDK } from "../../../hal/secure.js";
import { loadDes } from "../../../sim/des-tables.js";
import { stretched } from "../../../sim/devices/people.js";
import { vaultEmpty, vaultPinBlock, vaultPinDigit, vaultPinErase, vaultPinIs, vaultPinLength, vaultPinStretch, vaultTakeCard, vaultTrackCipher, vaultWipe } from "../../../firmware/secure/vault.js";
import { opensslEcb } from "../../../sim/secure-openssl.js";
import { hexOf } from "../../support/hex.js";

const PAN = "6217990000000000014";
const TRACK2 = "6217990000000000014=30121010000000000";
const TRACK3 = "996217990000000000014=156000000000000000000378199921600000508";

/** A module that answers on order. */
function stubModule() {
  return { unwrap: sinon.stub(), encrypt: sinon.stub(), mac: sinon.stub(), selfTest: sinon.stub(), forget: sinon.stub() } satisfies SecureModule;
}
function typePin(digits: string): void {
  for (const digit of digits) vaultPinDigit(Number(digit));
}
function tdk(blocks: string): string {
  return opensslEcb(Buffer.from("169E3EAB6D4957133483BAADF78C370E", "hex"), Buffer.from(blocks, "latin1"), false).toString("latin1");
}

describe("secure/vault", () => {
  beforeEach(vaultWipe);
  after(vaultWipe);

  it("is empty at first, not with a card or a PIN, and again after a wipe", () => {
    assert.equal(vaultEmpty(), true);
    vaultTakeCard(PAN, TRACK2, "");
    assert.equal(vaultEmpty(), false);
    vaultWipe();
    assert.equal(vaultEmpty(), true);
    vaultPinDigit(1);
    assert.equal(vaultEmpty(), false);
    vaultWipe();
    assert.equal(vaultEmpty(), true);
    assert.equal(vaultPinLength(), 0);
  });
  it("stretches a password as OpenSSL does, apart for every salt, operator and digit, and keeps it until it is erased", () => {
    loadDes();
    const seen = new Set<string>();
    const salts = ["0000000000000000", "0123456789abcdef", "fedcba9876543210"].map((hex) => Buffer.from(hex, "hex"));
    for (const password of ["0000", "00000", "1111", "123456", "123457", "999999999999"]) {
      for (const number of [0, 1, 99]) {
        for (const salt of salts) {
          vaultPinErase();
          typePin(password);
          const ours = vaultPinStretch(salt.toString("latin1"), number);
          assert.equal(hexOf(ours), stretched(password, salt, number).toString("hex").toUpperCase());
          assert.equal(vaultPinIs(password), true, "the digits stay for whoever compares them");
          seen.add(ours);
        }
      }
    }
    assert.equal(seen.size, 6 * 3 * 3);
  });
  it("counts PIN digits up to 12, and forgets them on CLEAR", () => {
    for (let count = 1; count <= 12; count++) assert.equal(vaultPinDigit(9), count);
    assert.equal(vaultPinDigit(9), 12);
    vaultPinErase();
    assert.equal(vaultPinLength(), 0);
  });
  it("builds the PIN block of S1 (PAYMENTS 2.2) for the PIK, with and without the PAN", () => {
    for (const [withPan, clear] of [[true, "06123456FFFFFFFE"], [false, "06123456FFFFFFFF"]] as const) {
      const secure = stubModule();
      const done = sinon.stub();
      vaultTakeCard(PAN, TRACK2, "");
      typePin("123456");
      vaultPinBlock(secure, withPan, done);
      sinon.assert.calledOnce(secure.encrypt);
      assert.equal(secure.encrypt.firstCall.args[0], SLOT_PIK);
      assert.equal(hexOf(secure.encrypt.firstCall.args[1]), clear);
      assert.equal(vaultPinLength(), 0, "the PIN is gone at once");
      secure.encrypt.firstCall.args[2](null, "12345678");
      sinon.assert.calledOnceWithExactly(done, null, "12345678");
    }
  });
  it("stops on a PIN block without a PIN or without a card", () => {
    vaultTakeCard(PAN, TRACK2, "");
    assert.throws(() => vaultPinBlock(stubModule(), true, sinon.stub()), /pinBlock\.pin/);
    vaultWipe();
    typePin("1234");
    assert.throws(() => vaultPinBlock(stubModule(), true, sinon.stub()), /pinBlock\.pan/);
  });
  it("gives field 35 of S1 (PAYMENTS 3.2) under the TDK", () => {
    const secure = stubModule();
    const done = sinon.stub();
    secure.encrypt.callsFake((slot, blocks, answer) => {
      assert.equal(slot, SLOT_TDK);
      answer(null, tdk(blocks));
    });
    vaultTakeCard(PAN, TRACK2, "");
    vaultTrackCipher(secure, true, done);
    sinon.assert.calledOnceWithExactly(done, null, "6217990000000000014DF3A03E62FBE5DE2A0", "");
  });
  it("encrypts track 3 too, in the same call", () => {
    const secure = stubModule();
    const done = sinon.stub();
    secure.encrypt.callsFake((_slot, blocks, answer) => answer(null, tdk(blocks)));
    vaultTakeCard(PAN, TRACK2, TRACK3);
    vaultTrackCipher(secure, true, done);
    sinon.assert.calledOnce(secure.encrypt);
    const [, field35, field36] = done.firstCall.args;
    assert.equal(field35, "6217990000000000014DF3A03E62FBE5DE2A0");
    // 61 digits pack to 31 bytes; the block is bytes 23 to 30, digits 45 to 60.
    const block = Buffer.from(tdk(Buffer.from(TRACK3.slice(44, 60), "hex").toString("latin1")), "latin1").toString("hex").toUpperCase();
    assert.equal(field36, TRACK3.slice(0, 44).replace("=", "D") + block + TRACK3.slice(60));
  });
  it("turns = into D when the profile does not encrypt", () => {
    const secure = stubModule();
    const done = sinon.stub();
    vaultTakeCard(PAN, TRACK2, TRACK3);
    vaultTrackCipher(secure, false, done);
    sinon.assert.notCalled(secure.encrypt);
    sinon.assert.calledOnceWithExactly(done, null, TRACK2.replace("=", "D"), TRACK3.replace("=", "D"));
  });
  it("hands out no track when the module fails", () => {
    const secure = stubModule();
    const done = sinon.stub();
    vaultTakeCard(PAN, TRACK2, TRACK3);
    vaultTrackCipher(secure, true, done);
    secure.encrypt.firstCall.args[2]("badKey", "");
    sinon.assert.calledOnceWithExactly(done, "badKey", "", "");
  });
  it("stops on tracks that were wiped", () => {
    assert.throws(() => vaultTrackCipher(stubModule(), true, sinon.stub()), /vault\.track2/);
  });
  it("overwrites the arrays it held", () => {
    const kept: Uint8Array[] = [];
    const fill = sinon.stub(Uint8Array.prototype, "fill").callsFake(function (this: Uint8Array) {
      kept.push(this);
      this.set(new Uint8Array(this.length));
      return this;
    });
    try {
      vaultTakeCard(PAN, TRACK2, TRACK3);
      typePin("123456");
      kept.length = 0;
      vaultWipe();
    } finally {
      fill.restore();
    }
    assert.deepEqual(kept.map((array) => array.length), [PAN.length, TRACK2.length, TRACK3.length, 12]);
    for (const array of kept) assert.ok(array.every((byte) => byte === 0));
  });
});
