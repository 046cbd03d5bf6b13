import { ds3231Clock } from "../espruino/clock-ds3231.js";
import { ili9341Display } from "../espruino/display-ili9341.js";
import { ssd1306Display } from "../espruino/display-ssd1306.js";
import { st7920Display } from "../espruino/display-st7920.js";
import { ateccCrc, ateccKeyStore } from "../espruino/keystore-atecc608.js";
import { matrixKeypad } from "../espruino/keypad-matrix.js";
import { pinMagstripe } from "../espruino/magstripe-pins.js";
import { esp8266Network } from "../espruino/network-esp8266.js";
import { w5500Network } from "../espruino/network-w5500.js";
import { escposPrinter } from "../espruino/printer-escpos.js";
import { mixedRandom } from "../espruino/random-mixed.js";
import { plainSha256 } from "../espruino/sha256.js";
import { framSeed } from "../espruino/storage-fram-i2c.js";
import { norSeed, norSpiStorage } from "../espruino/storage-nor-spi.js";
import type { Display } from "../display.js";

/** Bytes of whatever a bus is given, as an 8-bit string. */
function flat(part: unknown): string {
  if (part === undefined) return "";
  if (typeof part === "number") return String.fromCharCode(part & 255);
  if (typeof part === "string") return part;
  const many = part as { data: number; count: number };
  if (many.count !== undefined) return "\0".repeat(many.count);
  let bytes = "";
  for (const one of part as unknown[]) bytes += flat(one);
  return bytes;
}

/** A chip that is locked, whose cipher turns bits and which is ready at once. */
function elementTour(note: (line: string) => void): void {
  let said = "";
  const store = ateccKeyStore({
    bus: {
      setup: function () {},
      writeTo: function (address: unknown, one: unknown) {
        const sent = flat(one);
        note("atecc " + address + " " + sent.length + ":" + E.CRC32(sent).toString(16));
        if (address === 0) said = "\x11";
        else if (sent[2] === "\x30") said = "\0\0\x60\x02";
        else if (sent[2] === "\x02") said = sent[4] === "\x15" ? "\0\0\0\0" : "\0\0\x18\0";
        else if (sent[2] === "\x1b") said = "r".repeat(32);
        else if (sent[2] === "\x51") {
          said = "";
          for (let at = 6; at < 22; at++) said += String.fromCharCode(sent.charCodeAt(at) ^ 0x5a);
        }
      },
      readFrom: function () {
        const frame = String.fromCharCode(said.length + 3) + said;
        return new Uint8Array(E.toArrayBuffer(frame + ateccCrc(frame)));
      },
    },
    address: 96, slot: 9, file: "tour.key",
  });
  note("atecc random " + store.random().length);
  store.writeTmk("0123456789abcdefKCV4");
  note("atecc stored " + E.CRC32(require("Storage").read("tour.key") + "").toString(16) + " key " + store.readTmk());
  store.eraseTmk();
  note("atecc erased " + store.readTmk());
}

/**
 * Every driver once, in the device's style, on buses that write down what they are sent and answer by rule. What two engines write
 * down must be the same to the byte.
 * @param pins  Four pins that may be written, read and watched.
 */
