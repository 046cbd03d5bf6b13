// Goal: who signs off leaves no working key behind, uses up a trace number that is on the medium first, and is not signed in again by the clock.
import assert from "node:assert/strict";
import sinon from "sinon";
import { offChart } from "../../../firmware/flow/off.js";
import { EV_SAVED, EV_SAVE_FAILED } from "../../../firmware/flow/events.js";
import { unpackMessage } from "../../../firmware/iso8583/message.js";
import { unionpay } from "../../../firmware/acquirer/unionpay.js";
import { guardList } from "../../../firmware/flow/guards.js";
import { GUARDS } from "../../../firmware/flow/names.js";
import { off } from "../../../firmware/overlay/off.js";
import { overlayDesk } from "../../support/overlay-desk.js";

function desk(error: string | null = null) {
  const sent: { mti: string; fields: Record<number, string> }[] = [];
  const journal = { nextStan: sinon.stub().returns(41), batch: () => 6, note: (done: (error: string | null) => void) => done(error) };
  const link = { listen: () => {}, exchange: (_host: string, _port: number, bytes: string) => { sent.push(unpackMessage(unionpay.spec, bytes.slice(13)).message); } };
  const found = overlayDesk(journal, { link });
  const run = (name: string): void => off().effects[offChart.effects.indexOf(name)]!(found.session, null);
  return { ...found, run, sent };
}

describe("overlay/off", () => {
  it("notes its trace number before anything is sent", () => {
    const { run, posted, sent, session } = desk();
    run("noteTrace");
    assert.deepEqual([posted.map(([on]) => on), session.stan, sent], [[EV_SAVED], 41, []]);
    const bad = desk("full");
    bad.run("noteTrace");
    assert.equal(bad.posted[0]![0], EV_SAVE_FAILED);
  });
  it("tells the host under that number and the batch", () => {
    const { run, sent, session } = desk();
    session.stan = 41;
    run("sendSignOff");
    assert.deepEqual([sent.length, sent[0]!.mti, sent[0]!.fields[11], sent[0]!.fields[60]], [1, unionpay.networkMti, "000041", "00000006" + unionpay.signOffCode]);
  });
  it("forgets the working keys and keeps the master key", () => {
    const { run, session } = desk();
    run("forgetKeys");
    sinon.assert.calledOnceWithExactly(session.secure!.forget as sinon.SinonSpy, false);
  });
  it("is not undone by time: only somebody signs in again", () => {
    const { session } = desk();
    session.context.signedIn = true;
    off().updates[offChart.updates.indexOf("signedOff")]!(session.context, null);
    const due = guardList[GUARDS.indexOf("signDue")]!;
    assert.deepEqual([session.context.signedIn, due(session.context, Date.UTC(2120, 0, 1))], [false, false]);
    assert.ok(due({ ...session.context, retryAtMs: 0 }, 1), "and would be without it");
  });
});
