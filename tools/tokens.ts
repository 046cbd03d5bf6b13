import * as acorn from "acorn";

// The interpreter's lexer takes a reserved word or an operator as one byte, and a text as its length and bytes: what its own
// `E.setFlags({pretokenise: 1})` makes of a function, made here of a whole file. Source: espruino/Espruino, src/jslex.h, LEX_TYPES.

const OPERATORS = ["==", "===", "!=", "!==", "<=", "<<", "<<=", ">=", ">>", ">>>", ">>=", ">>>=", "+=", "-=", "++", "--", "*=", "/=", "%=", "&=", "&&", "|=", "||", "^=", "=>"];
const OPERATOR_FIRST = 138;
const WORDS = "if else do while for break continue function return var let const this throw try catch finally true false null undefined new in instanceof switch case default delete typeof void debugger class extends super static of".split(" ");
const WORD_FIRST = 163;
/** A text of up to 255 bytes: this, its length, its bytes; a longer one has the length in two bytes, low byte first. */
const TEXT_SHORT = 0xd1;
const TEXT_LONG = 0xd2;
const NAME = /[\w$]/;

function textToken(value: string, raw: string): string {
  const { length } = value;
  if (length === 0) return '""';
  if (length > 0xffff) throw new Error("tokens: a text of " + length + " bytes");
  const token = length < 256 ? String.fromCharCode(TEXT_SHORT, length) + value : String.fromCharCode(TEXT_LONG, length & 255, length >> 8) + value;
  return token.length < raw.length || /[^\x20-\x7e]/.test(value) ? token : raw;
}

/**
 * A finished script as the interpreter's lexer reads it fastest and shortest; 8-bit text, a byte a character.
 * A comment in the first line stays, as overlays begin with one.
 */
export function tokenised(code: string): string {
  const first = /^\/\/[^\n]*\n/.exec(code)?.[0] ?? "";
  let out = "";
  let before = "";
  for (const token of acorn.tokenizer(code, { ecmaVersion: 2022, sourceType: "script" })) {
    const raw = code.slice(token.start, token.end);
    const name = before === ".";
    let text = raw;
    if (token.type.label === "string") text = textToken((token as unknown as { value: string }).value, raw);
    else if (OPERATORS.includes(raw)) text = String.fromCharCode(OPERATOR_FIRST + OPERATORS.indexOf(raw));
    else if (!name && WORDS.includes(raw)) text = String.fromCharCode(WORD_FIRST + WORDS.indexOf(raw));
    // Two names, or a name and a number, that would grow together.
    if (NAME.test(before.slice(-1)) && NAME.test(text.charAt(0))) out += " ";
    out += text;
    before = token.type.label === "string" ? "" : text;
  }
  return first + out;
}
