import assert from "node:assert/strict";
import { request } from "node:http";
import { joinDesk, type DeskClient } from "../../../../sim/page/client.js";
import { servePage, type PageServer } from "../../../../sim/page/server.js";

const START = Date.UTC(2026, 5, 15, 9, 31, 0);

/** Status of a plain request with these headers. */
function get(server: PageServer, path: string, headers: Record<string, string>): Promise<{ status: number; cookie: string; text: string }> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port: server.port, path, headers }, (response) => {
      let text = "";
      response.on("data", (bytes) => { text += String(bytes); });
      response.on("end", () => resolve({ status: response.statusCode!, cookie: String(response.headers["set-cookie"] ?? ""), text }));
    }).on("error", reject).end();
  });
}

// Goal: nobody but programs of this computer that know the address is answered, and whatever comes over the socket gets a clear answer.
describe("sim/page/server", () => {
  let server: PageServer;
  let client: DeskClient;
  const tokenPath = (): string => new URL(server.address).search;
  const refused = (headers: Record<string, string>, address = server.address): Promise<string> => joinDesk(address, headers).then(() => "let in", (error: Error) => error.message);

  before(async () => {
    server = await servePage({ language: "en", startEpochMs: START });
    client = await joinDesk(server.address);
  });
  after(async () => {
    client.close();
    await server.close();
  });

  it("listens on loopback alone and asks for its token", async () => {
    assert.match(server.address, /^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{24}$/);
    assert.equal((await get(server, "/protocol.json", {})).status, 401);
    assert.equal((await get(server, "/protocol.json?token=" + "x".repeat(24), {})).status, 401);
    assert.equal((await get(server, "/protocol.json" + tokenPath(), {})).status, 200);
  });

  it("takes the cookie it gave in place of the token, and no other", async () => {
    const { cookie } = await get(server, "/protocol.json" + tokenPath(), {});
    assert.match(cookie, /HttpOnly; SameSite=Strict/);
    const kept = cookie.split(";")[0]!;
    assert.equal((await get(server, "/protocol.json", { cookie: "a=b; " + kept })).status, 200);
    assert.equal((await get(server, "/protocol.json", { cookie: kept.slice(0, -1) })).status, 401);
  });

  it("refuses a foreign name and a foreign page, also with the token", async () => {
    assert.equal((await get(server, "/protocol.json" + tokenPath(), { host: "evil.example:" + server.port })).status, 403);
    assert.equal((await get(server, "/protocol.json" + tokenPath(), { host: "127.0.0.1:1" })).status, 403);
    assert.equal((await get(server, "/protocol.json" + tokenPath(), { origin: "http://evil.example" })).status, 403);
    assert.equal(await refused({ origin: "http://evil.example" }), "refused with 403");
    assert.equal(await refused({ origin: "http://127.0.0.1:1" }), "refused with 403");
    assert.equal(await refused({ host: "evil.example" }), "refused with 403");
    assert.equal(await refused({}, server.address.replace(/=.*/, "=wrong")), "refused with 401");
    assert.equal(await refused({ origin: "http://localhost:" + server.port }), "let in");
  });

  it("gives no file outside its folder", async () => {
    for (const path of ["/../package.json", "/..%2f..%2fpackage.json", "/%2e%2e/%2e%2e/package.json", "/assets"]) assert.equal((await get(server, path + tokenPath(), {})).status, 404, path);
  });

  it("answers what it cannot understand, and stays", async () => {
    const bad = async (text: string | Buffer): Promise<string> => {
      const answer = client.stray();
      client.raw(text);
      const { ok, error, text: words } = await answer;
      assert.equal(ok, false);
      assert.match(words!, /Nothing was done/);
      return error!;
    };
    assert.equal(await bad("{"), "badMessage");
    assert.equal(await bad("[]"), "badMessage");
    assert.equal(await bad("7"), "badMessage");
    assert.equal(await bad('{"do":"key"}'), "badMessage");
    assert.equal(await bad(Buffer.from([1, 2])), "badMessage");
    const wrong = async (control: object): Promise<string> => (await client.ask(control as { do: "step" })).error!;
    assert.equal(await wrong({ do: "explode" }), "badControl");
    assert.equal(await wrong({ do: "constructor" }), "badControl");
    assert.equal(await wrong({ do: "key", terminal: 0 }), "badField");
    assert.equal(await wrong({ do: "key", terminal: 0, key: "Q" }), "badField");
    assert.equal(await wrong({ do: "key", terminal: 0, key: "1", extra: 1 }), "badField");
    assert.equal(await wrong({ do: "key", terminal: 3, key: "1" }), "noTerminal");
    assert.equal(await wrong({ do: "swipe", terminal: 0, card: "nobody" }), "noCard");
    assert.equal(await wrong({ do: "time", speed: 1e9 }), "badField");
    assert.equal((await client.ask({ do: "time", speed: 1 })).ok, true);
  });

  it("ends a connection that floods it, and the others go on", async () => {
    const big = await joinDesk(server.address);
    big.raw("x".repeat(1_100_000));
    assert.equal(await big.closed, 1009);
    const silly = await joinDesk(server.address);
    for (let count = 0; count < 120; count++) silly.raw("{");
    assert.equal(await silly.closed, 1008);
    assert.equal((await client.ask({ do: "time", paused: false })).ok, true);
  });
});
