/** The longest message after the length prefix: twice what UnionPay's largest field needs (PAYMENTS 5.2). */
export const FRAME_MAX = 2048;
/** Length 2, TPDU 5, header 6. */
const HEAD_BYTES = 13;
/** TPDU 5, header 6, MTI 2, bitmap 8. */
export const FRAME_MIN = 21;

/** The link part of a frame and the message behind it. */
export interface Opened { tpdu: Buffer; header: string; raw: Buffer }

/**
 * Take TPDU and header off a frame (without its length prefix) and check them (PAYMENTS 5.1).
 * @param plain  There is neither.
 * @returns The parts, or why the frame is refused.
 */
export function openFrame(frame: Buffer, plain = false): Opened | string {
  if (plain) return { tpdu: Buffer.alloc(0), header: "", raw: frame };
  if (frame.length < FRAME_MIN) return "frame of " + frame.length + " bytes is too short for TPDU, header, MTI and bitmap";
  if (frame[0] !== 0x60) return "TPDU starts with " + frame.toString("hex", 0, 1).toUpperCase() + " instead of 60";
  const header = frame.toString("hex", 5, 11);
  if (!/^\d{12}$/.test(header)) return "header at offset 5 is not twelve digits";
  if (!header.startsWith("60") && !header.startsWith("61")) return "header class " + header.slice(0, 2) + " is neither 60 nor 61";
  return { tpdu: frame.subarray(0, 5), header, raw: frame.subarray(11) };
}

/**
 * An answer's frame: length, TPDU with its two addresses exchanged, header, message.
 * @param ask  Digit 6 of the header: what the host wants the terminal to do, "" to leave the terminal's own digit.
 */
export function closeFrame(tpdu: Buffer, header: string, ask: string, message: Buffer): Buffer {
  if (header === "") {
    const bare = Buffer.alloc(2);
    bare.writeUInt16BE(message.length, 0);
    return Buffer.concat([bare, message]);
  }
  const head = ask === "" ? header : header.slice(0, 5) + ask + header.slice(6);
  const frame = Buffer.allocUnsafe(HEAD_BYTES + message.length);
  frame.writeUInt16BE(frame.length - 2, 0);
  frame[2] = tpdu[0]!;
  tpdu.copy(frame, 3, 3, 5);
  tpdu.copy(frame, 5, 1, 3);
  frame.write(head, 7, "hex");
  message.copy(frame, HEAD_BYTES);
  return frame;
}

/** Collects bytes in any pieces into frames. */
export interface Reassembler {
  /** @returns "" or why this stream is of no more use: after a length that cannot be, the next frame cannot be found either. */
  take(bytes: Uint8Array, onFrame: (frame: Buffer) => void): string;
  /** Bytes of an unfinished frame. */
  pending(): number;
}

export function reassembler(): Reassembler {
  let waiting: Buffer = Buffer.alloc(0);
  return {
    take(bytes, onFrame) {
      waiting = waiting.length === 0 ? Buffer.from(bytes) : Buffer.concat([waiting, bytes]);
      while (waiting.length >= 2) {
        const length = waiting.readUInt16BE(0);
        if (length > FRAME_MAX) return "frame of " + length + " bytes refused, the limit is " + FRAME_MAX;
        if (length < FRAME_MIN) return "frame of " + length + " bytes is too short for TPDU, header, MTI and bitmap";
        if (waiting.length < length + 2) break;
        const frame = waiting.subarray(2, length + 2);
        waiting = waiting.subarray(length + 2);
        onFrame(frame);
      }
      return "";
    },
    pending: () => waiting.length,
  };
}
