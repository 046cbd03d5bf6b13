import assert from "node:assert/strict";
import type { Net } from "../../sim/crash/faults.js";
import { netsOf } from "../../sim/crash/nets.js";
import type { Bench } from "../../sim/crash/power-up.js";
import { isSpoilt } from "../../sim/crash/reactions.js";
import { crashBench, reactionsOn, withNet, type Track } from "../../sim/crash/track.js";
import { mutantBundle } from "../support/mutant-bundle.js";
import { endText } from "../support/end-text.js";
import { trackOf } from "../support/track-of.js";

const seed = Number(process.env.POSTERN_SEED ?? (Date.now() % 100000));

/** Spoilt answers of a track by what the terminal makes of them; "" for those that have to be played. */
function byReaction(bench: Bench, track: Track): Map<string, Net[]> {
  const nets = netsOf(track, 1).filter(isSpoilt);
  const reactions = reactionsOn(bench, track, nets);
  const groups = new Map<string, Net[]>();
  for (const net of nets) {
    const known = reactions.known(net);
    const name = known === undefined ? "" : net.message + net.name + known;
    groups.set(name, [...groups.get(name) ?? [], net]);
  }
  return groups;
}

// Goal: what is not played would have ended as what was.
describe("reactions to spoilt answers (seed " + seed + ")", function () {
  this.timeout(120000);
  let bench: Bench;
  before(async () => { bench = await crashBench(); });

  for (const name of ["sale-pin/nor", "sale-lost/fram", "settle-differ/nor", "scanPay/fram", "host-down/fram"]) {
    it("end alike wherever they are called the same: " + name, () => {
      const track = trackOf(bench, name);
      const groups = byReaction(bench, track);
      groups.delete("");
      const shared = [...groups.values()].filter((list) => list.length > 1);
      const sum = [...groups.values()].reduce((total, list) => total + list.length, 0);
      assert.ok(sum > 1500 && groups.size < sum / 4, `${sum} answers, ${groups.size} told apart`);
      for (let turn = 0; turn < 12; turn++) {
        const list = shared[(seed + turn * 7) % shared.length]!;
        const [one, other] = [list[seed % (list.length - 1)]!, list[list.length - 1]!];
        assert.equal(endText(withNet(bench, track, one, true)), endText(withNet(bench, track, other, true)), `${one.name}=${one.value}b${one.bit} and ${other.value}b${other.bit} at ${one.message}`);
      }
    });
  }
  it("tell apart what ends otherwise", () => {
    const track = trackOf(bench, "sale-pin/fram");
    const nets = netsOf(track, 2).filter((net) => isSpoilt(net) && net.message === 2);
    const reactions = reactionsOn(bench, track, nets);
    const ends = new Map<string, string>();
    for (let at = seed % 17; at < nets.length; at += 17) {
      const known = reactions.known(nets[at]!);
      if (known === undefined) continue;
      const end = endText(withNet(bench, track, nets[at]!, false));
      const text = nets[at]!.name + known;
      assert.equal(ends.get(text) ?? end, end);
      ends.set(text, end);
    }
    assert.ok(new Set(ends.values()).size > 2, "everything ends alike");
  });
  it("tell apart all answers of which something stays in memory", async () => {
    const file = "firmware/app/effects-host.ts";
    const keeper = await crashBench(await mutantBundle([{ file, from: "if (good) session.reply = reply;", to: "session.reply = reply;" }]));
    const sound = byReaction(bench, trackOf(bench, "sale-pin/fram")).size;
    const kept = byReaction(keeper, trackOf(keeper, "sale-pin/fram")).size;
    assert.ok(kept > sound + 300, `${kept} told apart where something stays, ${sound} where nothing does`);
  });
  it("leave the play as it was: what comes behind a look is as without it", () => {
    const track = trackOf(bench, "settle-equal/nor");
    const nets = netsOf(track, 1).filter(isSpoilt);
    const whole = reactionsOn(bench, track, nets);
    const late = nets.filter((net) => net.message === track.end.messages);
    const alone = reactionsOn(bench, track, late);
    for (const net of late) assert.equal(alone.known(net), whole.known(net));
  });
});
