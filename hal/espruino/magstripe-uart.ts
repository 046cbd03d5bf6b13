import type { Magstripe, Swipe } from "../magstripe.js";

export interface UartHeadOptions {
  /** Set up already, 9600 baud on common heads. */
  serial: SerialPort;
}

/** A head sends a whole swipe in one go; this much silence ends it. */
const SILENCE_MS = 80;
/** Far more than three full tracks: noise on the line must not fill the memory. */
const TEXT_MAX = 300;
const CLOCKING_BITS = 16;
/** What stands for a track that holds anything but the track's characters: bits that no decoder takes. */
const UNREADABLE = "\xff\xff\xff\xff";

/**
 * The bits of a track from its text, sentinels included: characters low bit first with odd parity, then the LRC, with
 * clocking zeros around. Source: ISO/IEC 7811-2, 7811-6.
 * @param base  Code of the character with value 0: 0x20 on track 1, 0x30 on the others.
 */
function trackBits(text: string, base: number, dataBits: number): string {
  let lrc = 0;
  let byte = 0;
  let filled = CLOCKING_BITS;
  let put = "\0\0";
  for (let index = 0; index <= text.length; index++) {
    const value = index < text.length ? text.charCodeAt(index) - base : lrc;
    if (value < 0 || value >= 1 << dataBits) return UNREADABLE;
    lrc ^= value;
    let parity = 1;
    for (let bit = 0; bit <= dataBits; bit++) {
      const one = bit < dataBits ? (value >> bit) & 1 : parity;
      parity ^= one;
      byte = (byte << 1) | one;
      filled++;
      if ((filled & 7) === 0) {
        put += String.fromCharCode(byte);
        byte = 0;
      }
    }
  }
  if ((filled & 7) !== 0) put += String.fromCharCode(byte << (8 - (filled & 7)));
  return put + "\0\0";
}

/** A head that decodes by itself and sends `%...?;...?+...?`: its text is given back its bits, so that one place checks parity and LRC. */
export function uartMagstripe(options: UartHeadOptions): Magstripe {
  let listener: ((swipe: Swipe) => void) | null = null;
  let text = "";
  let timer = 0;

  /** The part from `start` to the end sentinel, or "" when either is missing. */
  function part(start: string, from: number): string {
    const at = text.indexOf(start, from);
    const end = at < 0 ? -1 : text.indexOf("?", at);
    return end < 0 ? "" : text.substring(at, end + 1);
  }
  function finish(): void {
    timer = 0;
    const one = part("%", 0);
    const two = part(";", 0);
    // Track 3 begins with '+' on most heads and with ';' on some.
    let three = part("+", 0);
    if (three !== "") three = ";" + three.substr(1);
    else if (two !== "") three = part(";", text.indexOf(two) + two.length);
    const swipe = {
      t1: one === "" ? "" : trackBits(one, 0x20, 6), t2: two === "" ? "" : trackBits(two, 0x30, 4), t3: three === "" ? "" : trackBits(three, 0x30, 4),
    };
    // A swipe that left nothing readable is still a swipe: the clerk is told to try again.
    if (one === "" && two === "" && three === "") swipe.t2 = UNREADABLE;
    text = "";
    if (listener !== null) listener(swipe);
  }
  options.serial.on("data", function (bytes) {
    if (timer > 0) clearTimeout(timer);
    timer = 0;
    if (listener === null) {
      text = "";
      return;
    }
    if (text.length + bytes.length <= TEXT_MAX) text += bytes;
    timer = setTimeout(finish, SILENCE_MS);
  });
  return {
    onSwipe: function (heard) {
      listener = heard;
      if (heard === null) text = "";
    },
  };
}
