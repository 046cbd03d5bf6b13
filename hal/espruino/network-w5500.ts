import type { Done, HalError } from "../errors.js";
import type { Network } from "../network.js";

export interface W5500Options {
  /** Set up already, mode 0, up to 30 MHz. */
  bus: SPIBus;
  select: Pin;
  /** Dotted: the terminal's own address, its net's mask and the way out of it. */
  ip: string;
  mask: string;
  gateway: string;
}

/** Blocks and registers. Source for all of these: WIZnet W5500 datasheet 1.1.0, 2.2 (frame), 3 (map), 4 (registers). */
const COMMON = 0;
const SOCKET = 1;
const SEND_BUFFER = 2;
const RECEIVE_BUFFER = 3;
const MODE = 0x00;
const GATEWAY = 0x01;
const PHY = 0x2e;
const VERSION = 0x39;
const S_COMMAND = 0x01;
const S_STATUS = 0x03;
const S_PORT = 0x04;
const S_FAR = 0x0c;
const S_SEND_FREE = 0x20;
const S_SEND_AT = 0x24;
const S_RECEIVED = 0x26;
const S_RECEIVE_AT = 0x28;
const OPEN = "\x01";
const CONNECT = "\x04";
const DISCONNECT = "\x08";
const CLOSE = "\x10";
const SEND = " ";
const RECEIVE = "@";
const INIT = 0x13;
const ESTABLISHED = 0x17;
const CLOSE_WAIT = 0x1c;
/** Locally administered; the last three bytes are the board's number. */
const MAC_FRONT = "\x02\x50\x4e";
const LOOK_MS = 10;
const DIAL_MS = 15000;
const PIECE_BYTES = 1024;
const PORT_FIRST = 49152;
const PORT_COUNT = 16000;

/** Four bytes of a dotted address, or "". */
function addressBytes(dotted: string): string {
  const parts = dotted.split(".");
  let bytes = "";
  for (const part of parts) {
    const number = parseInt(part, 10);
    if (number >= 0 && number < 256 && "" + number === part) bytes += String.fromCharCode(number);
  }
  return parts.length === 4 && bytes.length === 4 ? bytes : "";
}

/**
 * A W5500 on SPI: it speaks TCP itself, on the first of its sockets. Addresses are fixed in the board's file, and hosts are dotted
 * addresses: it asks no DHCP and no name server. For boards whose interpreter has no network of its own.
 */
export function w5500Network(options: W5500Options): Network {
  let connected = false;
  let dialled: Done | null = null;
  let dialMs = 0;
  let timer = 0;
  let turn = 0;
  let onBytes: ((bytes: string) => void) | null = null;
  let onClosed: (() => void) | null = null;

  function head(block: number, at: number, writes: number): string { return String.fromCharCode(at >> 8, at & 255, (block << 3) | writes); }
  function write(block: number, at: number, bytes: string): void { options.bus.send(head(block, at, 4) + bytes, options.select); }
  function read(block: number, at: number, length: number): Uint8Array {
    return options.bus.send([head(block, at, 0), { data: 0, count: length }], options.select).subarray(3);
  }
  function word(at: number): number {
    const got = read(SOCKET, at, 2);
    return got[0]! * 256 + got[1]!;
  }
  function wordBytes(value: number): string { return String.fromCharCode((value >> 8) & 255, value & 255); }
  /** The chip takes a command by clearing it, within microseconds. */
  function command(code: string): void {
    write(SOCKET, S_COMMAND, code);
    for (let tries = 0; tries < 100 && read(SOCKET, S_COMMAND, 1)[0] !== 0; tries++);
  }
  function status(): number { return read(SOCKET, S_STATUS, 1)[0]!; }
  function later(done: Done, error: HalError | null): void { setTimeout(function () { done(error); }, 0); }
  function stop(): void {
    if (timer > 0) clearInterval(timer);
    timer = 0;
    command(CLOSE);
    connected = false;
    turn++;
  }
  function receive(): void {
    const length = word(S_RECEIVED);
    if (length === 0) return;
    const at = word(S_RECEIVE_AT);
    const piece = length < PIECE_BYTES ? length : PIECE_BYTES;
    const bytes = String.fromCharCode.apply(null, read(RECEIVE_BUFFER, at, piece) as unknown as number[]);
    write(SOCKET, S_RECEIVE_AT, wordBytes(at + piece));
    command(RECEIVE);
    if (onBytes !== null) onBytes(bytes);
  }
  function look(): void {
    const now = status();
    if (dialled !== null) {
      const done = dialled;
      if (now === ESTABLISHED || now === CLOSE_WAIT) {
        dialled = null;
        connected = true;
        done(null);
      } else if (now === 0 || getTime() * 1000 - dialMs > DIAL_MS) {
        dialled = null;
        stop();
        done("lineDown");
      }
      return;
    }
    const at = turn;
    receive();
    // Whoever heard may have closed. What came before the far side's end is heard first.
    if (turn !== at || now === ESTABLISHED && (read(COMMON, PHY, 1)[0]! & 1) !== 0 || word(S_RECEIVED) > 0) return;
    stop();
    if (onClosed !== null) onClosed();
  }

  write(COMMON, MODE, "\x80");
  const number = E.CRC32(getSerial());
  write(COMMON, GATEWAY, addressBytes(options.gateway) + addressBytes(options.mask) + MAC_FRONT + String.fromCharCode(number & 255, (number >> 8) & 255, (number >> 16) & 255) + addressBytes(options.ip));
  return {
    connect: function (host, port, done) {
      const far = addressBytes(host);
      if (dialled !== null || connected) later(done, "notReady");
      else if (far === "") later(done, "hostUnknown");
      else if (read(COMMON, VERSION, 1)[0] !== 4 || (read(COMMON, PHY, 1)[0]! & 1) === 0) later(done, "lineDown");
      else {
        command(CLOSE);
        write(SOCKET, MODE, "\x01");
        // A port of our own that the far side has not just seen, also after a restart.
        write(SOCKET, S_PORT, wordBytes(PORT_FIRST + Math.floor(getTime() * 10) % PORT_COUNT));
        command(OPEN);
        if (status() !== INIT) {
          later(done, "lineDown");
          return;
        }
        write(SOCKET, S_FAR, far + wordBytes(port));
        command(CONNECT);
        dialled = done;
        dialMs = getTime() * 1000;
        timer = setInterval(look, LOOK_MS);
      }
    },
    send: function (bytes, done) {
      const at = turn;
      if (!connected || word(S_SEND_FREE) < bytes.length) {
        later(done, dialled !== null || connected ? "notReady" : "lineDown");
        return;
      }
      const place = word(S_SEND_AT);
      for (let from = 0; from < bytes.length; from += PIECE_BYTES) write(SEND_BUFFER, (place + from) & 0xffff, bytes.substr(from, PIECE_BYTES));
      write(SOCKET, S_SEND_AT, wordBytes(place + bytes.length));
      command(SEND);
      setTimeout(function () { if (turn === at) done(null); }, 0);
    },
    onBytes: function (listener) { onBytes = listener; },
    onClosed: function (listener) { onClosed = listener; },
    bars: function () { return (read(COMMON, PHY, 1)[0]! & 1) * 4; },
    close: function () {
      dialled = null;
      if (connected) command(DISCONNECT);
      if (timer > 0) stop();
      turn++;
    },
  };
}
