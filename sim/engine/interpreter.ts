import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { layFlash } from "./flash-image.js";

/** Words by which the interpreter says on its console that something went wrong. */
const COMPLAINT = /Uncaught|New interpreter error|ERROR|Execution Interrupted|out of memory/i;
const SILENCE_MS = 120_000;

/** One running interpreter with its connection; frames in and out, without their lengths. */
export interface Interpreter {
  send(frame: string): void;
  /** Called with each whole frame. */
  onFrame: (frame: string) => void;
  /** Called once when the process ended, complained or fell silent while an answer was due. */
  onFailure: (why: string) => void;
  /** Whether an answer is due: silence is then a failure. */
  expecting(due: boolean): void;
  kill(): void;
}

export interface InterpreterOptions {
  /** The command line of `ESPRUINO`, split on spaces. */
  command: string;
  files: ReadonlyMap<string, Uint8Array>;
  /** Script that the interpreter runs first; `PORT` in it becomes the port of the simulator. */
  loader: string;
}

/** Start the interpreter in a folder of its own and wait until the loader's script has connected. */
export async function startInterpreter(options: InterpreterOptions): Promise<Interpreter> {
  const folder = mkdtempSync(join(tmpdir(), "postern-"));
  layFlash(folder, options.files);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  writeFileSync(join(folder, "loader.js"), options.loader.replace("PORT", String((server.address() as AddressInfo).port)));
  const words = options.command.split(" ").filter((word) => word !== "");
  // Its standard input stays open and silent: at its end the interpreter would flood the console.
  const child = spawn(words[0]!, [...words.slice(1), "loader.js"], { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
  return connect(child, server, folder);
}

function connect(child: ChildProcess, server: Server, folder: string): Promise<Interpreter> {
  let console = "";
  let over = false;
  let line: Socket | null = null;
  let silence: NodeJS.Timeout | null = null;
  const interpreter: Interpreter = {
    onFrame: () => {},
    onFailure: () => {},
    send(frame) {
      const bytes = Buffer.alloc(frame.length + 2);
      bytes.writeUInt16BE(frame.length);
      bytes.write(frame, 2, "latin1");
      line!.write(bytes);
    },
    expecting(due) {
      if (silence !== null) clearTimeout(silence);
      silence = due ? setTimeout(() => fail("no answer within " + SILENCE_MS / 1000 + " s"), SILENCE_MS) : null;
    },
    kill() {
      if (over) return;
      over = true;
      interpreter.expecting(false);
      line?.destroy();
      server.close();
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
  function fail(why: string): void {
    if (over) return;
    const said = console.split("\n").filter((one) => COMPLAINT.test(one)).join(" | ");
    interpreter.kill();
    interpreter.onFailure("interpreter: " + why + (said === "" ? "" : ": " + said));
  }
  function hear(bytes: Buffer): void {
    console = (console + bytes.toString("latin1")).slice(-8000);
    if (COMPLAINT.test(console)) setTimeout(() => fail("complaint on the console"), 50);
  }
  child.stdout!.on("data", hear);
  child.stderr!.on("data", hear);
  child.on("exit", (code, signal) => fail("ended with " + (signal ?? code)));
  return new Promise((resolve, reject) => {
    interpreter.onFailure = (why) => reject(new Error(why));
    child.on("error", (error) => fail("cannot start: " + error.message));
    interpreter.expecting(true);
    server.on("connection", (socket) => {
      line = socket;
      socket.setNoDelay(true);
      socket.on("error", () => fail("connection lost"));
      reassemble(socket, (frame) => interpreter.onFrame(frame));
      interpreter.expecting(false);
      resolve(interpreter);
    });
  });
}

/** Call `take` with each frame: two bytes of length, then so many bytes. */
function reassemble(socket: Socket, take: (frame: string) => void): void {
  let waiting: Buffer = Buffer.alloc(0);
  socket.on("data", (bytes: Buffer) => {
    waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
    while (waiting.length >= 2) {
      const length = waiting.readUInt16BE();
      if (waiting.length < length + 2) return;
      const frame = waiting.toString("latin1", 2, length + 2);
      waiting = waiting.subarray(length + 2);
      take(frame);
    }
  });
}
