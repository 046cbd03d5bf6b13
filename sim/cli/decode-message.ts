import type { Command } from "commander";
import { explainField, fieldText } from "./explain-field.js";
import { FIELD_NAMES, TYPES, WISHES } from "./field-tables.js";
import { decodeMessage, hexInput, specNamed, type DecodedMessage } from "./message-frame.js";
import { tlvLines, tlvTree } from "./explain-tlv.js";

interface MessageOptions { profile: string; clear?: boolean; json?: boolean }

function asJson(message: DecodedMessage, clear: boolean): string {
  const fields: Record<string, string> = {};
  for (const [field, value] of Object.entries(message.message.fields)) fields[field] = fieldText(Number(field), value, message, clear);
  return JSON.stringify({ tpdu: message.tpdu, header: message.header, mti: message.message.mti, bitmap: message.bitmap, fields });
}

/** One line each: number, name, value, explanation. */
function asText(message: DecodedMessage, clear: boolean): string[] {
  const lines: string[] = [];
  function line(number: string, name: string, value: string, meaning: string): void {
    const text = (number.padStart(3) + "  " + name.padEnd(22) + [value, meaning && `(${meaning})`].filter((part) => part !== "").join("  ")).trimEnd();
    // A message from elsewhere must not steer this terminal.
    lines.push(text.replace(/[\x00-\x1f\x7f-\x9f]/g, (code) => "\\x" + code.charCodeAt(0).toString(16).padStart(2, "0")));
  }
  const { mti, fields } = message.message;
  if (message.length !== null) line("", "length", String(message.length), "");
  if (message.tpdu !== "") line("", "TPDU", message.tpdu, `to ${message.tpdu.slice(2, 6)}, from ${message.tpdu.slice(6)}`);
  if (message.header !== "") {
    line("", "header", message.header, `class ${message.header.slice(0, 2)}, version ${message.header.slice(2, 4)}, ${message.header[4] === "1" ? "test" : "normal"}, host wants: ${WISHES[Number(message.header[5])]}`);
  }
  line("0", "type", mti, TYPES[mti] ?? "");
  line("1", "bitmap", message.bitmap, Object.keys(fields).join(" "));
  for (const [name, value] of Object.entries(fields)) {
    const field = Number(name);
    line(name, FIELD_NAMES[field] ?? "", fieldText(field, value, message, clear), explainField(field, value, message));
    if (field !== 55) continue;
    try {
      for (const tlv of tlvLines(tlvTree(value, clear), " ".repeat(5))) lines.push(tlv);
    } catch (error) {
      lines.push("     " + (error as Error).message);
    }
  }
  return lines;
}

/** Add `iso8583` to `postern decode`. */
export function registerDecodeMessage(decode: Command): void {
  decode.command("iso8583")
    .description("explain a message field by field")
    .argument("<hex...>", "the message, with or without length prefix, TPDU and header; blanks are passed over")
    .option("--profile <name>", "acquirer profile", "unionpay")
    .option("--clear", "show card numbers, tracks, PIN block and keys too")
    .option("--json", "one JSON object")
    .action((hex: string[], options: MessageOptions) => {
      const spec = specNamed(options.profile);
      const message = decodeMessage(hexInput("message", hex.join("")), spec);
      const clear = options.clear === true;
      process.stdout.write((options.json === true ? asJson(message, clear) : asText(message, clear).join("\n")) + "\n");
    });
}

