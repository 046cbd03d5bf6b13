import type { Clock } from "../clock.js";
import { interpreterClock } from "./clock-interpreter.js";

export interface Ds3231Options {
  /** Set up already, 400 kHz. */
  bus: I2CBus;
}

/** Fixed. Source for all of these: Maxim DS3231, 19-5170 rev 10, "I2C Serial Data Bus", figure 1 (registers), "Status Register". */
const ADDRESS = 0x68;
const SECONDS = 0x00;
const STATUS = 0x0f;
/** Oscillator stopped: the time is not to be believed. */
const STOPPED = 0x80;
const HOUR_MS = 3600000;
const DAY_MS = 86400000;
/** 1 January 2000, Saturday. */
const EPOCH_2000_MS = 946684800000;
/** Days before each month of a year that is not a leap year. */
const MONTHS = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

const fromBcd = function (byte: number): number { return (byte >> 4) * 10 + (byte & 15); };
const toBcd = function (number: number): string { return String.fromCharCode(Math.floor(number / 10) * 16 + (number % 10)); };
/** Days since 2000 of a date until 2099, in which every fourth year is a leap year. @param month  From 0. */
const dayOf = function (year: number, month: number, day: number): number {
  return year * 365 + Math.floor((year + 3) / 4) + MONTHS[month]! + (month > 1 && year % 4 === 0 ? 1 : 0) + day - 1;
};

/**
 * A DS3231 keeps the time while power is off; timers and the time between are the interpreter's, set right from the chip at the start
 * and each hour, since crystals of boards drift by seconds a day. A chip that lost its battery has no say.
 */
export function ds3231Clock(options: Ds3231Options): Clock {
  const clock = interpreterClock();
  function read(at: number, length: number): Uint8Array {
    options.bus.writeTo({ address: ADDRESS, stop: false }, at);
    return options.bus.readFrom(ADDRESS, length);
  }
  function fetch(): void {
    try {
      if ((read(STATUS, 1)[0]! & STOPPED) !== 0) return;
      const now = read(SECONDS, 7);
      // Bit 7 of the month is the century, which is ours to know; hours count to 24.
      const days = dayOf(fromBcd(now[6]!), fromBcd(now[5]! & 0x1f) - 1, fromBcd(now[4]!));
      clock.setNow(EPOCH_2000_MS + days * DAY_MS + (fromBcd(now[2]! & 0x3f) * 3600 + fromBcd(now[1]!) * 60 + fromBcd(now[0]!)) * 1000);
    } catch (_thrown) {
      // Nobody acknowledges: the time of the interpreter is what there is.
      print("clock: no answer");
    }
  }
  fetch();
  setInterval(fetch, HOUR_MS);
  return {
    now: clock.now, after: clock.after, cancel: clock.cancel,
    setNow: function (epochMs) {
      clock.setNow(epochMs);
      const days = Math.floor((epochMs - EPOCH_2000_MS) / DAY_MS);
      const seconds = Math.floor(epochMs / 1000) % 86400;
      let year = Math.floor(days / 366);
      while (dayOf(year + 1, 0, 1) <= days) year++;
      let month = 11;
      while (dayOf(year, month, 1) > days) month--;
      try {
        // Day of the week counts from 1; which day that is, is ours to choose.
        options.bus.writeTo(ADDRESS, String.fromCharCode(SECONDS) + toBcd(seconds % 60) + toBcd(Math.floor(seconds / 60) % 60) + toBcd(Math.floor(seconds / 3600))
          + toBcd((days % 7) + 1) + toBcd(days - dayOf(year, month, 1) + 1) + toBcd(month + 1) + toBcd(year));
        options.bus.writeTo(ADDRESS, STATUS, 0);
      } catch (_thrown) {
        print("clock: no answer");
      }
    },
  };
}
