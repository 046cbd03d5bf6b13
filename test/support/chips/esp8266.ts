import assert from "node:assert/strict";
import type { Dial, Line } from "../../../sim/line.js";
import type { World } from "../../../sim/world.js";
import { createSerial } from "../board.js";

export interface Esp8266Chip { port: never; joined: boolean; dbm: number; orders: string[] }

/**
 * An ESP8266 with AT firmware 1.7 over a line of the simulator. It speaks in pieces of a few bytes, echoes until told not to, and fails on
 * an order it does not know or one that comes while it is busy. Source: Espressif AT Instruction Set 3.0.
 */
export function createEsp8266(world: World, dial: Dial, pieceBytes = 7): Esp8266Chip {
  let echo = true, busy = false, line: Line | null = null, up = false, wanted = 0, got = "", heard = "";
  let free = 0;
  function say(text: string, delayMs = 2): void {
    free = Math.max(free, world.now() + delayMs);
    for (let at = 0; at < text.length; at += pieceBytes) {
      free += 0.5;
      const piece = text.slice(at, at + pieceBytes);
      world.after(free - world.now(), () => serial.say(piece));
    }
  }
  function ready(text: string, delayMs = 2): void {
    say(text, delayMs);
    busy = false;
  }
  function open(host: string, port: number): void {
    if (!chip.joined) { ready("no ip\r\n\r\nERROR\r\n"); return; }
    if (up) { ready("ALREADY CONNECTED\r\n\r\nERROR\r\n"); return; }
    if (host === "nobody.test") { ready("DNS Fail\r\n\r\nERROR\r\nCLOSED\r\n", 500); return; }
    line = dial(host, port, {
      up: () => { up = true; ready("CONNECT\r\n\r\nOK\r\n"); },
      refused: () => { ready("ERROR\r\nCLOSED\r\n"); },
      bytes: (bytes) => { if (up) say("\r\n+IPD," + bytes.length + ":" + Buffer.from(bytes).toString("latin1")); },
      closed: () => { if (up) { up = false; say("CLOSED\r\n"); } },
    });
  }
  function obey(order: string): void {
    chip.orders.push(order);
    assert.ok(!busy, order + " while busy");
    if (echo) say(order + "\r\r\n");
    busy = true;
    const dialled = /^AT\+CIPSTART="TCP","([^"]+)",(\d+)$/.exec(order);
    const send = /^AT\+CIPSEND=(\d+)$/.exec(order);
    if (order === "ATE0") { echo = false; ready("\r\nOK\r\n"); }
    else if (order === "AT+CIPMUX=0") ready(up ? "link is builded\r\n\r\nERROR\r\n" : "\r\nOK\r\n");
    else if (order === "AT+CWJAP?") ready(chip.joined ? '+CWJAP:"shop, upstairs","aa:bb:cc:dd:ee:ff",6,' + chip.dbm + "\r\n\r\nOK\r\n" : "No AP\r\n\r\nOK\r\n");
    else if (dialled !== null) open(dialled[1]!, Number(dialled[2]));
    else if (send !== null) {
      if (!up) { ready("link is not valid\r\n\r\nERROR\r\n"); return; }
      wanted = Number(send[1]);
      assert.ok(wanted > 0 && wanted <= 2048);
      say("\r\nOK\r\n> ");
    } else if (order === "AT+CIPCLOSE") {
      if (!up) { ready("\r\nERROR\r\n"); return; }
      up = false;
      line!.close();
      ready("CLOSED\r\n\r\nOK\r\n");
    } else assert.fail("order " + order);
  }
  const serial = createSerial((bytes) => {
    for (const byte of bytes) {
      if (wanted > 0) {
        got += byte;
        if (got.length < wanted) continue;
        const whole = got;
        wanted = 0;
        got = "";
        say("\r\nRecv " + whole.length + " bytes\r\n");
        world.after(10, () => {
          if (up) line!.send(Buffer.from(whole, "latin1"));
          ready(up ? "\r\nSEND OK\r\n" : "\r\nSEND FAIL\r\n");
        });
      } else {
        heard += byte;
        if (!heard.endsWith("\r\n")) continue;
        obey(heard.slice(0, -2));
        heard = "";
      }
    }
  });
  const chip: Esp8266Chip = { port: serial.port, joined: true, dbm: -65, orders: [] };
  return chip;
}
