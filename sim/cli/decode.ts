import type { Command } from "commander";
import { registerDecodeCard } from "./decode-card.js";
import { registerDecodeMessage } from "./decode-message.js";
import { registerDecodeQr } from "./decode-qr.js";

/** `postern decode ...`: explain what travels between card, terminal and host, with the firmware's own decoders. */
export function registerDecode(program: Command): void {
  const decode = program.command("decode").description("explain a message, a track, a bit stream, flux intervals, TLV or a QR payload");
  registerDecodeMessage(decode);
  registerDecodeCard(decode);
  registerDecodeQr(decode);
}
