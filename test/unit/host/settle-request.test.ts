// Goal: settlement, upload, its end and the sign-off are the published messages byte for byte, and sums never outgrow their field.
import assert from "node:assert/strict";
import { unionpay } from "../../../firmware/acquirer/unionpay.js";
import type { Message } from "../../../firmware/iso8583/spec.js";
import { bytesToHex, hexToBytes } from "../../../firmware/core/bytes.js";
import { packMessage } from "../../../firmware/iso8583/message.js";
import { readReply, askedOf } from "../../../firmware/host/reply.js";
import { frame } from "../../../firmware/host/request.js";
import { KIND_BYTES, QUERIED, REPEATED } from "../../../firmware/txn/kind.js";
import { ITEM_BYTES, SIDE_DEBIT, UPLOAD_ITEM, UPLOAD_NONE, UPLOAD_WHOLE, buildSettlement, buildSignOff, buildUpload, itemStan, settleTotals, sideOf, uploadAs, uploadItem } from "../../../firmware/host/settle-request.js";
import { createSimNative } from "../../../sim/devices/native.js";
import { KINDS, compileKinds } from "../../../tools/kinds.js";
import { session } from "../../support/messages.js";
import { sessionParams } from "../../support/terminal.js";

const wire = (message: Message): string => bytesToHex(frame(packMessage(unionpay.spec, message), sessionParams, unionpay));
/** Kinds as the terminal may one day have them: 1 sale, 2 void, 3 refund, 4 balance. */
const side = (kind: number): number => [0, 1, 3, 2, 0][kind]!;
const row = (scheme: string, count: number, amountMinor: number, kind = 1) => ({ kind, scheme, count, amountMinor });

