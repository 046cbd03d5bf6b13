import type { Ports } from "../../hal/ports.js";

/** Pictures that follow from a fixed sequence: texts over texts, large ones over rows, shapes between them. */
function scribble(ports: Ports, from: number): void {
  const texts = ["Amount 12.34", "88.00", "  \xd2\xf8\xa1\xa1 ", "\xd2\xf8x", "   ", "longer than the sixteen", "q\"\\", "\x7f\x05", "\xd2"];
  let state = from;
  function next(below: number): number {
    state = (state * 1103 + 12345) % 65536;
    return Math.floor(state / 16) % below;
  }
  for (let turn = 0; turn < 12; turn++) {
    const row = next(4);
    if (next(3) > 0) ports.display.clear();
    for (let count = next(4); count >= 0; count--) {
      const kind = next(10);
      if (kind === 0) ports.display.fill(next(128), next(64), next(40) + 1, next(20) + 1, next(2) === 1);
      else if (kind === 1) ports.display.image(next(100), next(50), 16, 3, "\xf0\x0f\xaa\x55\xff\x00");
      else if (kind < 4 && row < 3) ports.display.text(next(8), row, texts[next(2)]!, 2 + next(2));
      else ports.display.text(next(16), next(4), texts[next(9)]!, next(2));
    }
    ports.display.flip();
  }
}

/**
 * A little terminal that calls every port once in a way, written in the device's style: what the two engines make of it
 * must be equal. Keys choose what it does.
 */
export function start(ports: Ports): void {
  let row = 0;
  let timer = 0;
  let turn = 0;
  function show(text: string, style: number): void {
    if (row === 0) ports.display.clear();
    ports.display.text(0, row, text, style);
    ports.display.flip();
    row = (row + 1) % 4;
  }
  function told(what: string): (error: string | null, bytes?: string) => void {
    return function (error, bytes) {
      ports.log(what + " " + error + " " + (bytes === undefined || bytes === "" ? "" : bytes.length) + " at " + ports.clock.now());
    };
  }
  function storageTour(): void {
    ports.storage.program(64, "ab\x00\xff,\n", function (error) {
      told("program")(error);
      ports.storage.read(63, 8, function (fault, bytes) {
        told("read")(fault, bytes);
        ports.log("bytes " + bytes.split("").map(function (letter) { return letter.charCodeAt(0); }).join(" "));
      });
    });
  }
  function networkTour(): void {
    ports.network.onBytes(function (bytes) { show("got " + bytes.length, 1); ports.network.close(); });
    ports.network.onClosed(function () { ports.log("closed"); });
    ports.network.connect("host.test", 1000, function (error) {
      told("connect")(error);
      ports.network.send("\x00\x01\x80\xff,hello", told("send"));
    });
  }
  function pressed(key: string): void {
    ports.signals.beep("key");
    switch (key) {
      case "1": show("Amount 12.34", 0); break;
      case "2": show("\xd2\xf8\xa1\xa1mixed \xb0\x41", 1); break;
      case "3": show("88.00", 2); row = 0; break;
      case "4": storageTour(); break;
      case "5": networkTour(); break;
      case "6": ports.printer.printLines("\x1b@\xd2\xf8 line\nsecond\n", function (error) { told("print")(error); ports.printer.endReceipt(told("tear")); }); break;
      case "7": timer = ports.clock.after(1000, function () { ports.log("never"); }); ports.clock.after(250, function () { ports.clock.cancel(timer); ports.log("fired at " + ports.clock.now()); }); break;
      case "8": { const bytes = new Uint8Array(200); ports.random.fill(bytes); ports.log("random " + ports.native.crc32(ports.native.asset("font", 4, 16)) + " " + bytes[0] + " " + bytes[199]); break; }
      case "9": ports.display.image(3, 5, 10, 2, "\xaa\x80\x55\x40"); ports.display.fill(100, 20, 20, 9, true); ports.display.fill(104, 22, 4, 4, false); ports.display.flip(); break;
      case "D": turn++; scribble(ports, turn * 997); break;
      case "C": ports.clock.setNow(ports.clock.now() + 3600000); ports.log("set " + ports.clock.now() + " bars " + ports.network.bars()); break;
      case "X": throw new Error("sample.thrown");
      default: ports.signals.lights(5); ports.keypad.onKey(null);
    }
  }
  ports.log("tmk " + ports.keyStore.readTmk().length + " geometry " + JSON.stringify(ports.storage.geometry) + " columns " + ports.printer.columns);
  ports.keypad.onKey(pressed);
  ports.magstripe.onSwipe(function (swipe) { ports.log("swipe " + swipe.t1.length + " " + swipe.t2.length + " " + swipe.t3.length); });
  show("Ready", 0);
}
