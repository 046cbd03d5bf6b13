import assert from "node:assert/strict";
import { unionpay } from "../../../firmware/acquirer/unionpay.js";
import { readProfile } from "../../../firmware/host/read-profile.js";
import { packMessage } from "../../../firmware/iso8583/message.js";
import type { Native } from "../../../hal/native.js";
import { retailMac } from "../../../sim/acquirer/cipher.js";
import { approvalsText } from "../../../tools/approvals.js";
import { compileProfile, PROFILES, profileNamed } from "../../../tools/profiles.js";

const nativeWith = (name: string, bytes: Buffer): Native => ({
  asset: (asked: string, from: number, length: number) => (asked === name ? bytes.toString("latin1").substr(from, length) : ""),
  assetLength: (asked: string) => (asked === name ? bytes.length : 0),
}) as unknown as Native;

// Goal: a profile comes out of its asset as its author wrote it, and what cannot be one stops the build.
describe("tools/profiles", () => {
  it("come out of their assets as they went in", () => {
    assert.deepEqual(PROFILES.map((one) => one.name), ["iso1987", "unionpay"]);
    for (const profile of PROFILES) assert.deepEqual(readProfile(nativeWith("profile." + profile.name, compileProfile(profile)), profile.name), { ...profile, approvals: approvalsText(profile.approvals) });
    assert.equal(readProfile(nativeWith("profile.a", Buffer.alloc(0)), "b"), null);
    assert.equal(profileNamed("nobody"), null);
  });

  it("refuse names, headers and texts that cannot be", () => {
    assert.throws(() => compileProfile({ ...unionpay, name: "Not this" }), /its name has/);
    assert.throws(() => compileProfile({ ...unionpay, header: "60" }), /twelve digits/);
    assert.throws(() => compileProfile({ ...unionpay, domesticScheme: "银联" }), /only ASCII/);
  });

  // ISO/IEC 9797-1, annex: algorithm 3, padding 1 (PAYMENTS 4.3).
  it("the host's X9.19 is the standard's", () => {
    assert.equal(Buffer.from(retailMac("0123456789ABCDEFFEDCBA9876543210", Buffer.from("Now is the time for all ")), "latin1").toString("hex").toUpperCase(), "A1C72E74EA3FA9B6");
  });

  it("plain ISO 8583:1987 is text that a person can read", () => {
    const fields = { 2: "6217990000000000014", 11: "000007", 22: "022", 41: "12345678" };
    // Fields 2, 11 and 22 of the first half, 41 of the second.
    assert.equal(packMessage(profileNamed("iso1987")!.spec, { mti: "0800", fields }), "0800" + "4020040000800000" + "19" + "6217990000000000014" + "000007" + "022" + "12345678");
  });
});
