import { createRequire } from "node:module";
import { connect } from "node:net";

/** Bytes to and from a board's console, whatever carries them. */
export interface Line {
  name: string;
  send(text: string): void;
  /** Set by the owner; called with 8-bit text as it comes in. */
  onText: (text: string) => void;
  /** Set by the owner; called once when the line is lost. */
  onLost: (why: string) => void;
  close(): void;
}

const CONNECT_MS = 10_000;
const DEFAULT_TELNET_PORT = 23;

function shell(name: string): Line {
  return { name, send: () => {}, onText: () => {}, onLost: () => {}, close: () => {} };
}

/**
 * Open the way to a board: `tcp://host:port` (a Telnet console or a serial server) or the name of a serial port.
 * Errors: an Error of one line that says what to look at.
 */
export function openLine(port: string, baud: number): Promise<Line> {
  return /^\w+:\/\//.test(port) ? openTcp(port) : openSerial(port, baud);
}

function openTcp(port: string): Promise<Line> {
  const url = URL.canParse(port) ? new URL(port) : null;
  if (url === null || url.protocol !== "tcp:" || url.hostname === "") return Promise.reject(new Error("--port " + port + ": must be tcp://host:port or the name of a serial port"));
  const line = shell(port);
  return new Promise((resolve, reject) => {
    const socket = connect(url.port === "" ? DEFAULT_TELNET_PORT : Number(url.port), url.hostname.replace(/^\[|\]$/g, ""));
    const timer = setTimeout(() => socket.destroy(new Error("no answer within " + CONNECT_MS / 1000 + " s")), CONNECT_MS);
    socket.setNoDelay(true).setEncoding("latin1");
    socket.on("connect", () => { clearTimeout(timer); resolve(line); });
    socket.on("data", (text) => line.onText(String(text)));
    socket.on("error", (error) => { clearTimeout(timer); reject(new Error("cannot connect to " + port + ": " + error.message)); });
    socket.on("close", () => line.onLost("the connection to " + port + " was closed"));
    line.send = (text) => { socket.write(text, "latin1"); };
    line.close = () => { socket.destroy(); };
  });
}

/** As much of the package `serialport` as is used here. */
interface SerialPort {
  open(done: (error: Error | null) => void): void;
  on(event: "data" | "close" | "error", hear: (value: Buffer) => void): void;
  write(bytes: Buffer): void;
  close(): void;
}
interface SerialPackage {
  SerialPort: { new (options: { path: string; baudRate: number; autoOpen: boolean }): SerialPort; list(): Promise<{ path: string; manufacturer?: string }[]> };
}

/** The CLI package `espruino` brings `serialport` as an optional dependency; it may not have built on this machine. */
function serialPackage(): SerialPackage {
  const here = createRequire(import.meta.url);
  try {
    return createRequire(here.resolve("espruino"))("serialport") as SerialPackage;
  } catch {
    throw new Error("serial ports need the package serialport, an optional part of the package espruino: run `npm install --include=optional`, or reach the board by tcp://host:port");
  }
}

async function portNames(serial: SerialPackage): Promise<string[]> {
  const ports = await serial.SerialPort.list().catch(() => []);
  return ports.map((one) => one.path + (one.manufacturer === undefined ? "" : " (" + one.manufacturer + ")"));
}

/** Serial ports of this machine, with who made them; none where the package for them is missing. */
export async function serialPorts(): Promise<string[]> {
  try {
    return await portNames(serialPackage());
  } catch {
    return [];
  }
}

/** Why a port did not open, in words that help. @param why  What the operating system says. */
export function serialHint(why: string): string {
  if (/denied|EACCES|EPERM/i.test(why)) return "; your user may not open it: join the group that owns it, often `dialout` (sudo usermod -a -G dialout $USER, then log in again)";
  if (/busy|lock|EBUSY|Access is denied/i.test(why)) return "; another program holds it: close serial monitors, the Espruino IDE and other runs of postern";
  if (/no such|not found|ENOENT|cannot find/i.test(why)) return "; it is not there: look at the cable (some carry power only) and at the driver of the board's USB chip";
  return "";
}

async function serialTrouble(serial: SerialPackage, port: string, why: string): Promise<Error> {
  const names = await portNames(serial);
  return new Error("cannot open " + port + ": " + why.replace(/^Error: /, "") + serialHint(why) + "; serial ports here: " + (names.length === 0 ? "none" : names.join(", ")));
}

function openSerial(port: string, baud: number): Promise<Line> {
  const serial = serialPackage();
  const line = shell(port);
  const device = new serial.SerialPort({ path: port, baudRate: baud, autoOpen: false });
  return new Promise((resolve, reject) => {
    device.on("data", (bytes) => line.onText(bytes.toString("latin1")));
    device.on("error", () => {});
    device.on("close", () => line.onLost(port + " was unplugged or closed"));
    line.send = (text) => device.write(Buffer.from(text, "latin1"));
    line.close = () => device.close();
    device.open((error) => {
      if (error === null) resolve(line);
      else serialTrouble(serial, port, error.message).then(reject, reject);
    });
  });
}
