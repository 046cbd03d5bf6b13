import assert from "node:assert/strict";
import { createCipheriv, createDecipheriv } from "node:crypto";
import { ateccCrc, ateccKeyStore, unwrapKey, wrapKey, type AteccKeyStore } from "../../../hal/espruino/keystore-atecc608.js";
import { createWorld } from "../../../sim/world.js";
import { installBoard, type Board } from "../../support/board.js";
import { createAtecc608, type Atecc608 } from "../../support/chips/atecc608.js";
import { bytesOf, hexOf } from "../../support/hex.js";

const TMK = bytesOf("0123456789ABCDEFFEDCBA987654321008D7B4FB");
const LONG = bytesOf("0123456789ABCDEFFEDCBA98765432108899AABBCCDDEEFF" + "01020304");

// Goal: the key at rest is of no use without this one chip, and whatever is wrong with the chip is said in clear words and gives no key.
describe("hal/espruino/keystore-atecc608", () => {
  let board: Board;
  let chip: Atecc608;
  let said: string[];
  beforeEach(() => {
    board = installBoard(createWorld());
    said = [];
    plug(createAtecc608());
  });
  afterEach(() => board.restore());

  function plug(next: Atecc608): void {
    chip = next;
    board.also({ getTime: () => chip.seconds(), print: (line: string) => said.push(line) });
  }
  /** Power up with what lies in flash. */
  function boot(): AteccKeyStore {
    return ateccKeyStore({ bus: chip.bus as never, address: 0x60, slot: 9, file: "tmk" });
  }
  const inFlash = (name = "tmk"): string => board.files.get(name) ?? "";

  it("makes the CRC of the datasheet's wake answer", () => {
    assert.equal(hexOf(ateccCrc("\x04\x11")), "3343");
  });
  it("wraps as RFC 3394 4.1 does, and takes nothing that was changed", () => {
    const key = Buffer.from("000102030405060708090A0B0C0D0E0F", "hex");
    const ecb = (make: typeof createCipheriv | typeof createDecipheriv) => (block: string): string => make("aes-128-ecb", key, null).setAutoPadding(false).update(Buffer.from(block, "latin1")).toString("latin1");
    const wrapped = wrapKey(ecb(createCipheriv), bytesOf("00112233445566778899AABBCCDDEEFF"));
    assert.equal(hexOf(wrapped), "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5");
    assert.equal(hexOf(unwrapKey(ecb(createDecipheriv), wrapped)), "00112233445566778899AABBCCDDEEFF");
    for (let at = 0; at < wrapped.length; at++) assert.equal(unwrapKey(ecb(createDecipheriv), wrapped.slice(0, at) + String.fromCharCode(wrapped.charCodeAt(at) ^ 1) + wrapped.slice(at + 1)), "");
    // Three parts, against OpenSSL's own.
    const long = LONG.slice(0, 24);
    const other = createCipheriv("id-aes128-wrap", key, Buffer.alloc(8, 0xa6));
    assert.equal(hexOf(wrapKey(ecb(createCipheriv), long)), Buffer.concat([other.update(Buffer.from(long, "latin1")), other.final()]).toString("hex").toUpperCase());
  });
  it("keeps a key of either length for the next boot, and none of it in clear", () => {
    for (const key of [TMK, LONG]) {
      boot().writeTmk(key);
      assert.equal(inFlash().length, key.length + 9);
      for (let at = 0; at + 6 <= key.length - 4; at++) assert.ok(!inFlash().includes(key.substr(at, 6)));
      assert.equal(hexOf(boot().readTmk()), hexOf(key));
    }
    boot().eraseTmk();
    assert.equal(boot().readTmk(), "");
    assert.deepEqual(said, []);
  });
  it("gives no key to another chip that looks the same", () => {
    boot().writeTmk(TMK);
    plug(createAtecc608());
    chip.key = Buffer.alloc(16, 7);
    assert.equal(boot().readTmk(), "");
    assert.deepEqual(said, ["secure element: the stored key is not this chip's"]);
  });
  it("wraps what was flashed in clear, the transport key too", () => {
    board.files.set("tmk", TMK);
    board.files.set("tmk.kek", TMK);
    const store = boot();
    assert.equal(store.readTmk(), TMK);
    assert.equal(store.readTransport(), TMK);
    assert.equal(inFlash().length, 29);
    assert.equal(inFlash("tmk.kek").length, 29);
    assert.equal(boot().readTransport(), TMK);
  });
  it("draws random bytes, other ones each time, and wakes for every command so that the watchdog never bites", () => {
    const store = boot();
    const drawn = new Set(Array.from({ length: 50 }, () => store.random()));
    assert.equal(drawn.size, 50);
    assert.ok([...drawn].every((bytes) => bytes.length === 32));
    assert.equal(chip.watchdogFired, 0);
    assert.deepEqual(chip.done.slice(0, 4), [0x30, 0x02, 0x02, 0x1b]);
  });
  it("survives damage on the wire, either way", () => {
    boot().writeTmk(TMK);
    for (const harm of ["harm", "mishear"] as const) {
      chip[harm] = 2;
      assert.equal(boot().readTmk(), TMK, harm);
      assert.equal(chip[harm], 0);
    }
    assert.deepEqual(said, []);
  });

  const NO_ANSWER = "secure element: no answer; look at its wires, its address and the speed of its bus";
  const faults: [string, (broken: Atecc608) => void, string][] = [
    ["is absent", (broken) => { broken.gone = true; }, NO_ANSWER],
    ["never gets ready", (broken) => { broken.stuck = true; }, NO_ANSWER],
    ["is damaged all the time", (broken) => { broken.harm = 1000; }, NO_ANSWER],
    ["hears nothing right", (broken) => { broken.mishear = 1000; }, "secure element: command 30 refused with ff"],
    ["is an older chip", (broken) => { broken.revision = 0x50; }, "secure element: is no ATECC608"],
    ["has an unlocked configuration", (broken) => { broken.configLocked = false; }, "secure element: is not locked; configure it and lock both zones first (docs/BUILD-ONE.md)"],
    ["has unlocked data", (broken) => { broken.dataLocked = false; }, "secure element: is not locked; configure it and lock both zones first (docs/BUILD-ONE.md)"],
    ["has no AES key there", (broken) => { broken.keyType = 4; }, "secure element: slot 9 is not for an AES key"],
    ["has AES switched off", (broken) => { broken.aesEnabled = false; }, "secure element: command 51 refused with f"],
  ];
  for (const [what, harm, words] of faults) {
    it("gives no key and says why when the chip " + what, () => {
      boot().writeTmk(TMK);
      const kept = inFlash();
      harm(chip);
      const store = boot();
      assert.equal(store.readTmk(), "");
      assert.ok(said.includes(words), said.join(" | "));
      assert.ok((board.files.get("diary") ?? "").includes(words), "not in the diary");
      assert.equal(inFlash(), kept);
      // A key that cannot be wrapped is not kept in clear: there is none then.
      store.writeTmk(TMK);
      assert.equal(inFlash(), "");
      if (what !== "has AES switched off") assert.equal(store.random(), "");
    });
  }
  it("works again once the chip is back, without a new start", () => {
    boot().writeTmk(TMK);
    chip.gone = true;
    const store = boot();
    assert.equal(store.readTmk(), "");
    chip.gone = false;
    assert.equal(store.readTmk(), TMK);
  });
  it("needs a slow bus for the wake pulse", () => {
    plug(createAtecc608(400_000));
    assert.equal(boot().random(), "");
    assert.deepEqual(said, [NO_ANSWER]);
  });
});
