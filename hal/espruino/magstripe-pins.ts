import type { Magstripe, Swipe } from "../magstripe.js";

export interface PinHeadOptions {
  /** Strobe and data of each track that the head has; track 2 is what a payment needs. */
  clock1?: Pin;
  data1?: Pin;
  clock2: Pin;
  data2: Pin;
  clock3?: Pin;
  data3?: Pin;
}

/** A bit comes every 3.4 ms at the slowest, 10 cm/s on 75 bits an inch; this much silence ends a swipe. */
const SILENCE_MS = 60;
/** Fewer bits than this are a touch or a spark, not a card. */
const BITS_MIN = 16;
/** As the contract has them, for tracks 1 to 3. */
const BYTES_MAX = [120, 60, 120];

/** Digits 0 and 1 to bytes, the first bit highest. */
function pack(digits: string, bytesMax: number): string {
  let bytes = "";
  // A byte that is not full is filled with zeros, as clocking would.
  for (let at = 0; at < digits.length && bytes.length < bytesMax; at += 8) bytes += String.fromCharCode(parseInt(digits.substr(at, 8).padEnd(8, "0"), 2));
  return bytes;
}

/**
 * A head whose decoder gives clock and data lines ("TTL"): data is valid at the falling edge of the strobe, and low is a one.
 * The interrupt samples the data pin and queues the event; what the interpreter does for each bit is one short callback,
 * because bits come faster than it and wait in its event buffer. Source: MagTek 99821047 "TTL card readers", timing;
 * interpreter: setWatch with `data`, ESPRUINO facts 6.
 */
export function pinMagstripe(options: PinHeadOptions): Magstripe {
  let listener: ((swipe: Swipe) => void) | null = null;
  let one = "";
  let two = "";
  let three = "";
  let counted = 0;
  let timer = 0;
  const watches: number[] = [];

  function forget(): void {
    if (timer > 0) clearInterval(timer);
    timer = 0;
    counted = 0;
    one = "";
    two = "";
    three = "";
  }
  function look(): void {
    const bits = one.length + two.length + three.length;
    if (bits !== counted) {
      counted = bits;
      return;
    }
    const swipe = { t1: pack(one, BYTES_MAX[0]!), t2: pack(two, BYTES_MAX[1]!), t3: pack(three, BYTES_MAX[2]!) };
    forget();
    if (bits >= BITS_MIN && listener !== null) listener(swipe);
  }
  // One function a track: which one it is must cost nothing at each bit.
  function bitOne(event: WatchEvent): void {
    one += event.data ? "0" : "1";
    if (timer === 0) timer = setInterval(look, SILENCE_MS);
  }
  function bitTwo(event: WatchEvent): void {
    two += event.data ? "0" : "1";
    if (timer === 0) timer = setInterval(look, SILENCE_MS);
  }
  function bitThree(event: WatchEvent): void {
    three += event.data ? "0" : "1";
    if (timer === 0) timer = setInterval(look, SILENCE_MS);
  }
  function watch(fire: (event: WatchEvent) => void, clock: Pin | undefined, bit: Pin | undefined): void {
    if (clock === undefined || bit === undefined) return;
    pinMode(clock, "input_pullup");
    pinMode(bit, "input_pullup");
    watches.push(setWatch(fire, clock, { repeat: true, edge: "falling", debounce: 0, data: bit }));
  }
  return {
    onSwipe: function (heard) {
      listener = heard;
      if (heard === null) {
        while (watches.length > 0) clearWatch(watches.pop()!);
        forget();
      } else if (watches.length === 0) {
        watch(bitTwo, options.clock2, options.data2);
        watch(bitThree, options.clock3, options.data3);
        watch(bitOne, options.clock1, options.data1);
      }
    },
  };
}
