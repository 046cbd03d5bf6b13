import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { dialVerified, greetingOf, openGateway, type GatewayOptions } from "../gateway/gateway.js";
import { homeAddress } from "../gateway/trouble.js";
import { BadInput } from "./bad-input.js";

interface Flags { to: string; listen: string; name?: string; ca?: string; cert?: string; key?: string; idle: string; check?: boolean }

function hostAndPort(option: string, text: string, fewest: number): [string, number] {
  const found = /^(?:tls:\/\/|tcp:\/\/)?(\[[0-9a-fA-F:]+\]|[^:/\s[\]]+):(\d{1,5})$/.exec(text);
  if (found === null || Number(found[2]) < fewest || Number(found[2]) > 65535) throw new BadInput("--" + option + " " + text + ": must be host:port");
  return [found[1]!.replace(/^\[|\]$/g, ""), Number(found[2])];
}

function readPem(option: string, file: string, wanted: RegExp): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new BadInput("--" + option + " " + file + ": " + (error as Error).message);
  }
  if (!wanted.test(text)) throw new BadInput("--" + option + " " + file + ": is not a PEM file of the right kind");
  return text;
}

/** What the flags ask for. Errors: BadInput. */
export function gatewayOptions(flags: Flags, log: (line: string) => void): GatewayOptions {
  const [host, hostPort] = hostAndPort("to", flags.to, 1);
  const [address, port] = hostAndPort("listen", flags.listen === "" ? "" : /:/.test(flags.listen) ? flags.listen : "127.0.0.1:" + flags.listen, 0);
  if (address !== "localhost" && !homeAddress(address)) {
    throw new BadInput("--listen " + flags.listen + ": towards terminals nothing is encrypted, so only an address of loopback or of your own network is taken (127.*, 10.*, 172.16-31.*, 192.168.*), not every address of this machine");
  }
  if (!/^\d{1,5}$/.test(flags.idle) || Number(flags.idle) === 0) throw new BadInput("--idle " + flags.idle + ": must be a number of seconds");
  if ((flags.cert === undefined) !== (flags.key === undefined)) throw new BadInput("--cert and --key go together");
  return {
    address, port, host, hostPort, idleMs: Number(flags.idle) * 1000, log,
    ...(flags.name === undefined ? {} : { name: flags.name }),
    ...(flags.ca === undefined ? {} : { ca: readPem("ca", flags.ca, /BEGIN CERTIFICATE/) }),
    ...(flags.cert === undefined ? {} : { cert: readPem("cert", flags.cert, /BEGIN CERTIFICATE/), key: readPem("key", flags.key!, /BEGIN [A-Z ]*PRIVATE KEY/) }),
  };
}

async function gateway(flags: Flags): Promise<void> {
  const print = (line: string): void => { process.stdout.write(line + "\n"); };
  const options = gatewayOptions(flags, (line) => print(new Date().toISOString().slice(11, 19) + " " + line));
  try {
    // Before any terminal comes: whoever starts the gateway hears at once what is wrong with the far side.
    const far = await dialVerified(options);
    const met = greetingOf(far);
    far.destroy();
    print(met.protocol + " " + met.cipher + ": " + met.subject + ", verified by " + met.issuer + ", valid until " + met.validTo);
  } catch (error) {
    if (flags.check === true) throw new BadInput((error as Error).message);
    print((error as Error).message + "; terminals are refused until that is mended");
  }
  if (flags.check === true) return;
  const opened = await openGateway(options).catch((error: Error) => { throw new BadInput("cannot listen on " + options.address + ":" + options.port + ": " + error.message); });
  print("gateway on " + opened.address + ":" + opened.port + " for terminals, TLS 1.3 to " + options.host + ":" + options.hostPort);
  await new Promise<void>((resolve) => { for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve()); });
  await opened.close();
}

/** `postern gateway`: a verified line to the acquirer for terminals that cannot verify one. */
export function registerGateway(program: Command): void {
  program.command("gateway")
    .description("carry terminals' lines to the acquirer by TLS 1.3 and verify its certificate (docs/GATEWAY.md)")
    .requiredOption("--to <host:port>", "the acquirer")
    .option("--listen <address:port>", "where terminals connect to; loopback or your own network only", "127.0.0.1:5583")
    .option("--name <name>", "name that the acquirer's certificate must carry, when it is not that of --to")
    .option("--ca <file>", "PEM with the authorities to trust, instead of this machine's")
    .option("--cert <file>", "PEM with our own certificate, for an acquirer that asks for one")
    .option("--key <file>", "PEM with its key")
    .option("--idle <s>", "close a line on which nothing moves for so long", "300")
    .option("--check", "verify the acquirer, say what it shows, and end")
    .action(gateway);
}
