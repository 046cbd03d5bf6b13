/**
 * What can go wrong on a line. Each acts on the next `count` (1 by default) chances it gets and is then used up.
 * - `refuse`, `unknownHost`: a dial fails.
 * - `dropRequest`: bytes sent never arrive.   - `dropReply`: bytes from the host never arrive.
 * - `delayReply`: `value` ms late.            - `duplicateReply`: come twice, `value` ms apart (50).
 * - `truncateReply`: only the first `value` bytes come (half of them by default).
 * - `garbleReply`: bit `bit` (any by default) of byte `value` is turned (any byte by default).
 * - `splitReply`: byte by byte, `value` ms apart (1).
 * - `resetReply`: after `value` bytes (half) the line breaks.
 */
export interface WireFault { kind: WireFaultKind; count?: number; value?: number; bit?: number }
export type WireFaultKind =
  | "refuse" | "unknownHost" | "dropRequest" | "dropReply" | "delayReply" | "duplicateReply"
  | "truncateReply" | "garbleReply" | "splitReply" | "resetReply";

export const WIRE_FAULTS: readonly WireFaultKind[] = [
  "refuse", "unknownHost", "dropRequest", "dropReply", "delayReply", "duplicateReply",
  "truncateReply", "garbleReply", "splitReply", "resetReply",
];

/** What reaches the terminal's plug of one piece the host sent. */
export interface Piece { afterMs: number; bytes: Uint8Array; close: boolean; note?: string }

export interface WireFaults {
  add(fault: WireFault): void;
  clear(): void;
  /** A dial begins: the error it must end with, or null. */
  connect(): "lineDown" | "hostUnknown" | null;
  /** Bytes are sent: true when they are lost. */
  request(): boolean;
  reply(bytes: Uint8Array): Piece[];
}

const EMPTY = new Uint8Array(0);

export function createWireFaults(random: () => number): WireFaults {
  const waiting: { kind: WireFaultKind; left: number; value: number; bit: number }[] = [];

  /** The oldest waiting fault among `kinds`, counted down; null when there is none. */
  function take(...kinds: WireFaultKind[]): { kind: WireFaultKind; value: number; bit: number } | null {
    const index = waiting.findIndex((fault) => kinds.includes(fault.kind));
    if (index < 0) return null;
    const fault = waiting[index]!;
    if (--fault.left <= 0) waiting.splice(index, 1);
    return fault;
  }
  function broken(bytes: Uint8Array, kind: WireFaultKind, value: number, bit: number): Piece[] {
    const half = value >= 0 ? Math.min(value, bytes.length) : bytes.length >> 1;
    const whole = { bytes, close: false, note: kind };
    switch (kind) {
      case "delayReply": return [{ ...whole, afterMs: Math.max(value, 0) }];
      case "duplicateReply": return [{ ...whole, afterMs: 0 }, { ...whole, afterMs: value >= 0 ? value : 50 }];
      case "truncateReply": return [{ afterMs: 0, bytes: bytes.subarray(0, half), close: false, note: kind }];
      case "resetReply":
        return [{ afterMs: 0, bytes: bytes.subarray(0, half), close: false, note: kind }, { afterMs: 1, bytes: EMPTY, close: true }];
      case "garbleReply": {
        const copy = Uint8Array.from(bytes);
        const at = value >= 0 ? Math.min(value, bytes.length - 1) : random() % bytes.length;
        copy[at]! ^= 1 << (bit >= 0 ? bit : random() % 8);
        return [{ afterMs: 0, bytes: copy, close: false, note: kind }];
      }
      case "splitReply": {
        const apartMs = value >= 0 ? value : 1;
        return Array.from(bytes, (_byte, index) => ({ afterMs: index * apartMs, bytes: bytes.subarray(index, index + 1), close: false, note: kind }));
      }
      default: return [];
    }
  }
  return {
    add(fault) {
      if (!WIRE_FAULTS.includes(fault.kind)) throw new Error("no such line fault: " + fault.kind);
      waiting.push({ kind: fault.kind, left: fault.count ?? 1, value: fault.value ?? -1, bit: fault.bit ?? -1 });
    },
    clear() { waiting.length = 0; },
    connect() {
      const fault = take("refuse", "unknownHost");
      return fault === null ? null : fault.kind === "refuse" ? "lineDown" : "hostUnknown";
    },
    request: () => take("dropRequest") !== null,
    reply(bytes) {
      const fault = waiting.length === 0 ? null : take("dropReply", "delayReply", "duplicateReply", "truncateReply", "garbleReply", "splitReply", "resetReply");
      return fault === null ? [{ afterMs: 0, bytes, close: false }] : broken(bytes, fault.kind, fault.value, fault.bit);
    },
  };
}
