import assert from "node:assert/strict";
import fc from "fast-check";
import { codeOf, createAcquirerDesk, type AcquirerDesk } from "../../support/acquirer-desk.js";

describe("sim/acquirer with bad input", () => {
  let desk: AcquirerDesk;
  beforeEach(() => {
    desk = createAcquirerDesk();
    desk.signIn();
  });
  afterEach(() => {
    assert.ok(!desk.log.some((line) => line.includes("host fault")), desk.log.find((line) => line.includes("host fault")));
  });
  /** Send on a connection of its own; the log must have grown or an answer come. */
  function noticed(bytes: Uint8Array): void {
    const before = desk.log.length;
    const actions = desk.exchange(bytes);
    assert.ok(desk.log.length > before || actions.length > 0, "neither an answer nor a log line");
  }

  // Goal: no bytes crash the host, none go unnoticed, and none move money.
  it("survives random bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => noticed(bytes)), { numRuns: 500 });
    assert.equal(desk.acquirer.ledger().length, 0);
  });

  it("survives random bytes in a well-made frame", () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 0, maxLength: 200 }), fc.constantFrom("0200", "0400", "0800", "0820", "0500", "0320"), (bytes, mti) => {
      const raw = Buffer.concat([Buffer.from("60000300006031003111 08".replace(" ", "") + mti, "hex"), bytes]);
      const frame = Buffer.concat([Buffer.alloc(2), raw]);
      frame.writeUInt16BE(raw.length, 0);
      noticed(frame);
    }), { numRuns: 500 });
    assert.equal(desk.acquirer.ledger().length, 0);
  });

  it("refuses every truncation of a sale", () => {
    const frame = desk.build({ stan: 1 });
    for (let length = 1; length < frame.length; length++) {
      noticed(frame.subarray(0, length));
      const cut = Buffer.from(frame.subarray(0, length));
      if (length >= 2) {
        cut.writeUInt16BE(length - 2, 0);
        noticed(cut);
      }
    }
    assert.equal(desk.acquirer.ledger().length, 0);
  });

  it("never posts a sale with a bit flipped under the MAC", () => {
    const frame = desk.build({ stan: 1 });
    // Offsets before the MTI are link data that no MAC covers.
    for (let bit = 13 * 8; bit < frame.length * 8; bit++) {
      const spoilt = Buffer.from(frame);
      spoilt[bit >> 3] = (spoilt[bit >> 3] as number) ^ (1 << (bit & 7));
      noticed(spoilt);
    }
    assert.equal(desk.acquirer.ledger().length, 0);
    assert.equal(codeOf(desk.ask(frame)), "00");
  });

  it("puts frames together from pieces of any size", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }), (sizes) => {
      const stream = Buffer.concat([desk.management("0820", "301"), desk.management("0820", "301"), desk.management("0820", "301")]);
      let answers = 0;
      const session = desk.acquirer.connect({ onSend: () => { answers++; }, onClose: () => assert.fail("closed") });
      let at = 0;
      for (let turn = 0; at < stream.length; turn++) {
        const size = sizes[turn % sizes.length] as number;
        session.receive(stream.subarray(at, at + size));
        at += size;
      }
      session.end();
      assert.equal(answers, 3);
    }), { numRuns: 100 });
  });

  it("closes after a length that cannot be, and takes nothing more", () => {
    for (const length of [0, 20, 2049, 65535]) {
      const prefix = Buffer.alloc(2);
      prefix.writeUInt16BE(length, 0);
      let sent = 0;
      let closed = 0;
      const session = desk.acquirer.connect({ onSend: () => { sent++; }, onClose: () => { closed++; } });
      session.receive(Buffer.concat([prefix, desk.management("0820", "301")]));
      session.receive(desk.management("0820", "301"));
      assert.deepEqual([sent, closed], [0, 1], String(length));
      assert.match(desk.log.at(-1) as string, /connection closed/);
    }
  });

  it("drops what is no request, wrong TPDU, wrong header", () => {
    const frame = desk.build({ stan: 1 });
    for (const [offset, value, why] of [[2, 0x68, /TPDU/], [7, 0x62, /header class/], [8, 0xfa, /header at offset/], [14, 0x10, /not a request/]] as const) {
      const spoilt = Buffer.from(frame);
      spoilt[offset] = value;
      assert.deepEqual(desk.exchange(spoilt), []);
      assert.match(desk.log.at(-1) as string, why);
    }
  });

  // Goal: a message bent so that card data falls into another field still leaves no card number in any line.
  it("logs no card number, whatever is bent", () => {
    const pan = desk.account("debit").pan;
    const frame = desk.build({ stan: 1, fields: { 2: pan, 14: "3012" } });
    fc.assert(fc.property(fc.array(fc.nat(frame.length * 8 - 1), { minLength: 1, maxLength: 6 }), (bits) => {
      const spoilt = Buffer.from(frame);
      for (const bit of bits) spoilt[bit >> 3] = (spoilt[bit >> 3] as number) ^ (1 << (bit & 7));
      desk.exchange(spoilt);
    }), { numRuns: 2000 });
    for (const line of [...desk.log, ...desk.trace]) {
      assert.ok(!line.includes(pan), line.replaceAll(pan, "(card number)"));
      assert.match(line, /^[\x20-\x7e]*$/);
    }
  });
});
