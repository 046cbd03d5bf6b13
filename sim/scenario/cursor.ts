import { basename } from "node:path";
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair, type Scalar } from "yaml";
import { BadInput } from "../cli/bad-input.js";

/** One place in a scenario file. Every reading either gives what was asked for or throws {@link BadInput} with file and line. */
export interface Cursor {
  /** `file.yaml:12` */
  readonly where: string;
  readonly line: number;
  /** The plain value, for those who look for themselves. */
  readonly value: unknown;
  readonly isMap: boolean;
  readonly isList: boolean;
  text(): string;
  /** A whole number from `low` to `high`. */
  whole(low: number, high: number): number;
  yesNo(): boolean;
  /** Milliseconds of "250ms", "30s", "2min" or "1h". */
  duration(): number;
  oneOf<T extends string>(names: readonly T[], what: string): T;
  list(): Cursor[];
  /** Keys with their places. A key outside `allowed` or a repeated one throws; null allows any. */
  map(allowed: readonly string[] | null, what: string): Map<string, Cursor>;
  /** Throws. */
  refuse(message: string): never;
}

/** Edits from one word to the other, for "did you mean". */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      next.push(Math.min(row[to]! + 1, next[to - 1]! + 1, row[to - 1]! + (one[at - 1] === other[to - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length]!;
}

/** The sentence for a name that is not one of `names`. */
export function unknownName(what: string, name: string, names: readonly string[]): string {
  const near = names.map((known) => ({ known, far: distance(name.toLowerCase(), known.toLowerCase()) })).sort((a, b) => a.far - b.far)[0];
  const hint = near !== undefined && near.far < name.length && near.far <= Math.max(2, Math.floor(near.known.length / 3)) ? `, did you mean ${JSON.stringify(near.known)}?` : ";";
  return `unknown ${what} ${JSON.stringify(name)}${hint} allowed: ${names.join(", ")}`;
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, min: 60000, h: 3600000 };

/** Plain data of a node, without aliases: a scenario has none. */
function parsedValue(node: Node): unknown {
  if (isMap(node)) return Object.fromEntries((node.items as Pair<Node, Node | null>[]).map((pair) => [String((pair.key as Scalar).value), pair.value === null ? null : parsedValue(pair.value)]));
  if (isSeq(node)) return (node.items as (Node | null)[]).map((item) => (item === null ? null : parsedValue(item)));
  return isScalar(node) ? (node as Scalar).value : null;
}

function makeCursor(node: Node | null, key: Node | null, file: string, lines: LineCounter): Cursor {
  const start = (node?.range ?? key?.range ?? [0])[0];
  const line = lines.linePos(start).line;
  const where = `${basename(file)}:${line}`;
  const refuse = (message: string): never => { throw new BadInput(`${where}: ${message}`); };
  const scalar = (): unknown => (isScalar(node) ? (node as Scalar).value : undefined);
  const cursor: Cursor = {
    where, line, refuse,
    get value() { return node === null ? null : parsedValue(node); },
    isMap: isMap(node),
    isList: isSeq(node),
    text() {
      const value = scalar();
      if (typeof value === "string") return value;
      // A number keeps the digits it was written with: 0012 and 1.50 are texts here.
      if (typeof value === "number") return (node as Scalar).source ?? String(value);
      return refuse("a text is needed here");
    },
    whole(low, high) {
      const value = scalar();
      if (typeof value !== "number" || !Number.isSafeInteger(value) || value < low || value > high) return refuse(`a whole number from ${low} to ${high} is needed here`);
      return value;
    },
    yesNo() {
      const value = scalar();
      return typeof value === "boolean" ? value : refuse("true or false is needed here");
    },
    duration() {
      const found = /^(\d+(?:\.\d+)?)\s*(ms|s|min|h)$/.exec(String(scalar() ?? ""));
      return found === null ? refuse("a duration such as 250ms, 30s, 2min or 1h is needed here") : Math.round(Number(found[1]) * UNITS[found[2]!]!);
    },
    oneOf(names, what) {
      const name = cursor.text();
      return (names as readonly string[]).includes(name) ? (name as (typeof names)[number]) : refuse(unknownName(what, name, names));
    },
    list() {
      if (!isSeq(node)) return refuse("a list is needed here");
      return node.items.map((item) => makeCursor(item as Node | null, node, file, lines));
    },
    map(allowed, what) {
      if (!isMap(node)) return refuse(`${what} needs keys and values here`);
      const found = new Map<string, Cursor>();
      for (const pair of node.items as Pair<Node, Node | null>[]) {
        const at = makeCursor(pair.key, null, file, lines);
        const name = at.text();
        if (allowed !== null && !allowed.includes(name)) at.refuse(unknownName(`key in ${what}`, name, allowed));
        found.set(name, makeCursor(pair.value, pair.key, file, lines));
      }
      return found;
    },
  };
  return cursor;
}

/**
 * Open YAML text.
 * @param file  Name for messages.
 * Errors: {@link BadInput} with file and line when it is no YAML, or repeats a key.
 */
export function openYaml(text: string, file: string): Cursor {
  const lines = new LineCounter();
  const parsed = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const problem = parsed.errors[0] ?? parsed.warnings[0];
  if (problem !== undefined) throw new BadInput(`${basename(file)}:${lines.linePos(problem.pos[0]).line}: ${problem.message.split("\n")[0]}`);
  return makeCursor(parsed.contents as Node | null, null, file, lines);
}
