const DAY_MS = 86400000;
const ERA_DAYS = 146097; // days of 400 Gregorian years
const EPOCH_DAYS = 719468; // 0000-03-01 to 1970-01-01; years are counted from March so that the leap day comes last

function two(value: number): string {
  return ("" + value).padStart(2, "0");
}

/**
 * "YYYYMMDDhhmmss" of a clock reading, years 1970 to 9999; fractions of a second are dropped.
 * @param epochMs  As {@link Clock.now}: local time counted as if it were UTC, so no zone is applied here.
 */
export function stamp(epochMs: number): string {
  const day = Math.floor(epochMs / DAY_MS);
  const second = Math.floor((epochMs - day * DAY_MS) / 1000);
  const days = day + EPOCH_DAYS;
  const era = Math.floor(days / ERA_DAYS);
  const dayOfEra = days - era * ERA_DAYS;
  const year = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return ("" + (era * 400 + year + (month < 3 ? 1 : 0))).padStart(4, "0") + two(month)
    + two(dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1)
    + two(Math.floor(second / 3600)) + two(Math.floor(second / 60) % 60) + two(second % 60);
}

/** Milliseconds of a "YYYYMMDDhhmmss" text; the reverse of {@link stamp}. NaN when it is not 14 digits or names no real time. */
export function fromStamp(text: string): number {
  const month = parseInt(text.substr(4, 2), 10);
  // January and February belong to the year before, see EPOCH_DAYS.
  const year = parseInt(text.substr(0, 4), 10) - (month < 3 ? 1 : 0);
  const dayOfYear = Math.floor((153 * (month + (month < 3 ? 9 : -3)) + 2) / 5) + parseInt(text.substr(6, 2), 10) - 1;
  const day = 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - EPOCH_DAYS;
  const seconds = parseInt(text.substr(8, 2), 10) * 3600 + parseInt(text.substr(10, 2), 10) * 60 + parseInt(text.substr(12, 2), 10);
  const epochMs = day * DAY_MS + seconds * 1000;
  // A month 13, a 31st of June or a letter does not come back as the same text.
  return stamp(epochMs) === text ? epochMs : parseInt("", 10);
}
