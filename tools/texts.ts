import iconv from "iconv-lite";
import { KEYS, PLACES } from "../firmware/text/keys.js";
import type { TextKey } from "../firmware/text/keys.js";

/** Turn `{name}` into byte 0x01 and the place's letter; an unknown name stops the build. */
export function compileText(text: string): Buffer {
  const marked = text.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const at = (PLACES as readonly string[]).indexOf(name);
    if (at < 0) throw new Error(`text: no place called {${name}}`);
    return `\x01${String.fromCharCode(65 + at)}`;
  });
  return iconv.encode(marked, "gb18030");
}

/** The asset of one language: offsets (16 bit, high byte first, one past the last included), then the texts. */
export function compileTexts(texts: Record<TextKey, string>): Buffer {
  const bodies = KEYS.map((key) => compileText(texts[key]));
  const table = Buffer.alloc((KEYS.length + 1) * 2);
  let at = table.length;
  bodies.forEach((body, i) => {
    table.writeUInt16BE(at, i * 2);
    at += body.length;
  });
  table.writeUInt16BE(at, KEYS.length * 2);
  return Buffer.concat([table, ...bodies]);
}
