import { spawn, type ChildProcessByStdio } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { TEST_TMK_HEX } from "../sim/devices/keystore.js";
import { startHost } from "../sim/cli/host.js";
import { flashImage } from "../sim/engine/flash-image.js";
import { buildDeviceFont } from "../sim/font/device-font.js";
import { unifont } from "../sim/font/unifont.js";
import { glassReader } from "../sim/scenario/glass.js";
import { pinsOf, type Board } from "./board.js";
import { DRIVERS } from "./driver-table.js";
import { makePlan, PROGRAM_FILE } from "./flash/plan.js";

/** The Linux build's flash is smaller than some boards': what an idle terminal does not read stays away. */
const IDLE_WITHOUT = /^\.|^code\.(?!begin|sign)|\.en$|\.dark$|^goods$|^menu$|^bins$/;
const LOOK_MS = 500;
const FRAM_BYTES = 32768;
const STAND_MS_MAX = 240_000;

/**
 * What stands beside the program instead of chips: a FRAM that keeps what it is told (in a file: it takes no variables), a clock at the first of January, a secure element whose
 * cipher turns bits, a silent SPI; and
 * a look at the frame of the glass now and then, with the variables in use but for those of these lines.
 */
const CHIPS = `var mine=process.memory().usage,gfx,makeGfx=Graphics.createArrayBuffer,fram=E.openFile("fram","r+"),latch=0;
var said="";function crc(s){var r=0;for(var i=0;i<s.length;i++)for(var b=0;b<8;b++){var d=(s.charCodeAt(i)>>b&1)^(r>>15);r=r<<1&65535;if(d)r^=32773;}return String.fromCharCode(r&255,r>>8);}
function element(a,x){var c=x.charCodeAt(2);if(a==0)said="\\x11";else if(c==48)said="\\0\\0\\x60\\x02";else if(c==2)said=x[4]=="\\x15"?"\\0\\0\\0\\0":"\\0\\0\\x18\\0";else if(c==27)said="r".repeat(32);else if(c==81){said="";for(var i=6;i<22;i++)said+=String.fromCharCode(x.charCodeAt(i)^90);}}
Graphics.createArrayBuffer=function(a,b,c,d){gfx=makeGfx.call(Graphics,a,b,c,d);return gfx;};
I2C1=I2C2=I2C3={setup:function(){},writeTo:function(to,x){var a=to.address||to;if(a!=80)return element(a,x);latch=x.charCodeAt(0)*256+x.charCodeAt(1);if(x.length>2){fram.seek(latch);fram.write(x.substr(2));}},
readFrom:function(a,n){if(a==96){var f=String.fromCharCode(said.length+3)+said;return new Uint8Array(E.toArrayBuffer(f+crc(f)));}if(a==80){fram.seek(latch);return new Uint8Array(E.toArrayBuffer(fram.read(n)));}return new Uint8Array([0,0,0,1,1,1,0x26]).subarray(0,n);}};
SPI1=SPI2=SPI3={setup:function(){},write:function(){},send:function(x){return typeof x=="number"?0:new Uint8Array(x.length);}};
setInterval(function(){print("STANDS "+(process.memory().usage-mine)+" "+(gfx?btoa(E.toString(gfx.buffer)):""));},${LOOK_MS});
mine=process.memory().usage-mine;
`;

/** The board as the interpreter's Linux build can play it: its pins are D0 to D31, its serial ports are files, its I2C and SPI {@link CHIPS}. */
function linuxTwin(board: Board): Board {
  const names = [...new Set(pinsOf(board))];
  let text = JSON.stringify({ buses: board.buses, drivers: board.drivers });
  names.forEach((name, index) => { text = text.replaceAll('"' + name + '"', '"@' + index + '"'); });
  const { buses, drivers } = JSON.parse(text.replaceAll('"@', '"D')) as Pick<Board, "buses" | "drivers">;
  for (const bus of Object.keys(buses)) if (bus.startsWith("Serial")) buses[bus] = { path: "/dev/null", baud: 9600 };
  // It has no wireless network to ask.
  if (drivers.network["bars"] !== undefined) drivers.network["bars"] = "full";
  // Nothing of it closes or waits here.
  return { ...board, buses, drivers, boot: { ...board.boot, closeConsole: false } };
}

