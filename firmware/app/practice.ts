import { CONFIG_PARAMS, CONFIG_PEOPLE, type Config } from "../../hal/config.js";
import type { KeyStore } from "../../hal/secure.js";
import type { Network } from "../../hal/network.js";
import type { Printer } from "../../hal/printer.js";
import type { Storage } from "../../hal/storage.js";
import { bytesToArray, hexToBytes } from "../core/bytes.js";
import { stamp } from "../core/datetime.js";
import { packMessage, unpackMessage } from "../iso8583/message.js";
import { desSchedule } from "../secure/des.js";
import { computeMac } from "../secure/mac.js";
import { TEXT_TRAINING_MARK, TEXT_TRAINING_NAME } from "../text/keys.js";
import { word } from "./places.js";
import type { Session } from "./session.js";

// Training (docs/adr/0018): ports that reach nothing. They outlive the overlay that makes them, which takes its own names with it
// when it goes: so each of these functions uses what is inside it and what is the core's, and nothing else of this file.

/** The ports that training stands in for. */
export interface Live { config: Config; network: Network; printer: Printer; storage: Storage; keyStore: KeyStore }

export interface PracticeStorage extends Storage {
  /** What comes back when training ends; only a medium of training has it. */
  live: Live;
}

/** A medium in memory, in forty slots as of FRAM. Power off, and it is gone. */
function practiceStorage(session: Session, live: Live): PracticeStorage {
  const clock = session.ports.clock;
  let medium = "\0".repeat(4000);
  return {
    live: live, geometry: { sizeBytes: 4000, eraseBytes: 0, programBytesMax: 256 },
    read: function (address, length, done) { clock.after(1, function () { done(null, medium.substr(address, length)); }); },
    program: function (address, bytes, done) {
      medium = medium.substr(0, address) + bytes + medium.substr(address + bytes.length);
      clock.after(1, function () { done(null); });
    },
    erase: function (_address, done) { clock.after(1, function () { done("ioError"); }); },
  };
}

/** Says yes to everything, under keys of its own: 16 bytes, as the synthetic session of PAYMENTS 3.1 has its PIN key, in all three places. */
function practiceNetwork(session: Session): Network {
  const clock = session.ports.clock;
  let onBytes: ((bytes: string) => void) | null = null;
  let turn = 0;
  /** The answer to a frame; "" when it is no message. */
  function answerTo(frame: string): string {
    const profile = session.profile!;
    const lead = frame.substr(2, profile.header === "" ? 0 : 11);
    const asked = unpackMessage(profile.spec, frame.substr(2 + lead.length));
    const from = asked.message.fields;
    const fields: Record<number, string> = {};
    const network = (from[60] || "").substr(8, 3);
    if (asked.error !== "") return "";
    for (const field of [3, 4, 11, 25, 37, 38, 39, 41, 42, 48, 49, 54, 60, 62, 64]) {
      let value: string | undefined = from[field];
      if (field === 37) value = from[11] === undefined ? undefined : stamp(clock.now()).substr(8, 6) + from[11];
      else if (field === 38) value = from[4] === undefined ? undefined : from[11];
      else if (field === 39) value = "00";
      else if (field === 48) value = value !== undefined && value.length === 62 ? value.substr(0, 30) + "1" + value.substr(31, 30) + "1" : undefined;
      else if (field === 54) value = from[3] === "310000" ? "0210156C000000100000" : undefined;
      else if (field === 62) value = asked.message.mti === "0800" && network < "005" && network !== "002" ? hexToBytes("DF3D40D5B7CE3941ABC31596FA01D155A9CBAE78".repeat(3)) : undefined;
      if (value !== undefined) fields[field] = value;
    }
    let packed = packMessage(profile.spec, { mti: ("" + (parseInt(asked.message.mti, 10) + 10)).padStart(4, "0"), fields: fields });
    if (from[64] !== undefined) {
      packed = packed.substr(0, packed.length - 8);
      packed += computeMac(profile.macAlgorithm, desSchedule(new Int32Array(bytesToArray(hexToBytes("A7C45773FE04E5194A8C329232DFADFE")).buffer)), packed);
    }
    packed = lead + packed;
    return String.fromCharCode(packed.length >> 8, packed.length & 255) + packed;
  }
  return {
    connect: function (_host, _port, done) { clock.after(1, function () { done(null); }); },
    send: function (bytes, done) {
      const mine = ++turn;
      clock.after(1, function () { done(null); });
      clock.after(300, function () {
        const answer = answerTo(bytes);
        if (turn === mine && onBytes !== null && answer !== "") onBytes(answer);
      });
    },
    onBytes: function (listener) { onBytes = listener; },
    onClosed: function () {},
    bars: function () { return 4; },
    close: function () { turn++; },
  };
}

/** Every slip says first and last what it is. */
function practicePrinter(session: Session, real: Printer): Printer {
  // A printer takes a new alignment at the beginning of a line only.
  const mark = "\x1ba\x01" + word(session, TEXT_TRAINING_MARK) + "\n";
  return {
    columns: real.columns,
    printLines: function (bytes, done) {
      // Behind the head's reset and its switch to Chinese.
      real.printLines(bytes.substr(0, 4) === "\x1b@\x1c&" ? "\x1b@\x1c&" + mark + "\x1ba\0" + bytes.substr(4) + mark : bytes, done);
    },
    endReceipt: function (done) { real.endReceipt(done); },
  };
}

/** Passwords count as ever, so that training gives nobody more tries; nothing else is written. */
function practiceConfig(session: Session, real: Config): Config {
  const clock = session.ports.clock;
  const people = CONFIG_PEOPLE;
  const params = CONFIG_PARAMS;
  const name = "\nmerchantName=" + word(session, TEXT_TRAINING_NAME);
  return {
    read: function (asked) { return real.read(asked) + (asked === params ? name : ""); },
    write: function (asked, bytes, done) {
      if (asked === people) real.write(asked, bytes, done);
      else clock.after(1, function () { done("ioError"); });
    },
  };
}

function practiceKeys(): KeyStore {
  return {
    readTmk: function () { return hexToBytes("0123456789ABCDEFFEDCBA987654321008D7B4FB"); },
    writeTmk: function () {},
    eraseTmk: function () {},
    readTransport: function () { return ""; },
  };
}

export function isPractice(session: Session): boolean {
  return (session.ports.storage as PracticeStorage).live !== undefined;
}

/** From here on nothing leaves the terminal and nothing is kept. The start has to follow: it builds everything anew on these ports. */
export function beginPractice(session: Session): void {
  const ports = session.ports;
  const live: Live = { config: ports.config, network: ports.network, printer: ports.printer, storage: ports.storage, keyStore: ports.keyStore };
  session.link!.close();
  ports.storage = practiceStorage(session, live);
  ports.network = practiceNetwork(session);
  ports.printer = practicePrinter(session, live.printer);
  ports.config = practiceConfig(session, live.config);
  ports.keyStore = practiceKeys();
}

/** Back to what is real, as it was left. */
export function endPractice(session: Session): void {
  const ports = session.ports;
  const live = (ports.storage as PracticeStorage).live;
  session.link!.close();
  session.secure!.forget(false);
  ports.storage = live.storage;
  ports.network = live.network;
  ports.printer = live.printer;
  ports.config = live.config;
  ports.keyStore = live.keyStore;
}
