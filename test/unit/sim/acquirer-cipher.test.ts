import assert from "node:assert/strict";
import { S1_KEYS, S1_TMK, testAccounts } from "../../../sim/acquirer/accounts.js";
import { cupMac, desDecrypt, desEncrypt, keyCheckValue, openPinBlock, openTrack, seededKey } from "../../../sim/acquirer/cipher.js";
import { maskMessage, maskPan } from "../../../sim/acquirer/mask.js";

const hex = (text: string) => Buffer.from(text, "hex");
const upper = (bytes: Buffer) => bytes.toString("hex").toUpperCase();

describe("sim/acquirer/cipher", () => {
  // Goal: the host's cryptography agrees with published vectors, so that a terminal it accepts is right and not merely alike.
  it("makes the printed key check values", () => {
    assert.equal(upper(keyCheckValue(S1_TMK)), "08D7B4FB"); // PAYMENTS 3.1
    assert.equal(upper(keyCheckValue("0123456789ABCDEF")), "D5D44FF7"); // PAYMENTS 3.1
    assert.equal(upper(keyCheckValue("D931648F3DE313A4A22C15DCA4F4299E")), "900ECCE3"); // E8 README.md
    assert.equal(upper(keyCheckValue("AB7C577CC7A18045")), "CFF1592A"); // E8 README.md
    assert.equal(upper(keyCheckValue(S1_KEYS.tdk)), "BAD167CF"); // PAYMENTS 3.1
  });

  it("wraps and unwraps a working key under the TMK", () => {
    // blog.youkuaiyun.com/zhu244912654/article/details/80005341
    assert.equal(upper(desDecrypt("70F2A84CCBC2AE8625CBB0F2C22AB923", hex("96D605EA176B7E9E"))), "C24A8FB57AA20123");
    assert.equal(upper(desEncrypt(S1_TMK, hex(S1_KEYS.pik))), "DF3D40D5B7CE3941ABC31596FA01D155"); // PAYMENTS 3.1
  });

  it("makes the UnionPay MAC", () => {
    assert.equal(cupMac("0123456789ABCDEF", hex("0102030405060708")), "53E663E6"); // PAYMENTS 4.1, aligned edge
    assert.equal(cupMac("0123456789ABCDEF", hex("08200000000000C00010")), "77A9565B"); // PAYMENTS 4.1, 10 bytes
  });

  it("opens PIN blocks and refuses what is not one", () => {
    const block = hex("BCBE684023DCB2D9"); // PAYMENTS 2.2, UnionPay TDES
    assert.equal(openPinBlock(S1_KEYS.pik, block, "6217990000000000014"), "123456");
    assert.equal(openPinBlock(S1_KEYS.pik, hex("73CCD144B9E89682"), ""), "123456"); // PAYMENTS 2.2, without PAN
    assert.equal(openPinBlock(S1_KEYS.tdk, block, "6217990000000000014"), null);
    for (const clear of ["1612345600000000", "03123FFFFFFFFFFF", "0D12345678901234", "0612A456FFFFFFFF", "06123456FFFF0FFF"]) {
      assert.equal(openPinBlock(S1_KEYS.pik, desEncrypt(S1_KEYS.pik, hex(clear)), ""), null, clear);
    }
  });

  it("takes the encryption off a track", () => {
    assert.equal(openTrack(S1_KEYS.tdk, "6217990000000000014DF3A03E62FBE5DE2A0"), "6217990000000000014D30121010000000000"); // PAYMENTS 3.2
    assert.equal(openTrack(S1_KEYS.tdk, "1234D"), null);
  });

  it("makes keys from a seed, with odd parity, different for each name", () => {
    const key = seededKey(7, "12345678 1 pik", 16);
    assert.equal(key, seededKey(7, "12345678 1 pik", 16));
    assert.notEqual(key, seededKey(8, "12345678 1 pik", 16));
    assert.notEqual(key, seededKey(7, "12345678 2 pik", 16));
    for (const byte of hex(key)) assert.equal(byte.toString(2).replaceAll("0", "").length % 2, 1);
  });
});

describe("sim/acquirer/mask", () => {
  // Goal: no line of the host's log can carry a card number, track, PIN block or key.
  it("shows six and four digits and lengths", () => {
    assert.equal(maskPan("6217990000000000014"), "621799*********0014");
    assert.equal(maskPan("123456789012"), "(12 digits)");
    const line = maskMessage({ mti: "0200", fields: { 2: "6217990000000000014", 35: "6217990000000000014D3012", 48: "02006217990000000000014", 52: "\x01\x02\x03\x04\x05\x06\x07\x08", 63: "CUP\xd2\xf8" } });
    assert.equal(line, "0200 2=621799*********0014 35=(24) 48=(23) 52=(8) 63=CUP..");
  });
});

describe("sim/acquirer/accounts", () => {
  // Goal: the test cards are well formed, and no two stand for the same number.
  it("have good check digits, dates and distinct numbers", () => {
    const accounts = testAccounts();
    assert.equal(new Set(accounts.map((account) => account.pan)).size, accounts.length);
    assert.equal(new Set(accounts.map((account) => account.id)).size, accounts.length);
    for (const account of accounts) {
      const sum = [...account.pan].reverse().reduce((total, digit, at) => total + (at % 2 === 0 ? Number(digit) : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] as number), 0);
      assert.equal(sum % 10, 0, account.id);
      assert.match(account.expiry, /^\d\d(0[1-9]|1[0-2])$/);
      assert.match(account.pin, /^(|\d{4,12})$/);
      assert.match(account.status, /^[0-9A]\d$/);
    }
  });
});
