import type { Command } from "commander";

/** `postern crypto ...`: the firmware's own PIN block, MAC, key and track modules, by hand. */
export function registerCrypto(program: Command): void {
  program.command("crypto").description("PIN blocks, MACs, key check values, key unwrapping and track encryption");
}
