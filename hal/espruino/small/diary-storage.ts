import type { Ports } from "../../ports.js";

// A board without room for a diary: see diary-storage.ts.

export function noteLine(line: string): void { print(line); }

export function stoppedText(thrown: { message?: string }): string { return "stopped: " + (thrown.message || thrown); }

export function withDiary(ports: Ports): Ports { return ports; }
