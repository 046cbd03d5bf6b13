import { bytesToHex } from "../core/bytes.js";

/**
 * What is wrong with BER-TLV: `tagCut`, `lengthCut`, `valueCut` the bytes end there; `tagLong` a tag of more than four bytes;
 * `indefinite` length 80, which EMV forbids; `lengthLong` a length of more than three bytes.
 */
export type TlvError = "" | "tagCut" | "tagLong" | "lengthCut" | "indefinite" | "lengthLong" | "valueCut";

export interface TlvObject {
  error: TlvError;
  /** Upper-case hex, "" when there is none before the end. */
  tag: string;
  /** True when the value is made of objects itself. */
  nested: boolean;
  /** Offset of the tag, and where reading stopped when there is an error. */
  offset: number;
  /** The value is the bytes from here ... */
  valueStart: number;
  /** ... to here, where the next object begins. */
  end: number;
}

/**
 * Read the object at `offset`. Bytes 00 and FF before a tag are filling and skipped. Never throws.
 * @param bytes  8-bit string.  @param end  Where the objects end: its length, or the end of the value they stand in.
 * Source: EMV book 3, annex B; PAYMENTS 6.3.
 */
export function readTlv(bytes: string, offset: number, end: number): TlvObject {
  const object: TlvObject = { error: "", tag: "", nested: false, offset: offset, valueStart: end, end: end };
  let at = offset;
  while (at < end && (bytes.charCodeAt(at) === 0 || bytes.charCodeAt(at) === 0xff)) at++;
  object.offset = at;
  if (at >= end) return object;

  const first = bytes.charCodeAt(at);
  const tagStart = at++;
  if ((first & 31) === 31) {
    while (at < end && bytes.charCodeAt(at) > 127) at++;
    at++;
  }
  if (at > end) return stop(object, "tagCut", end);
  if (at - tagStart > 4) return stop(object, "tagLong", tagStart);
  object.tag = bytesToHex(bytes.substr(tagStart, at - tagStart));
  object.nested = (first & 32) !== 0;

  if (at >= end) return stop(object, "lengthCut", at);
  let length = bytes.charCodeAt(at++);
  if (length === 128) return stop(object, "indefinite", at - 1);
  if (length > 128) {
    const count = length - 128;
    if (count > 3) return stop(object, "lengthLong", at - 1);
    if (at + count > end) return stop(object, "lengthCut", end);
    length = 0;
    for (let index = 0; index < count; index++) length = length * 256 + bytes.charCodeAt(at++);
  }
  if (at + length > end) return stop(object, "valueCut", at);
  object.valueStart = at;
  object.end = at + length;
  return object;
}

function stop(object: TlvObject, error: TlvError, offset: number): TlvObject {
  object.error = error;
  object.offset = offset;
  return object;
}
