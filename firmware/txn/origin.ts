/**
 * What a transaction refers to, as one text of fixed columns, so that it goes into the journal, the request and the slip as it
 * stands and a sale carries nothing: reference number (DE 37) 12, authorisation code (DE 38) 6, batch 6, trace 6, date MMDD 4.
 * A part that is not known is blank, batch and trace are then zeros.
 */
export const ORIGIN_RRN = 0;
export const ORIGIN_AUTH = 12;
/** Batch, trace and date together, as field 61 carries them. */
export const ORIGIN_BATCH = 18;
export const ORIGIN_STAN = 24;
export const ORIGIN_DATE = 30;
export const ORIGIN_BYTES = 34;
/** Nothing is known yet. */
export const ORIGIN_NONE = "                  000000000000    ";

/** One part; without its blanks. */
export function originPart(origin: string, at: number): string {
  const end = at === ORIGIN_RRN ? ORIGIN_AUTH : at === ORIGIN_AUTH ? ORIGIN_BATCH : at === ORIGIN_STAN ? ORIGIN_DATE : ORIGIN_BYTES;
  return origin.substring(at, end).trim();
}

/** The same with one part put in; its width is that of the part. */
export function originWith(origin: string, at: number, value: string, width: number): string {
  return origin.substr(0, at) + value.padEnd(width) + origin.substr(at + width);
}
