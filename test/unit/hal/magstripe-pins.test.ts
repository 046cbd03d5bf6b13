import assert from "node:assert/strict";
import { readSwipe } from "../../../firmware/card/tracks.js";
import { pinMagstripe } from "../../../hal/espruino/magstripe-pins.js";
import type { Swipe } from "../../../hal/magstripe.js";
import { createSimNative } from "../../../sim/devices/native.js";
import { createWorld } from "../../../sim/world.js";
import { readBoard } from "../../../tools/board.js";
import { installBoard, type Board } from "../../support/board.js";
import { createPinHead } from "../../support/chips/head.js";

/** Track 2 of card S1 with clocking zeros as it lies on a stripe of 85 mm: 251 bits. Source: PAYMENTS.md 1.4; ISO/IEC 7811-6. */
const S1 = [...Buffer.from("D3510E4E61084210842108604B6430440300842108421087EE", "hex")].map((byte) => byte.toString(2).padStart(8, "0")).join("");
const STRIPE = "0".repeat(25) + S1 + "0".repeat(26);
/** Bytes of an input event in the buffer, and ms a bit costs on 100 MHz: ESPRUINO facts 6, upper end. */
const EVENT_BYTES = 6;
const SERVICE_MS = 0.7;

const native = createSimNative(new Map());

// Goal: no bit of a swipe is lost or turned, at any speed of a hand, in both directions, with the buffer and the speed of each board.
describe("hal/espruino/magstripe-pins", () => {
  let board: Board | null = null;
  afterEach(() => board?.restore());
  function rig(events = 1000, serviceMs = 0.1) {
    board?.restore();
    const world = createWorld({ seed: 3 });
    board = installBoard(world);
    const head = createPinHead(board, world, events, serviceMs);
    const pin = (name: string): never => board!.pin(name);
    const magstripe = pinMagstripe({ clock2: pin("k2"), data2: pin("d2"), clock3: pin("k3"), data3: pin("d3") });
    const heard: Swipe[] = [];
    magstripe.onSwipe((swipe) => heard.push(swipe));
    return { world, head, magstripe, heard };
  }
  const bitsOf = (bytes: string): string => [...bytes].map((byte) => byte.charCodeAt(0).toString(2).padStart(8, "0")).join("");

  it("reads a card at 10 to 100 cm/s, forwards and backwards", () => {
    for (const speed of [100, 300, 600, 1000]) for (const backward of [false, true]) {
      const { world, head, heard } = rig();
      head.swipe({ 2: STRIPE }, speed, backward);
      world.runFor(3000);
      assert.equal(heard.length, 1, speed + " mm/s");
      assert.equal(readSwipe(native, heard[0]!, "2606").pan, "6217990000000000014");
      assert.equal(bitsOf(heard[0]!.t2).slice(0, 251), backward ? [...STRIPE].reverse().join("") : STRIPE);
      assert.equal(heard[0]!.t1 + heard[0]!.t3, "");
    }
  });
  for (const name of ["espruino-wifi", "esp32"]) {
    it(`loses nothing at 60 cm/s with the event buffer and the speed of ${name}`, () => {
      const { chip } = readBoard(name);
      const { world, head, heard } = rig(Math.floor(chip.eventBytes / EVENT_BYTES), (SERVICE_MS * 100) / chip.mhz);
      head.swipe({ 2: STRIPE }, 600);
      world.runFor(3000);
      assert.equal(head.lost, 0);
      assert.equal(readSwipe(native, heard[0]!, "2606").error, 0);
    });
  }
  it("says a bad swipe when a slow board does lose bits, and not another card number", () => {
    const { world, head, heard } = rig(20, 1.2);
    head.swipe({ 2: STRIPE }, 600);
    world.runFor(3000);
    assert.ok(head.lost > 0);
    assert.notEqual(readSwipe(native, heard[0]!, "2606").error, 0);
  });
  it("reads two tracks at once, and cuts what is longer than a track can be", () => {
    const { world, head, heard } = rig();
    const third = "01".repeat(700);
    head.swipe({ 2: STRIPE, 3: third }, 300);
    world.runFor(3000);
    assert.equal(heard.length, 1);
    assert.equal(bitsOf(heard[0]!.t2).slice(0, 251), STRIPE);
    assert.equal(bitsOf(heard[0]!.t3), third.slice(0, 960));
  });
  it("takes a spark for nothing, and stops watching when nobody listens", () => {
    const { world, head, magstripe, heard } = rig();
    head.swipe({ 2: "1010101" }, 300);
    world.runFor(500);
    assert.equal(heard.length, 0);
    assert.equal(board!.watches.size, 2);
    magstripe.onSwipe(null);
    assert.equal(board!.watches.size, 0);
    head.swipe({ 2: STRIPE }, 300);
    world.runFor(3000);
    magstripe.onSwipe((swipe: Swipe) => { (heard as Swipe[]).push(swipe); });
    world.runFor(3000);
    assert.equal(heard.length, 0);
  });
});