export function driverTour(pins: readonly Pin[], note: (line: string) => void): void {
  function sum(bytes: string): string { return bytes.length + ":" + E.CRC32(bytes).toString(16); }
  function i2c(name: string, answer: (length: number) => Uint8Array): I2CBus {
    return {
      setup: function () {},
      writeTo: function (_address: unknown, one: unknown, two: unknown) { note(name + " " + sum(flat(one) + flat(two))); },
      readFrom: function (_address, length) { return answer(length); },
    };
  }
  function spi(name: string, answer: (sent: string) => number): SPIBus {
    return {
      setup: function () {},
      write: function (one: unknown, two: unknown) { note(name + " " + sum(flat(one) + flat(two))); },
      send: function (given) {
        const sent = flat(given);
        note(name + " " + sum(sent));
        const got = new Uint8Array(sent.length);
        got.fill(answer(sent));
        return got;
      },
    };
  }
  function serial(name: string, answer: (sent: string) => string): SerialPort {
    let heard: (bytes: string) => void = function () {};
    return {
      setup: function () {},
      write: function (bytes) {
        note(name + " " + JSON.stringify(bytes).toUpperCase());
        const said = answer(bytes);
        if (said !== "") setTimeout(function () { heard(said); }, 2);
      },
      on: function (_event, listener) { heard = listener; },
    };
  }
  function zeros(length: number): Uint8Array { return new Uint8Array(length); }
  function draw(display: Display): void {
    display.flip();
    display.fill(3, 5, 40, 20, true);
    display.text(1, 2, "Ab \xd2\xf8", 1);
    display.text(8, 0, "9", 2);
    display.flip();
    display.rows(3, "\x81".repeat(256));
    display.image(20, 1, 10, 2, "\xff\xc0\x80\x40");
    display.flip();
    display.flip();
  }
  draw(ssd1306Display({ bus: i2c("ssd1306", zeros), address: 60 }));
  draw(st7920Display({ bus: spi("st7920", function () { return 0; }), select: pins[0]! }));
  const colour = ili9341Display({ bus: spi("ili9341", function () { return 0; }), select: pins[0]!, command: pins[1]! });
  draw(colour);
  const clock = ds3231Clock({ bus: i2c("ds3231", zeros) });
  clock.setNow(1782000000000);
  note("clock " + Math.floor(clock.now() / 1000));
  note("sha " + sum(plainSha256("abc")) + " " + sum(plainSha256("x".repeat(130))));
  const seed = framSeed({ bus: i2c("fram", function (length) { return zeros(length); }), address: 80, sizeBytes: 32768 });
  const out = new Uint8Array(20);
  mixedRandom({ noise: pins[0]!, hash: plainSha256, seed: { read: seed.read, write: function () { return true; } } }).fill(out);
  // A nor that answers 1 to everything but its status: made, idle, and holding nothing that it was told.
  const norBus = spi("nor", function (sent) { return sent[0] === "\x05" ? 0 : 1; });
  note("seed " + norSeed({ bus: norBus, select: pins[0]!, sizeBytes: 16384 }).read().length);
  const nor = norSpiStorage({ bus: norBus, select: pins[0]!, sizeBytes: 73728 });
  nor.read(5, 700, function (error, bytes) { note("nor read " + error + " " + sum(bytes)); });
  nor.program(250, "\x01".repeat(100), function (error) { note("nor program " + error); });
  nor.erase(4096, function (error) { note("nor erase " + error); });
  const printer = escposPrinter({ serial: serial("printer", function (sent) { return sent[0] === "\x10" ? "\x12\x12\x12" : ""; }), columns: 32, lineMs: 40 });
  printer.printLines("one\n\n\xd2\xf8 three\n", function (error) {
    note("printed " + error);
    printer.endReceipt(function (failed) { note("cut " + failed); });
  });
  const modem = esp8266Network({
    serial: serial("esp8266", function (sent) { return sent.startsWith("AT+CIPSEND") ? "\r\nOK\r\n> " : sent.startsWith("AT") ? "\r\nOK\r\n" : "\r\nSEND OK\r\n\r\n+IPD,4:\0\xff:\r\r\nCLOSED\r\n"; }),
  });
  modem.onBytes(function (bytes) { note("modem heard " + JSON.stringify(bytes).toUpperCase()); });
  modem.onClosed(function () { note("modem closed"); });
  modem.connect("host.test", 99, function (error) {
    note("modem up " + error);
    modem.send("hello", function (failed) { note("modem sent " + failed); });
  });
  const wired = w5500Network({ bus: spi("w5500", function () { return 0; }), select: pins[0]!, ip: "192.0.2.5", mask: "255.255.255.0", gateway: "192.0.2.1" });
  wired.connect("not.dotted", 1, function (error) { note("wired " + error); });
  wired.connect("192.0.2.256", 1, function (error) { note("wired " + error); });
  wired.connect("192.0.2.9", 1, function (error) { note("wired " + error + " " + wired.bars()); });
  elementTour(note);
  matrixKeypad({ rows: [pins[0]!, pins[1]!], columns: [pins[2]!, pins[3]!], keys: "1234" }).onKey(function (key) { note("key " + key); });
  const head = pinMagstripe({ clock2: pins[2]!, data2: pins[3]! });
  head.onSwipe(function () { note("swipe"); });
  head.onSwipe(null);
}
