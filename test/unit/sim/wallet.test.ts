import assert from "node:assert/strict";
import { luhnGood } from "../../../firmware/core/digits.js";
import { CARD_PARITY } from "../../../firmware/card/errors.js";
import { readSwipe } from "../../../firmware/card/tracks.js";
import { refusalWord } from "../../../sim/cards/card-words.js";
import { encodeTrack, packBits } from "../../../sim/cards/encode.js";
import { cardTexts, loadWallet, swipeCard, walletCard } from "../../../sim/cards/wallet.js";
import { createSimNative } from "../../../sim/devices/native.js";

const native = createSimNative(new Map());

describe("sim/cards/wallet", () => {
  // Goal: the firmware reads every test card as the wallet says it does, so scenarios and accounts may rely on the wallet.
  it("holds at least 60 cards with sound fields", () => {
    assert.ok(loadWallet().length >= 60);
    for (const card of loadWallet()) {
      assert.match(card.pan, /^\d{13,19}$/, card.id);
      assert.match(card.expiry, /^\d\d(0[1-9]|1[0-2])$/, card.id);
      assert.match(card.pin, /^(|\d{4,12})$/, card.id);
      assert.match(card.status, /^(ok|[0-9A-Z]{2})$/, card.id);
      assert.ok(Number.isSafeInteger(card.balanceMinor), card.id);
      assert.equal(luhnGood(card.pan), card.refused !== "luhn", card.id);
      assert.ok(card.pin !== "" || card.pinOptional, card.id + " needs a PIN that it does not have");
    }
    assert.equal(new Set(loadWallet().map((card) => card.pan)).size, loadWallet().length);
  });

  for (const card of loadWallet()) {
    it(`${card.id} is ${card.refused === "" ? "taken" : "refused: " + card.refused}`, () => {
      const read = readSwipe(native, swipeCard(card), "2606");
      assert.equal(refusalWord(read), card.refused);
      if (read.error) return;
      assert.deepEqual([read.pan, read.expiry, read.serviceCode], [card.pan, card.expiry, card.serviceCode]);
      assert.equal(read.name, card.tracks.includes(1) && !read.warning ? card.holder : "");
    });
  }

  it("warns of the damaged track 1", () => {
    assert.equal(readSwipe(native, swipeCard(walletCard("noTrack1")), "2606").warning, CARD_PARITY);
  });

  it("writes S1 as PAYMENTS 1.4 prints it", () => {
    const texts = cardTexts(walletCard("debit"));
    assert.deepEqual(texts, { 1: "B6217990000000000014^TEST/CARD^30121010000000000", 2: "6217990000000000014=30121010000000000" });
    assert.equal(Buffer.from(packBits(encodeTrack(texts[2]!, 2)), "latin1").toString("hex").toUpperCase(), "D3510E4E61084210842108604B6430440300842108421087EE");
  });

  it("keeps within the sizes of hal/magstripe.ts", () => {
    for (const card of loadWallet()) {
      const swipe = swipeCard(card);
      assert.ok(swipe.t1.length <= 120 && swipe.t2.length <= 60 && swipe.t3.length <= 120, card.id);
    }
  });

  it("names the cards there are when asked for another", () => {
    assert.throws(() => walletCard("nobody"), /no test card "nobody"; there are debit, /);
  });
});
