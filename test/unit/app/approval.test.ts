import assert from "node:assert/strict";
import { approvalWanted } from "../../../firmware/app/approval.js";
import type { Session } from "../../../firmware/app/session.js";
import { approvalsText } from "../../../tools/approvals.js";
import { PROFILES } from "../../../tools/profiles.js";

const session = (own: string, profile: string): Session => ({ params: { approvals: own }, profile: { approvals: profile } }) as unknown as Session;
const asked = (own: string, profile: string, name: string, itself: boolean): boolean => approvalWanted(session(own, profile), name, itself);

// Goal: who has to approve what is decided by the parameters, then by the acquirer, then by the kind itself, and by nothing else.
describe("app/approval", () => {
  it("follows the parameters before the profile, and the profile before the kind", () => {
    assert.deepEqual([asked("-2", "+2", "2", true), asked("+2", "-2", "2", false), asked("", "-2", "2", true), asked("", "+2", "2", false)], [false, true, false, true]);
    assert.deepEqual([asked("", "", "2", true), asked("", "", "2", false)], [true, false]);
  });

  it("takes no number or name for the beginning or the end of another", () => {
    assert.deepEqual([asked("+12 +settle", "", "2", false), asked("+12 +settle", "", "1", false), asked("+12 +settle", "", "set", false), asked("-12", "", "2", true)], [false, false, false, true]);
    assert.ok(asked("+12 +settle", "", "settle", false));
  });

  it("is written with names and read with numbers", () => {
    assert.equal(approvalsText("+refund  -void +preauth +reprint -settle +3"), "+3 -2 +5 +reprint -settle +3");
    assert.equal(approvalsText(""), "");
  });

  it("refuses what the terminal would not ask before", () => {
    for (const wrong of ["void", "+nothing", "*void", "+sale", "+scanPay", "+transfer", "+99"]) assert.throws(() => approvalsText(wrong), /^Error: approvals: /, wrong);
  });

  it("is asked before money goes back, at every acquirer of the tree", () => {
    for (const profile of PROFILES) for (const name of ["void", "refund", "preauthVoid", "completionVoid", "codeVoid", "codeRefund"]) assert.ok((" " + profile.approvals + " ").includes(` +${name} `), `${profile.name}: ${name}`);
  });
});
