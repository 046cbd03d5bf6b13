import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A board made of the interpreter's Linux build: its console is a TCP port, its Storage a file, and it starts again when it stops. */
export interface VirtualBoard {
  port: string;
  /** How often the interpreter was started. */
  starts(): number;
  /** Everything it said on its console. */
  said(): string;
  /** Its whole flash. */
  flash(): Buffer;
  /** Harm a line on its way to the board. */
  harm: (text: string) => string;
  close(): Promise<void>;
}

export interface VirtualBoardOptions {
  /** Its flash at the first power-up; an empty one without it. */
  flash?: Uint8Array;
  /** More words for the interpreter's command line. */
  words?: readonly string[];
}

/** @param command  As in the environment variable `ESPRUINO`. */
export async function virtualBoard(command: string, options: VirtualBoardOptions = {}): Promise<VirtualBoard> {
  const folder = mkdtempSync(join(tmpdir(), "postern-board-"));
  if (options.flash !== undefined) writeFileSync(join(folder, "espruino.flash"), options.flash);
  const words = [...command.split(" ").filter((word) => word !== ""), ...(options.words ?? [])];
  let child: ChildProcess | null = null;
  let line: Socket | null = null;
  let said = "";
  let starts = 0;
  let over = false;
  function power(): void {
    starts++;
    child = spawn(words[0]!, words.slice(1), { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
    child.stdin!.on("error", () => {});
    child.stdout!.on("data", (bytes: Buffer) => {
      said += bytes.toString("latin1");
      line?.write(bytes);
    });
    // E.reboot() ends this build.
    child.on("exit", () => { if (!over) setTimeout(power, 100); });
  }
  const board: VirtualBoard = {
    port: "", harm: (text) => text,
    starts: () => starts, said: () => said, flash: () => readFileSync(join(folder, "espruino.flash")),
    async close() {
      over = true;
      const gone = new Promise((resolve) => child!.once("exit", resolve));
      child!.kill("SIGKILL");
      await gone;
      line?.destroy();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const server = createServer((socket) => {
    line = socket;
    socket.on("error", () => {});
    socket.on("data", (bytes) => { child!.stdin!.write(Buffer.from(board.harm(bytes.toString("latin1")), "latin1")); });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  board.port = "tcp://127.0.0.1:" + (server.address() as AddressInfo).port;
  power();
  return board;
}
