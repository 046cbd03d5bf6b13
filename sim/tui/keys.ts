/** What a key of the keyboard means. */
export type Command =
  | { do: "key"; key: string }
  | { do: "cards" | "paperOut" | "cable" | "power" | "paper" | "words" | "scrollUp" | "scrollDown" | "quit" | "help" }
  | { do: "none" };

/** Escape sequences of arrows and page keys, as xterm, VT and Linux consoles send them. */
const SEQUENCES: Record<string, Command> = {
  "\x1b[A": { do: "key", key: "U" }, "\x1bOA": { do: "key", key: "U" },
  "\x1b[B": { do: "key", key: "D" }, "\x1bOB": { do: "key", key: "D" },
  "\x1b[5~": { do: "scrollUp" }, "\x1b[6~": { do: "scrollDown" },
  "\x1b[3~": { do: "key", key: "C" },
};

const LETTERS: Record<string, Command> = {
  "\r": { do: "key", key: "E" }, "\n": { do: "key", key: "E" }, "\x7f": { do: "key", key: "C" }, "\b": { do: "key", key: "C" },
  "\x1b": { do: "key", key: "X" }, "\x03": { do: "quit" }, "\x04": { do: "quit" },
  l: { do: "key", key: "L" }, m: { do: "key", key: "M" }, g: { do: "key", key: "G" }, f: { do: "key", key: "F" }, ".": { do: "key", key: "." },
  c: { do: "cards" }, p: { do: "paperOut" }, n: { do: "cable" }, x: { do: "power" }, v: { do: "paper" }, t: { do: "words" }, q: { do: "quit" },
  "[": { do: "scrollUp" }, "]": { do: "scrollDown" }, "?": { do: "help" }, h: { do: "help" },
};

/** Split what came from the keyboard in one piece into commands; pasted digits are several. Unknown sequences mean nothing. */
export function readKeys(input: string): Command[] {
  const found: Command[] = [];
  let at = 0;
  while (at < input.length) {
    let length = 1;
    if (input[at] === "\x1b" && at + 1 < input.length) length = sequenceLength(input, at);
    const piece = input.substr(at, length);
    at += length;
    if (piece >= "0" && piece <= "9" && piece.length === 1) found.push({ do: "key", key: piece });
    else found.push(SEQUENCES[piece] ?? LETTERS[piece.length === 1 ? piece.toLowerCase() : ""] ?? { do: "none" });
  }
  return found;
}

/** CSI: parameters, then one byte from @ to ~. SS3: one byte. Anything else is Alt with a key. Source: ECMA-48, 5.4. */
function sequenceLength(input: string, at: number): number {
  if (input[at + 1] === "O") return Math.min(3, input.length - at);
  if (input[at + 1] !== "[") return 2;
  let end = at + 2;
  while (end < input.length && (input[end]! < "@" || input[end]! > "~")) end++;
  return Math.min(end + 1, input.length) - at;
}
