// Goal: `postern decode` tells what is in a message, TLV or code, shows no secret unless asked, and says in one line where bad input is wrong.
import assert from "node:assert/strict";
import fc from "fast-check";
import { BadInput } from "../../../sim/cli/bad-input.js";
import { registerDecode } from "../../../sim/cli/decode.js";
import { decodeMessage, specNamed } from "../../../sim/cli/message-frame.js";
import { publicMessages, session } from "../../support/messages.js";
import { runCommand } from "../../support/command.js";

/** Run `decode` with these words; returns what it printed, and the message it failed with. */
const run = (...words: string[]): { out: string; error: string } => runCommand(registerDecode, ["decode", ...words]);
function json(...words: string[]): Record<string, any> {
  const { out, error } = run(...words, "--json");
  assert.equal(error, "");
  return JSON.parse(out) as Record<string, any>;
}

const sale = session["sale"] as string;
const saleR = session["saleR"] as string;

describe("sim/cli/decode iso8583", () => {
  it("prints one object", () => {
    assert.deepEqual(json("iso8583", saleR, "--clear"), {
      tpdu: "6000000003", header: "603100311108", mti: "0210", bitmap: "703E00810ED08013",
      fields: {
        2: "6217990000000000014", 3: "000000", 4: "000000012345", 11: "000002", 12: "093120", 13: "0615", 14: "3012", 15: "0615", 25: "00", 32: "01000000", 37: "093120000002",
        38: "654321", 39: "00", 41: "12345678", 42: "100290058120001", 44: "01000000   01000000   ", 49: "156", 60: "22000001000600", 63: "CUP", 64: "4134323135354141",
      },
    });
  });

  it("hides card number, track, PIN block, keys, details and codes unless asked", () => {
    const all = Object.values(session).map((hex) => run("iso8583", hex).out + run("iso8583", hex, "--json").out).join("\n");
    assert.ok(all.includes("621799*********0014"));
    // Card numbers, the encrypted part of the track, PIN block, wrapped MAK, wallet code: nowhere, in no form.
    for (const secret of ["6217990000000000014", "6258100000000004", "F3A03E62FBE5DE2A", "BCBE684023DCB2D9", "1E05872B98705D8F", "622336000000000001", "363232333336"]) {
      assert.ok(!all.includes(secret), secret);
    }
    const fields = json("iso8583", sale)["fields"];
    assert.deepEqual([fields[35], fields[52], json("iso8583", session["signonR"] as string)["fields"][62]], ["(37 characters)", "(8 bytes)", "(60 bytes)"]);
    const clear = json("iso8583", sale, "--clear")["fields"];
    assert.deepEqual([clear[35], clear[52]], ["6217990000000000014DF3A03E62FBE5DE2A0", "BCBE684023DCB2D9"]);
  });

  it("masks in chip data what names the cardholder, and only that", () => {
    const hex = "0200" + "0000000000000200" + "0017" + "5A086258100000000004" + "9F360200279500";
    assert.equal(json("iso8583", hex)["fields"][55], "5A08" + "*".repeat(16) + "9F360200279500");
    assert.equal(json("iso8583", hex, "--clear")["fields"][55], hex.slice(24));
  });

  it("takes the message with and without length, TPDU and header, and with blanks", () => {
    const whole = json("iso8583", sale);
    assert.deepEqual(json("iso8583", sale.slice(4)), whole);
    assert.deepEqual(json("iso8583", sale.slice(14)), { ...whole, tpdu: "" });
    assert.deepEqual(json("iso8583", sale.slice(26)), { ...whole, tpdu: "", header: "" });
    assert.deepEqual(json("iso8583", "0x" + sale.slice(26).toLowerCase()), { ...whole, tpdu: "", header: "" });
    assert.deepEqual(json("iso8583", sale.slice(4, 14) + sale.slice(26)), { ...whole, header: "" });
    assert.deepEqual(json("iso8583", ...(sale.match(/../g) as string[])), whole);
    assert.deepEqual(json("iso8583", (sale.match(/.{1,32}/g) as string[]).join("\n ")), whole);
  });

  it("explains field by field, one line each", () => {
    const { out } = run("iso8583", saleR);
    for (const line of [
      "  0  type                  0210  (financial answer)", "  3  processing code       000000  (sale)", "  4  amount                000000012345  (123.45 CNY)",
      " 39  response code         00  (Approved)", " 14  expiry                3012  (2030-12)", " 64  MAC                   4134323135354141  (text \"A42155AA\")",
    ]) assert.ok(out.split("\n").includes(line), line);
    assert.match(run("iso8583", sale).out, /^ 22 {2}entry mode +021 {2}\(stripe, PIN present\)$/m);
    assert.match(run("iso8583", session["rev"] as string).out, /^ 39 .*\(reason: no answer\)$/m);
    assert.match(run("iso8583", session["void"] as string).out, /^ 61 .*\(batch 000001, trace 000002\)$/m);
    assert.match(run("iso8583", session["settle"] as string).out, /debit 124\.45 CNY in 2, credit 1\.00 CNY in 1/);
  });

  for (const name of Object.keys(publicMessages)) {
    it(`reads public message ${name}, and lets no control code through`, () => {
      const { out, error } = run("iso8583", publicMessages[name] as string);
      assert.equal(error, "");
      assert.doesNotMatch(out, /[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
    });
  }

  const bad: [string, string, string][] = [
    ["nothing", "", "offset 0, message: there are no bytes"],
    ["a letter", sale.slice(0, 10) + "g" + sale.slice(11), "offset 5, message: \"g\" is no hex digit"],
    ["half a byte", sale.slice(0, -1), "offset 117, message: the last byte is half, 235 hex digits are odd"],
    ["a cut frame", sale.slice(0, -2), "offset 0, field length: it says 116 bytes, 115 follow"],
    ["a cut message", sale.slice(4, -2), "offset 108, field 64: the message ends inside it"],
    ["a wrong digit", sale.slice(0, 46) + "A" + sale.slice(47), "offset 23, field 3: a nibble is no decimal digit"],
    ["bytes to spare", sale.slice(26) + "00", "offset 105, after the last field: bytes are left after the last field"],
    ["a second bitmap", "0800" + "80".padEnd(16, "0"), "offset 2, field 1 (bitmap): bit 1 is set, but a second bitmap is not spoken here"],
    ["a wrong TPDU", sale.slice(0, 4) + "68" + sale.slice(6), "offset 2, field TPDU: it begins with 68, must be 60"],
    ["a wrong header", sale.slice(0, 24) + "AB" + sale.slice(26), "offset 7, field header: not 12 digits"],
    ["a huge length", "FFFF" + sale.slice(4), "offset 0, field length: it says 65535 bytes, 116 follow"],
    ["a frame cut in its TPDU", sale.slice(0, 14), "offset 0, field length: it says 116 bytes, 5 follow"],
    ["no MTI", "FF", "offset 0, field MTI: the message ends inside it"],
  ];
  for (const [name, hex, message] of bad) {
    it(`refuses ${name}`, () => assert.deepEqual(run("iso8583", hex), { out: "", error: message }));
  }
  it("refuses a profile it does not know", () => {
    assert.equal(run("iso8583", sale, "--profile", "nobody").error, "--profile: there is no \"nobody\"; known: iso1987, unionpay");
  });
  it("answers any bytes with an object or one line", () => {
    const spec = specNamed("unionpay");
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 100 }).map((tail) => Buffer.concat([Buffer.from(saleR, "hex").subarray(0, 40), tail]))), (array) => {
      try {
        decodeMessage(Buffer.from(array).toString("latin1"), spec);
      } catch (error) {
        assert.ok(error instanceof BadInput);
        assert.match(error.message, /^offset \d+, .+: [^\n]+$/);
      }
    }));
  });
});

