import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../../sim/acquirer/config.js";
import { serveAcquirer, type AcquirerServer, type ServerOptions } from "../../../sim/acquirer/server.js";
import { startHost } from "../../../sim/cli/host.js";
import { createAcquirerDesk, messageOf, type AcquirerDesk } from "../../support/acquirer-desk.js";

const flags = { port: "0", address: "127.0.0.1", profile: "unionpay", seed: "1", latency: "0", idle: "300" };

describe("sim/acquirer/server", () => {
  let desk: AcquirerDesk;
  let server: AcquirerServer | null = null;
  const said: string[] = [];
  async function serve(options: Partial<ServerOptions> = {}): Promise<Socket> {
    desk = createAcquirerDesk();
    desk.signIn();
    said.length = 0;
    server = await serveAcquirer(desk.acquirer, { port: 0, log: (line) => said.push(line), ...options });
    return dial(server.port);
  }
  async function dial(port: number): Promise<Socket> {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    await once(socket, "connect");
    return socket;
  }
  /** Bytes until `length` of them are there. */
  async function read(socket: Socket, length: number): Promise<Buffer> {
    let got = Buffer.alloc(0);
    while (got.length < length) got = Buffer.concat([got, (await once(socket, "data"))[0] as Buffer]);
    return got;
  }
  afterEach(async () => {
    await server?.close();
    server = null;
  });

  // Goal: the same host behind a real socket, with its faults in real time, and nobody can tie it up.
  it("answers a sale sent byte by byte", async () => {
    const socket = await serve();
    for (const byte of desk.build({ stan: 1 })) socket.write(Uint8Array.of(byte));
    const head = await read(socket, 2);
    assert.ok(head.length >= 2);
    const whole = head.length >= head.readUInt16BE(0) + 2 ? head : Buffer.concat([head, await read(socket, head.readUInt16BE(0) + 2 - head.length)]);
    assert.equal(messageOf(whole).fields[39], "00");
    assert.equal(desk.acquirer.ledger().length, 1);
  });

  it("closes the connection when a fault or a bad length says so", async () => {
    const socket = await serve();
    desk.acquirer.script([{ on: "0200", fault: "closeAfter" }]);
    socket.write(desk.build({ stan: 1 }));
    socket.resume();
    await once(socket, "end");
    assert.equal(desk.acquirer.ledger().length, 1);
    const other = await dial((server as AcquirerServer).port);
    other.resume();
    other.write(Buffer.from([0xff, 0xff]));
    await once(other, "end");
    assert.match(desk.log.at(-1) as string, /65535 bytes refused/);
  });

  it("closes silent connections and refuses too many", async () => {
    const socket = await serve({ idleMs: 30, connectionsMax: 1 });
    const second = await dial((server as AcquirerServer).port);
    await once(second, "close");
    assert.ok(said.some((line) => line.includes("connection refused, 1 are open")));
    await once(socket, "close");
    assert.ok(said.some((line) => line.includes("silent for 30 ms")));
  });

  it("says that a port is taken", async () => {
    await serve();
    await assert.rejects(startHost({ ...flags, port: String((server as AcquirerServer).port) }, () => {}), /cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/);
  });
});

describe("sim/cli/host", () => {
  // Goal: the command prints where it listens and what passes, masked, and refuses options that cannot be meant in one line.
  it("prints its address and each message", async () => {
    const lines: string[] = [];
    const server = await startHost({ ...flags, tmk: "00112233445566778899aabbccddeeff" }, (line) => lines.push(line));
    assert.match(lines[0] as string, new RegExp("^test acquirer \\(unionpay\\) on 127.0.0.1:" + server.port + ", 0 transactions"));
    const desk = createAcquirerDesk();
    const socket = connect(server.port, "127.0.0.1");
    socket.write(desk.management("0800", "004", { 41: "ABCDEFGH", 42: "999999999999999" }));
    const answer = (await once(socket, "data"))[0] as Buffer;
    assert.equal(messageOf(answer).fields[39], "00");
    socket.destroy();
    await server.close();
    assert.ok(lines.some((line) => /^[\d:.]+ < 0800 11=\d{6} 41=ABCDEFGH/.test(line)));
    assert.ok(lines.some((line) => /^[\d:.]+ > 0810 .* 39=00 .* 62=\(60\)$/.test(line)), lines.join("\n"));
  });

  it("refuses bad options", async () => {
    const folder = mkdtempSync(join(tmpdir(), "postern-"));
    const file = join(folder, "host.yaml");
    const cases: [Record<string, string>, RegExp][] = [
      [{ port: "70000" }, /--port/], [{ port: "x" }, /--port/], [{ seed: "-1" }, /--seed/], [{ profile: "none" }, /--profile/],
      [{ tmk: "12" }, /--tmk/], [{ config: join(folder, "absent") }, /--config .*ENOENT/], [{ config: file }, /accounts\[0\]: pan/],
      [{ db: folder }, /not a file/], [{ address: "203.0.113.1" }, /cannot listen/],
    ];
    writeFileSync(file, "accounts: [{ id: a, pan: 6217990000000000246 }]");
    for (const [bad, why] of cases) await assert.rejects(startHost({ ...flags, ...bad }, () => {}), why);
    rmSync(folder, { recursive: true });
  });

  it("reads a configuration, and says what is wrong with one", () => {
    const good = readConfig("terminals: [{ tid: '87654321', mid: '*', tmk: '00112233445566778899AABBCCDDEEFF' }]\naccounts: [{ id: a, pan: '6217990000000000246', expiry: '3112', balanceMinor: 5, status: '41' }]\nscript: [{ on: '0200', fault: missingReply }]");
    assert.deepEqual([good.terminals[0]?.mid, good.accounts[0]?.status, good.accounts[0]?.pinOptional, good.script.length], ["*", "41", true, 1]);
    assert.deepEqual(readConfig(""), { terminals: [], accounts: [], script: [] });
    for (const [text, why] of [
      ["- 1", /must be a map/], ["cards: []", /no part "cards"/], ["accounts: 5", /must be a list/], ["accounts: [1]", /must be a list/],
      ["a: [", /./], ["terminals: [{ tid: '1', mid: '*', tmk: '' }]", /terminals\[0\]: tid/],
      ["accounts: [{ id: a, pan: '6217990000000000246', expiry: '3112', balanceMinor: 1.5 }]", /balanceMinor/],
    ] as const) assert.throws(() => readConfig(text), why, text);
  });
});
