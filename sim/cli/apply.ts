import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { parse } from "yaml";
import type { Merchant } from "../acquirer/merchants.js";
import { BadInput } from "./bad-input.js";

interface Flags { desk: string; list?: boolean; review?: string; approve?: string; refuse?: string; reason?: string[]; renew?: string; json?: boolean }

async function ask(flags: Flags, method: "GET" | "POST", path: string, body?: unknown): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(new URL(path, flags.desk), { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }) });
  } catch {
    throw new BadInput(`--desk ${flags.desk}: nobody answers there; start the host with \`npx postern host --merchants PORT\``);
  }
  const found = (await answer.json()) as { error?: string };
  if (!answer.ok) throw new BadInput("the acquirer refused: " + (found.error ?? String(answer.status)));
  return found;
}

function applicationIn(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new BadInput(file + ": " + (error as Error).message.split("\n")[0]);
  }
}

/** An application as a person wants to read it. */
export function merchantText(one: Merchant): string {
  const until = new Date(one.untilMs).toISOString().slice(0, 16).replace("T", " ");
  const lines = [`${one.id}  ${one.state}  ${one.name} (${one.trade}), licence ${one.licence}`];
  for (const reason of one.reasons) lines.push("   refused: " + reason);
  if (one.mid !== "") lines.push(`   MID ${one.mid}, TID ${one.tid}`);
  if (one.state === "approved" && one.serial === "") lines.push(`   activation code ${one.code}, good until ${until}`);
  if (one.serial !== "") lines.push(`   terminal ${one.serial}`);
  return lines.join("\n");
}

async function carryOut(file: string | undefined, flags: Flags): Promise<Merchant[]> {
  if (flags.list === true) return (await ask(flags, "GET", "/applications")) as Merchant[];
  if (flags.refuse !== undefined) return [(await ask(flags, "POST", `/applications/${flags.refuse}/refuse`, { reasons: flags.reason ?? [] })) as Merchant];
  for (const job of ["review", "approve", "renew"] as const) {
    if (flags[job] !== undefined) return [(await ask(flags, "POST", `/applications/${flags[job]}/${job}`, {})) as Merchant];
  }
  if (file === undefined) throw new BadInput("name a file with name, licence, idNumber, contact, phone and trade; or use --list, --review, --approve, --refuse, --renew");
  return [(await ask(flags, "POST", "/applications", applicationIn(file))) as Merchant];
}

/** `postern apply`: a shop's application to the test acquirer, and what a reviewer does with it. */
export function registerApply(program: Command): void {
  program.command("apply")
    .argument("[file]", "YAML or JSON with name, licence, idNumber, contact, phone and trade")
    .description("apply to become a merchant of the test acquirer, or review such applications (docs/TEST-HOST.md)")
    .option("--desk <url>", "where the acquirer's desk for merchants answers", "http://127.0.0.1:8584")
    .option("--list", "every application and what became of it")
    .option("--review <id>", "approve it when nothing is wrong with it, else refuse it with what is")
    .option("--approve <id>", "approve it")
    .option("--refuse <id>", "refuse it; needs --reason")
    .option("--reason <text...>", "why it is refused")
    .option("--renew <id>", "another code and terminal number")
    .option("--json", "as JSON")
    .action(async (file: string | undefined, flags: Flags) => {
      const found = await carryOut(file, flags);
      process.stdout.write((flags.json === true ? JSON.stringify(found, null, 2) : found.map(merchantText).join("\n") || "no applications") + "\n");
    });
}