describe("sim/cli/decode tlv and qr", () => {
  // PAYMENTS 7.2, EMVCo CPM sample 2 as printed by mvallim/emv-qrcode DecoderCpmTest.
  const cpm = "hQVDUFYwMWETTwegAAAAVVVVUAhQcm9kdWN0MWETTwegAAAAZmZmUAhQcm9kdWN0MmJJWggSNFZ4kBI0WF8gDkNBUkRIT0xERVIvRU1WXy0IcnVlc2RlZW5kIZ8QBwYBCgMAAACfJghYT9OF+iNLzJ82AgABnzcEbVjvEw==";
  // PAYMENTS 7.1, UnionPay tag 15, computed.
  const mpm = "000201010212153101000000010000001002900581200015204581253031565406123.455802CN5909TEST SHOP6007BEIJING62220506000007070812345678630417CD";

  it("reads a consumer's code", () => {
    const { kind, tlv } = json("qr", cpm, "--clear");
    const plain = (nodes: any[]): any[] => nodes.map((node) => (node.children ? [node.tag, plain(node.children)] : [node.tag, node.value]));
    assert.equal(kind, "consumer");
    assert.deepEqual(plain(tlv), [
      ["85", "4350563031"], ["61", [["4F", "A0000000555555"], ["50", "50726F6475637431"]]], ["61", [["4F", "A0000000666666"], ["50", "50726F6475637432"]]],
      ["62", [["5A", "1234567890123458"], ["5F20", "43415244484F4C4445522F454D56"], ["5F2D", "7275657364656564".slice(0, -2) + "6E"],
        ["64", [["9F10", "06010A03000000"], ["9F26", "584FD385FA234BCC"], ["9F36", "0001"], ["9F37", "6D58EF13"]]]]],
    ]);
  });
  it("hides number and name of a consumer's code", () => {
    const { out } = run("qr", cpm);
    assert.match(out, /5A +card number +123456\*{6}3458/);
    assert.doesNotMatch(out, /CARDHOLDER\/EMV/);
  });
  it("reads a merchant's code", () => {
    const { kind, fields } = json("qr", mpm);
    assert.equal(kind, "merchant");
    assert.deepEqual([fields["15"], fields["54"], fields["59"], fields["62"]], ["0100000001000000100290058120001", "123.45", "TEST SHOP", { "05": "000007", "07": "12345678" }]);
  });
  it("says where TLV is wrong", () => {
    // PAYMENTS 6.3: the four errors to handle.
    assert.equal(run("tlv", "9F").error, "offset 1, tag ?: the bytes end inside the tag");
    assert.equal(run("tlv", "9F36").error, "offset 2, tag 9F36: the bytes end inside the length");
    assert.equal(run("tlv", "9F3602 00").error, "offset 3, tag 9F36: the value is shorter than its length says");
    assert.equal(run("tlv", "70800000").error, "offset 1, tag 70: length 80 (indefinite) is not allowed");
    assert.equal(run("tlv", "zz").error, "offset 0, TLV: \"z\" is no hex digit");
    assert.equal(run("tlv", "7081".repeat(3) + "70").error, "offset 3, tag 70: the value is shorter than its length says");
  });
  it("reads nested TLV, and stops at a depth nobody uses", () => {
    assert.deepEqual(json("tlv", "700457021234")["tlv"][0].children[0].value, "(2 bytes)");
    let deep = "";
    for (let level = 0; level < 40; level++) deep = "70" + (deep.length / 2).toString(16).padStart(2, "0") + deep;
    assert.match(run("tlv", deep).error, /nested deeper than 16$/);
  });
  it("says where a code is wrong", () => {
    assert.equal(run("qr", "").error, "offset 0, payload: there is no text");
    assert.equal(run("qr", mpm.slice(0, -1) + "E").error, `offset ${mpm.length - 8}, entry 63: checksum missing, not last, or wrong`);
    assert.equal(run("qr", "0002").error, "offset 0, entry 00: the text ends inside it");
    assert.equal(run("qr", "hQVDUFY*").error, "offset 7, payload: no base64 text");
  });
  it("masks a payment code, and the code in an address", () => {
    const address = "https://qr.95516.com/00010000/62123456789012345678";
    assert.equal(json("qr", address)["text"], "https://qr.95516.com/00010000/621234**********5678");
    assert.equal(json("qr", address, "--clear")["text"], address);
    assert.equal(json("qr", "https://example.org/menu?table=12")["text"], "https://example.org/menu?table=12");
    assert.match(run("qr", "6236098835899996543").out, /UnionPay +623609\*{9}6543/);
  });
});