/** Rows that Graphics keeps upright, eight to a byte, as rows from the left. */
function unturned(frame: Uint8Array): Uint8Array {
  const bits = new Uint8Array(1024);
  for (let row = 0; row < 64; row++) {
    for (let column = 0; column < 128; column++) {
      if (((frame[(row >> 3) * 128 + column]! >> (row & 7)) & 1) !== 0) bits[row * 16 + (column >> 3)]! |= 0x80 >> (column & 7);
    }
  }
  return bits;
}

/** What a program told of itself: variables and words on its glass at the last look, what else it printed, and whether it stands. */
interface Stand { vars: number; glass: string; said: string; stands: boolean }

const LOOK = /STANDS (\d+) ([\w+/=]*)\r?\n/;

/** Listen to a program until its glass is idle, or until it stops, or for too long. */
function standing(child: ChildProcessByStdio<Writable, Readable, null>, words: (frame: Buffer) => string): Promise<Stand> {
  const seen: Stand = { vars: 0, glass: "", said: "", stands: false };
  function look(vars: string, frame: Buffer): void {
    seen.vars = Number(vars);
    seen.glass = frame.length === 1024 ? words(frame) : "";
    seen.stands = IDLE.test(seen.glass);
  }
  return new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(end);
      resolve(seen);
    };
    const end = setTimeout(over, STAND_MS_MAX);
    child.stdout.on("data", (bytes: Buffer) => {
      seen.said += bytes.toString("latin1");
      for (let found = LOOK.exec(seen.said); found !== null && !seen.stands; found = LOOK.exec(seen.said)) {
        seen.said = seen.said.slice(found.index + found[0].length);
        look(found[1]!, Buffer.from(found[2]!, "base64"));
      }
      if (seen.stands || /Uncaught|New interpreter error|stopped:/.test(seen.said)) over();
    });
    child.on("close", over);
  });
}

/** Variables of a twin that is idle. Errors: an Error with what it said instead. */
async function stand(twin: Board, command: string, port: number): Promise<number> {
  const plan = await makePlan(twin, { params: { host: "127.0.0.1", port }, tmk: Buffer.from(TEST_TMK_HEX, "hex") });
  const without = twin.features.kinds === undefined ? IDLE_WITHOUT : /^\./;
  const files = new Map([...plan.files].filter(([name]) => !without.test(name))).set("prog", plan.files.get(PROGRAM_FILE)!);
  const read = glassReader(plan.files.get("font") ?? buildDeviceFont(unifont(), []).bytes);
  const turned = DRIVERS[twin.drivers.display.driver]?.turned === true;
  const folder = mkdtempSync(join(tmpdir(), "postern-figures-"));
  const words = command.split(" ").filter((word) => word !== "");
  try {
    writeFileSync(join(folder, "espruino.flash"), flashImage(files));
    writeFileSync(join(folder, "fram"), Buffer.alloc(FRAM_BYTES, 0xff));
    writeFileSync(join(folder, "run.js"), CHIPS + 'eval(require("Storage").read("prog"));');
    const child = spawn(words[0]!, [...words.slice(1), "run.js"], { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
    const { vars, glass, said, stands } = await standing(child, (frame) => read(turned ? unturned(frame) : frame).join("/"));
    child.kill("SIGKILL");
    if (!stands) throw new Error(twin.name + " does not stand in the interpreter: " + (glass === "" ? "" : "its glass says " + glass + "; ") + said.replace(/(?:ERROR: Analog[^\n]*\n)+/g, "").slice(-300).trim());
    return vars;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The idle screen of the terminal in either language, whether signed in or not. */
const IDLE = /请输入金额|Enter amount/;
const NET = { driver: "network-net", bars: "full" };

/**
 * Variables of a board's idle terminal, with its own drivers, signed in at a test bank on this machine. The Linux build has a network of its
 * own and no module or chip for one: boards that need those stand without a bank, and what their driver takes more than the plain one is added.
 * Errors: an Error when it does not stand.
 */
export async function measureIdle(board: Board, command: string): Promise<number> {
  const bank = await startHost({ port: "0", address: "127.0.0.1", profile: "unionpay", seed: "1", latency: "0", idle: "300", quiet: true, newTerminals: true }, () => {});
  try {
    const twin = linuxTwin(board);
    const plain = { ...twin, chip: { ...twin.chip, stock: [...twin.chip.stock, "net"] }, drivers: { ...twin.drivers, network: NET } };
    const idle = await stand(plain, command, bank.port);
    if (board.drivers.network.driver === NET.driver) return idle;
    const nobody = 9;
    return idle + await stand(twin, command, nobody) - await stand(plain, command, nobody);
  } finally {
    await bank.close();
  }
}
