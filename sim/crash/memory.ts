import type { OpenMemory } from "../engine/node.js";

/** A terminal's memory as it was, to be compared with what it became, and put back. */
export interface Memory {
  /** What became of it since: two with the same text hold the same. `also`: what was handed out meanwhile, told in the same words. */
  changes(also: readonly unknown[]): string;
  restore(): void;
}

/** One thing in memory that can change: variables, the members of an object, or bytes. */
interface Cell { changed(name: (value: unknown) => string): string; restore(): void }

const NONE: readonly unknown[] = [];

/** Whether two lists hold the same. What comes from the terminal's own context lacks most methods. */
function same(was: readonly unknown[], now: readonly unknown[]): boolean {
  if (was.length !== now.length) return false;
  for (let at = 0; at < was.length; at++) if (!Object.is(was[at], now[at])) return false;
  return true;
}

const isThing = (value: unknown): value is object => (typeof value === "object" && value !== null) || typeof value === "function";

/** The bytes of an array or buffer; null for anything else. */
function bytesOf(thing: object): Uint8Array | null {
  if (ArrayBuffer.isView(thing)) return new Uint8Array(thing.buffer, thing.byteOffset, thing.byteLength);
  return Object.prototype.toString.call(thing) === "[object ArrayBuffer]" ? new Uint8Array(thing as ArrayBuffer) : null;
}

function variablesCell(get: () => readonly unknown[], set: (values: readonly unknown[]) => void): Cell {
  const was = get();
  return {
    changed(name) {
      const now = get();
      return same(was, now) ? "" : Array.from(now, (value, at) => (Object.is(value, was[at]) ? "" : at + "=" + name(value))).join(",");
    },
    restore() { if (!same(was, get())) set(was); },
  };
}

function bytesCell(bytes: Uint8Array): Cell {
  const was = Uint8Array.from(bytes);
  const isSame = (): boolean => Buffer.compare(was, bytes) === 0;
  return {
    changed: () => (isSame() ? "" : Buffer.from(bytes).toString("latin1")),
    restore() { if (!isSame()) bytes.set(was); },
  };
}

function listCell(list: unknown[]): Cell {
  const was = Array.from(list);
  return {
    changed: (name) => (same(was, list) ? "" : "[" + Array.from(list, name).join(",") + "]"),
    restore() {
      if (same(was, list)) return;
      list.length = was.length;
      was.forEach((value, at) => { list[at] = value; });
    },
  };
}

function membersCell(object: Record<string, unknown>): Cell {
  const keys = Object.keys(object);
  const was = Object.values(object);
  const isSame = (): boolean => same(was, Object.values(object)) && same(keys, Object.keys(object));
  return {
    changed: (name) => (isSame() ? "" : "{" + Object.keys(object).map((key) => key + ":" + name(object[key])).join(",") + "}"),
    restore() {
      if (isSame()) return;
      // Members have an order.
      if (!same(keys, Object.keys(object))) for (const key of Object.keys(object)) delete object[key];
      keys.forEach((key, at) => { object[key] = was[at]; });
    },
  };
}

/** What a thing in memory leads to: values, and the cell in which they stand; none where nothing can change. */
function open(thing: object, memory: OpenMemory): { values: readonly unknown[]; cell: Cell | null } {
  if (typeof thing === "function") {
    if (Object.keys(thing).length > 0) throw new Error("a function that keeps something");
    const captured = memory.made(thing)?.captured ?? null;
    return captured === null ? { values: NONE, cell: null } : { values: captured(), cell: variablesCell(captured, captured) };
  }
  const bytes = bytesOf(thing);
  if (bytes !== null) return { values: NONE, cell: bytesCell(bytes) };
  if (Array.isArray(thing)) return { values: thing, cell: listCell(thing) };
  return { values: Object.values(thing), cell: membersCell(thing as Record<string, unknown>) };
}

/** Numbers for functions that are made once: the same for as long as the process lives. */
const numbers = new WeakMap<object, number>();
let numbered = 0;

function numberOf(one: object): number {
  let number = numbers.get(one);
  if (number === undefined) numbers.set(one, number = ++numbered);
  return number;
}

/**
 * Remember a terminal's memory: everything that its variables, and those of the functions it made, lead to.
 * @param also  More that leads somewhere: functions that others keep for it.
 */
export function remember(memory: OpenMemory, also: readonly unknown[]): Memory {
  const places = new Map<object, number>();
  const cells: Cell[] = [variablesCell(memory.variables, memory.variables)];
  const waiting = [...memory.variables(), ...also].filter(isThing);
  for (let thing = waiting.pop(); thing !== undefined; thing = waiting.pop()) {
    if (places.has(thing)) continue;
    places.set(thing, places.size);
    const { values, cell } = open(thing, memory);
    if (cell !== null) cells.push(cell);
    for (const value of values) if (isThing(value) && !places.has(value)) waiting.push(value);
  }
  /** Words for values: what was there before by its place, what is new by what it holds. */
  function namer(): (value: unknown) => string {
    const fresh = new Map<object, number>();
    return function name(value): string {
      if (typeof value === "string") return "s" + value.length + ":" + value;
      if (!isThing(value)) return Object.is(value, -0) ? "-0" : String(value);
      const place = places.get(value) ?? -1;
      if (place >= 0) return "#" + place;
      const known = fresh.get(value);
      if (known !== undefined) return "@" + known;
      fresh.set(value, fresh.size);
      return newText(value, name);
    };
  }
  function newText(thing: object, name: (value: unknown) => string): string {
    if (typeof thing === "function") {
      const made = memory.made(thing);
      return made === undefined ? "f" + numberOf(thing) : "m" + made.site + "(" + Array.from(made.captured?.() ?? NONE, name).join(",") + ")";
    }
    const bytes = bytesOf(thing);
    if (bytes !== null) return "b" + bytes.length + ":" + Buffer.from(bytes).toString("latin1");
    if (Array.isArray(thing)) return "[" + Array.from(thing, name).join(",") + "]";
    return "{" + Object.entries(thing).map(([key, value]) => key + ":" + name(value)).join(",") + "}";
  }
  return {
    changes(more) {
      const name = namer();
      let text = more.map(name).join(";");
      cells.forEach((cell, at) => {
        const changed = cell.changed(name);
        if (changed !== "") text += "\n" + at + " " + changed;
      });
      return text;
    },
    restore() { for (const cell of cells) cell.restore(); },
  };
}
