import assert from "node:assert/strict";
import { connect, createServer as createPlain, type AddressInfo, type Socket } from "node:net";
import { createServer, type Server, type TlsOptions } from "node:tls";
import { gatewayOptions } from "../../../sim/cli/gateway.js";
import { openGateway, type Gateway, type GatewayOptions } from "../../../sim/gateway/gateway.js";
import { throwawayCa, type Identity } from "../../support/throwaway-ca.js";

const ca = throwawayCa();
const turned = (bytes: string): string => Buffer.from(Buffer.from(bytes, "latin1").map((byte) => byte ^ 255)).toString("latin1");

// Goal: a terminal's bytes reach the acquirer only by TLS 1.3 and only when its certificate holds; otherwise not one of them leaves.
describe("sim/gateway", () => {
  let server: Server | null = null;
  let gateway: Gateway | null = null;
  let heard: string;
  let said: string[];
  afterEach(async () => {
    await gateway?.close();
    server?.close();
    server = gateway = null;
  });

  /** An acquirer that gives back what it hears, every bit turned over, and a gateway to it. */
  async function open(own: Identity, changes: Partial<GatewayOptions> = {}, tls: TlsOptions = {}): Promise<void> {
    heard = "";
    // A line that is still closing must not tell the next test.
    const lines: string[] = said = [];
    server = createServer({ ...own, ...tls }, (socket) => {
      socket.on("error", () => {});
      socket.on("data", (bytes: Buffer) => {
        heard += bytes.toString("latin1");
        socket.write(Uint8Array.from(bytes, (byte) => byte ^ 255));
      });
      socket.on("end", () => socket.end());
    });
    server.on("tlsClientError", () => {});
    await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
    gateway = await openGateway({ address: "127.0.0.1", port: 0, host: "127.0.0.1", hostPort: (server.address() as AddressInfo).port, name: "acquirer.test", ca: ca.cert, log: (line) => lines.push(line), ...changes });
  }
  /** Say something as a terminal and hear the answer; "" when the line is closed instead. */
  function ask(bytes: string): Promise<string> {
    return new Promise((resolve) => {
      const socket: Socket = connect(gateway!.port, "127.0.0.1", () => { socket.write(bytes, "latin1"); });
      let answer = "";
      socket.on("error", () => {});
      socket.on("data", (more) => {
        answer += more.toString("latin1");
        if (answer.length >= bytes.length) socket.destroy();
      });
      socket.on("close", () => resolve(answer));
    });
  }

  it("carries every byte both ways by TLS 1.3, and says whom it verified", async () => {
    await open(ca.issue(["acquirer.test"]));
    const bytes = Array.from({ length: 256 }, (_one, code) => String.fromCharCode(code)).join("").repeat(40);
    assert.equal(await ask(bytes), turned(bytes));
    assert.equal(heard, bytes);
    assert.match(said[0]!, /^line 1 from 127\.0\.0\.1: TLSv1\.3 TLS_\w+, verified acquirer\.test by Throwaway test authority$/);
  });
  it("lets nothing of a message into its log", async () => {
    await open(ca.issue(["acquirer.test"]));
    await ask("\x00\x0c6217990000000014");
    assert.equal(said.join("\n").includes("6217"), false);
  });

  const refusals: [string, () => Identity, Partial<GatewayOptions>, TlsOptions, RegExp][] = [
    ["an expired certificate", () => ca.issue(["acquirer.test"], { from: -30, to: -1 }), {}, {}, /its certificate has expired; .*\(CERT_HAS_EXPIRED\)$/],
    ["one that is not valid yet", () => ca.issue(["acquirer.test"], { from: 2, to: 30 }), {}, {}, /not valid yet; look at this machine's clock/],
    ["another name", () => ca.issue(["elsewhere.test"]), {}, {}, /for another name; look at --to/],
    ["another authority", () => throwawayCa("Somebody").issue(["acquirer.test"]), {}, {}, /an authority that is not trusted here; give the acquirer's authority with --ca/],
    ["an authority of the same name with another key", () => throwawayCa().issue(["acquirer.test"]), {}, {}, /authority that is not trusted here|signature on its certificate is false/],
    ["the trust of this machine, which does not know a throwaway authority", () => ca.issue(["acquirer.test"]), { ca: undefined as unknown as string }, {}, /authority that is not trusted here/],
    ["TLS 1.2", () => ca.issue(["acquirer.test"]), {}, { maxVersion: "TLSv1.2" }, /it speaks no TLS 1\.3, and nothing older is used/],
  ];
  for (const [what, identity, changes, tls, words] of refusals) {
    it("refuses " + what + ", in words, before a byte has left", async () => {
      await open(identity(), changes, tls);
      assert.equal(await ask("\x00\x05hello"), "");
      assert.equal(heard, "");
      assert.match(said[0]!, /^line 1 from 127\.0\.0\.1 refused, nothing was sent: the acquirer 127\.0\.0\.1:\d+ is not used: /);
      assert.match(said[0]!, words);
    });
  }
  it("refuses a host that speaks no TLS, and one that is not there", async () => {
    const plain = createPlain((socket) => { socket.on("error", () => {}).resume(); socket.end("220 hello\r\n"); });
    await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
    const { port } = plain.address() as AddressInfo;
    await open(ca.issue(["acquirer.test"]), { hostPort: port });
    assert.equal(await ask("x"), "");
    assert.match(said[0]!, /is not TLS; is the port right\?/);
    await new Promise((resolve) => plain.close(resolve));
    assert.equal(await ask("x"), "");
    assert.match(said[1]!, /nobody listens there/);
  });
  it("verifies an address when the acquirer has no name", async () => {
    await open(ca.issue(["127.0.0.1"]), { name: "127.0.0.1" });
    assert.equal(await ask("hello"), turned("hello"));
    await gateway!.close();
    server!.close();
    await open(ca.issue(["127.0.0.2"]), { name: "127.0.0.1" });
    assert.equal(await ask("hello"), "");
    assert.match(said[0]!, /for another name/);
  });
  it("shows its own certificate to an acquirer that asks for one", async () => {
    const own = ca.issue(["gateway.test"]);
    const wants: TlsOptions = { requestCert: true, rejectUnauthorized: true, ca: ca.cert };
    await open(ca.issue(["acquirer.test"]), own, wants);
    assert.equal(await ask("hello"), turned("hello"));
    await gateway!.close();
    server!.close();
    await open(ca.issue(["acquirer.test"]), {}, wants);
    assert.equal(await ask("hello"), "");
    assert.equal(heard, "");
    assert.match(said.join("\n"), /wants a certificate of this gateway: give --cert and --key/);
  });
  it("turns away more terminals than it was told to take", async () => {
    await open(ca.issue(["acquirer.test"]), { linesMax: 1 });
    const first = connect(gateway!.port, "127.0.0.1");
    await new Promise((resolve) => first.once("connect", resolve));
    assert.equal(await ask("hello"), "");
    assert.match(said.join("\n"), /line 2 from 127\.0\.0\.1 turned away: 1 lines are open already/);
    first.destroy();
  });
  it("closes a line on which nothing moves", async () => {
    await open(ca.issue(["acquirer.test"]), { idleMs: 30 });
    const silent = connect(gateway!.port, "127.0.0.1");
    await new Promise((resolve) => silent.once("close", resolve));
    assert.match(said.at(-1)!, /closed: nothing moved for 0\.03 s/);
  });
});

// Goal: what is not encrypted stays on loopback or in the shop.
describe("sim/cli/gateway", () => {
  const flags = (listen: string) => ({ to: "acquirer.test:443", listen, idle: "300" });
  it("listens on loopback and private networks, and nowhere else", () => {
    for (const good of ["127.0.0.1:5583", "5583", "[::1]:5583", "192.168.1.4:1", "10.0.0.1:1", "172.31.0.1:1", "[fd12::1]:1"]) gatewayOptions(flags(good), () => {});
    for (const bad of ["0.0.0.0:5583", "[::]:5583", "8.8.8.8:5583", "172.32.0.1:1", "11.0.0.1:1", "shop.example:1"]) assert.throws(() => gatewayOptions(flags(bad), () => {}), /nothing is encrypted, so only an address of loopback or of your own network/, bad);
    for (const bad of ["", "127.0.0.1:", "127.0.0.1:70000"]) assert.throws(() => gatewayOptions(flags(bad), () => {}), /must be host:port/, bad);
  });
  it("says what is wrong with the files it is given", () => {
    assert.throws(() => gatewayOptions({ ...flags("5583"), ca: "/no/such/file" }, () => {}), /--ca \/no\/such\/file: .*ENOENT/);
    assert.throws(() => gatewayOptions({ ...flags("5583"), ca: "package.json" }, () => {}), /not a PEM file of the right kind/);
    assert.throws(() => gatewayOptions({ ...flags("5583"), cert: "package.json" }, () => {}), /--cert and --key go together/);
  });
});
