import assert from "node:assert/strict";
import sinon from "sinon";
import type { Session } from "../../../firmware/app/session.js";
import { EV_CODED } from "../../../firmware/flow/events.js";
import { code } from "../../../firmware/overlay/code.js";
import { vaultOther, vaultWipe } from "../../../firmware/secure/vault.js";

const [, , lightScanner, darkScanner, takeTyped] = code().effects;

/** A session that listens to a scanner; what it posts is noted. */
function desk() {
  const posted: [number, unknown][] = [];
  const onCode = sinon.spy();
  const session = { turn: 1, running: true, queue: { length: 0, push: ([on, value]: [number, unknown]) => posted.push([on, value]) }, context: { detail: "" }, ports: { scanner: { onCode }, log() {} } } as unknown as Session;
  return { session, posted, show: (text: string) => (onCode.lastCall.args[0] as ((text: string) => void) | null)?.(text) };
}

// Goal: a code is known for what it is before anything is sent, and lies nowhere but in the vault.
describe("overlay/code", () => {
  afterEach(vaultWipe);
  it("tells wallets apart by first digits and length", () => {
    // PAYMENTS 7.3, each form at its edges; the sandbox's code fails the card numbers' check and is one all the same.
    for (const [text, wallet] of [
      ["6236098835899996543", "CUP"], ["62" + "0".repeat(16), ""], ["62" + "0".repeat(18), ""], ["10" + "1".repeat(16), "WXP"], ["15" + "1".repeat(16), "WXP"], ["16" + "1".repeat(16), ""], ["09" + "1".repeat(16), ""],
      ["13" + "1".repeat(15), ""], ["25" + "1".repeat(14), "ALI"], ["30" + "1".repeat(22), "ALI"], ["25" + "1".repeat(13), ""], ["30" + "1".repeat(23), ""], ["24" + "1".repeat(16), ""], ["31" + "1".repeat(16), ""],
      ["hQVDUFYwMWETTwegAAAAVVVVUA==", "CUP"], ["CPN-10-0001", ""], ["13450000000000001x", ""], ["", ""],
    ] as const) {
      const { session, posted, show } = desk();
      lightScanner!(session, null);
      show(text);
      assert.deepEqual(posted, [[EV_CODED, wallet]], text);
      assert.equal(vaultOther(), wallet === "" ? "" : text);
      vaultWipe();
    }
  });
  it("hears nothing in a state that was left, and is dark afterwards", () => {
    const { session, posted, show } = desk();
    lightScanner!(session, null);
    session.turn++;
    show("134500000000000011");
    assert.deepEqual([posted, vaultOther()], [[], ""]);
    darkScanner!(session, null);
    show("134500000000000011");
    assert.deepEqual(posted, []);
  });
  it("takes a typed code as one that was scanned", () => {
    const { session, posted } = desk();
    session.context.detail = "134500000000000011";
    takeTyped!(session, null);
    assert.deepEqual([posted, vaultOther()], [[[EV_CODED, "WXP"]], "134500000000000011"]);
  });
});