describe("host/settle-request", () => {
  it("is the settlement of PAYMENTS 5.8, `settle`", () => {
    // What has no scheme, such as a refund to a wallet, is at home.
    assert.equal(settleTotals([row("\0\0\0", 2, 12445)], unionpay, side), settleTotals([row("CUP", 2, 12445)], unionpay, side));
    const totals = settleTotals([row("CUP", 2, 12445), row("CUP", 1, 100, 3)], unionpay, side);
    assert.equal(wire(buildSettlement(sessionParams, unionpay, { stan: 9, batch: 1 }, totals)), session.settle);
  });
  it("takes from a side what was taken back, and leaves out what moves no money", () => {
    assert.equal(settleTotals([row("CUP", 3, 300), row("CUP", 1, 100, 2), row("CUP", 9, 0, 4)], unionpay, side), "000000000200002" + "0".repeat(47));
  });
  it("knows the side of a kind from its file", () => {
    const native = createSimNative(new Map([["kinds", compileKinds(KINDS)]]));
    assert.equal(sideOf(native, 1), SIDE_DEBIT);
  });
  it("tells of sales in lists, of advices that count in messages of their own, of nothing else", () => {
    const native = createSimNative(new Map([["kinds", compileKinds(KINDS)]]));
    const named = (as: number): string[] => KINDS.filter((kind) => uploadAs(native, kind.number) === as).map((kind) => kind.name);
    for (const name of ["sale", "completion", "scanPay", "showPay", "pointsPay", "couponPay"]) assert.ok(named(UPLOAD_ITEM).includes(name), name);
    assert.deepEqual(named(UPLOAD_WHOLE), ["refund", "completionAdvice", "tip", "codeRefund"]);
    for (const name of ["void", "balance", "preauth", "cash", "completionVoid", "codeVoid", "transfer"]) assert.ok(named(UPLOAD_NONE).includes(name), name);
    assert.equal(itemStan(hexToBytes(uploadItem({ scheme: "CUP", stan: 987654, panMasked: "", amountMinor: 1 }, unionpay))), 987654);
  });
  it("tells by side and by how it is undone alone, whatever kinds there will be", () => {
    // A made-up kind; three bytes of it are asked for: its flags and its side are the first and the last.
    const as = (flags: number, of: number): number => uploadAs({
      ...createSimNative(new Map()), asset: (_name: string, at: number, length: number) => (at === 6 * KIND_BYTES + 1 && length === 3 ? String.fromCharCode(flags, 0, of) : ""),
    }, 7);
    assert.deepEqual([as(REPEATED, 2), as(255 - QUERIED, 4), as(REPEATED, 0)], [UPLOAD_WHOLE, UPLOAD_WHOLE, UPLOAD_NONE]);
    assert.deepEqual([as(REPEATED | QUERIED, 1), as(REPEATED | QUERIED, 2), as(0, 1), as(QUERIED | 3, 1), as(0, 0), as(0, 3)], [UPLOAD_ITEM, UPLOAD_NONE, UPLOAD_ITEM, UPLOAD_ITEM, UPLOAD_NONE, UPLOAD_NONE]);
  });
  it("adds what comes on top of a sale to its side, and counts it not once more", () => {
    assert.equal(settleTotals([row("CUP", 3, 300), row("CUP", 2, 40, 5)], unionpay, (kind) => (kind === 5 ? 4 : 1)), "000000000340003" + "0".repeat(47));
  });
  it("adds rows of one side up and keeps domestic and foreign apart", () => {
    assert.equal(settleTotals([row("CUP", 1, 100), row("VIS", 2, 300), row("CUP", 3, 11), row("MCC", 4, 5)], unionpay, side),
      "000000000111004" + "0".repeat(16) + "000000000305006" + "0".repeat(16));
  });
  it("takes what has no scheme for domestic, in the totals as in the list", () => {
    assert.equal(settleTotals([row("\0\0\0", 1, 345, 3)], unionpay, side), "0".repeat(15) + "000000000345001" + "0".repeat(32));
    assert.equal(uploadItem({ scheme: "", stan: 2, panMasked: "", amountMinor: 1 }, unionpay).slice(0, 2), "00");
  });
  it("keeps 62 digits whatever the sums are", () => {
    for (const amount of [0, 999999999999, 1000000000005, 318999999999681]) {
      const totals = settleTotals([row("CUP", 1319, amount)], unionpay, side);
      assert.equal(totals.length, 62);
      assert.equal(totals.substring(0, 15), ("" + amount).padStart(12, "0").slice(-12) + "319");
    }
  });
  it("is the upload of PAYMENTS 5.8, `batch`: the middle of that card number is zeros", () => {
    const item = uploadItem({ scheme: "CUP", stan: 2, panMasked: "621799*********0014", amountMinor: 12345 }, unionpay);
    assert.equal(item.length, 2 * ITEM_BYTES);
    assert.equal(wire(buildUpload(sessionParams, unionpay.uploadCode, { stan: 10, batch: 1 }, "01" + item)), session.batch);
    assert.equal(uploadItem({ scheme: "VIS", stan: 2, panMasked: "", amountMinor: 1 }, unionpay), "01000002" + "0".repeat(31) + "1");
  });
  it("is the end of PAYMENTS 5.8, `batchEnd`, and its `signoff`", () => {
    assert.equal(wire(buildUpload(sessionParams, unionpay.endEqualCode, { stan: 11, batch: 1 }, "0001")), session.batchEnd);
    assert.equal(wire(buildSignOff(sessionParams, unionpay, { stan: 12, batch: 1 })), session.signoff);
  });
  it("takes the published answer, one without a code, and 94 to an upload alone", () => {
    const asked = askedOf(buildSettlement(sessionParams, unionpay, { stan: 9, batch: 1 }, ""));
    const payload = (hex: string): string => Buffer.from(hex, "hex").toString("latin1").slice(2);
    const reply = readReply(payload(session.settleR as string), asked, unionpay);
    assert.deepEqual([reply.outcome, reply.verdict, reply.fields[48]?.charAt(30)], ["matched", "approved", "1"]);
    const answer = (mti: string, code: string | undefined) => {
      const fields: Record<number, string> = { 11: "000009", 41: sessionParams.tid, 42: sessionParams.mid, ...(code === undefined ? {} : { 39: code }) };
      return readReply(frame(packMessage(unionpay.spec, { mti, fields }), sessionParams, unionpay).slice(2), { ...asked, mti: mti.replace("1", "0").replace("33", "32") }, unionpay);
    };
    assert.deepEqual([answer("0510", undefined).outcome, answer("0510", undefined).verdict], ["matched", "approved"]);
    assert.equal(answer("0330", "94").verdict, "approved");
    assert.equal(answer("0510", "94").verdict, "declined");
    assert.equal(answer("0330", undefined).outcome, "broken");
  });
});
