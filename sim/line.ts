import type { HalError } from "../hal/errors.js";

/** What a line tells the terminal's network port. After `refused` or `closed` nothing more comes. */
export interface LineEvents {
  up(): void;
  refused(error: HalError): void;
  bytes(bytes: Uint8Array): void;
  closed(): void;
}

export interface Line {
  send(bytes: Uint8Array): void;
  /** Hang up; no event follows. */
  close(): void;
}

/** Reach a host. The line's events come later, never during the call. */
export type Dial = (host: string, port: number, events: LineEvents) => Line;

/** What the far side does, `afterMs` after it was asked: send bytes, or close. */
export interface HostAction { afterMs: number; send?: Uint8Array; close?: boolean }

/** The far side of one connection; it is given bytes as they come off the line, in pieces of any size. */
export interface HostSession {
  receive(bytes: Uint8Array, nowMs: number): HostAction[];
  /** The terminal hung up or lost power. */
  hungUp?(nowMs: number): void;
}
