import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findings, merchantKey, type Application, type Merchant } from "../../../sim/acquirer/merchants.js";
import { serveMerchants, type MerchantsServer } from "../../../sim/acquirer/merchants-http.js";
import { merchantText } from "../../../sim/cli/apply.js";
import { codeOf, createAcquirerDesk, frameOf, messageOf, type AcquirerDesk } from "../../support/acquirer-desk.js";
import { desDecrypt, keyCheckValue } from "../../../sim/acquirer/cipher.js";
import { packMessage } from "../../../firmware/iso8583/message.js";
import { unionpay } from "../../../firmware/acquirer/unionpay.js";
import type { Message } from "../../../firmware/iso8583/spec.js";

// The samples printed in GB 32100-2015 and GB 11643-1999.
const good: Application = { name: "街角小店", licence: "91350100M000100Y43", idNumber: "11010519491231002X", contact: "王芳", phone: "0591-87654321", trade: "retail" };
const NOBODY = { tid: "00000000", mid: "000000000000000" };

function ask(desk: AcquirerDesk, code: string, text: string, { tid, mid } = NOBODY): Message | null {
  const raw = Buffer.from(packMessage(unionpay.spec, { mti: "0800", fields: { 41: tid, 42: mid, 60: "00000000" + code, 62: text } }), "latin1");
  const action = desk.exchange(frameOf(raw))[0];
  return action?.act === "send" ? messageOf(action.bytes) : null;
}
const activate = (desk: AcquirerDesk, code: string, serial = "SN000001"): Message | null => ask(desk, "420", "08" + serial + code);

// Goal: who is who is checked, a code serves one terminal once, and the key that comes is the one the host then uses.
describe("sim/acquirer/merchants", () => {
  it("finds what is wrong with an application", () => {
    assert.deepEqual(findings(good), []);
    const wrong: Partial<Application>[] = [{ name: " " }, { name: "名".repeat(21) }, { licence: "91350100M000100Y44" }, { licence: "9135010" }, { idNumber: "110105194912310021" }, { contact: "" }, { phone: "none" }, { trade: "piracy" }];
    for (const change of wrong) assert.deepEqual(findings({ ...good, ...change }).map((line) => line.split(":")[0]), Object.keys(change));
  });

  it("gives numbers and a code to the approved, and reasons to the refused", () => {
    const { merchants } = createAcquirerDesk().acquirer;
    const first = merchants.review(merchants.apply(good).id);
    assert.deepEqual([first.state, first.mid, first.tid, first.code.length], ["approved", "100290053110101", "20000001", 8]);
    const second = merchants.review(merchants.apply({ ...good, licence: "x" }).id);
    assert.deepEqual([second.state, second.code, second.reasons.length], ["refused", "", 1]);
    assert.throws(() => merchants.approve("2"), /is not waiting, it is refused/);
    assert.throws(() => merchants.renew("2"), /was not approved/);
    assert.throws(() => merchants.approve("9"), /no application 9/);
    merchants.apply(good);
    assert.throws(() => merchants.refuse("3", []), /needs its reasons/);
    assert.notEqual(merchants.renew("1").code, first.code);
  });

  it("hands the key over once, to one terminal, under the transport key", () => {
    const desk = createAcquirerDesk();
    const one = desk.acquirer.merchants.review(desk.acquirer.merchants.apply(good).id);
    const grant = activate(desk, one.code)!.fields[62]!;
    assert.equal(grant.slice(0, 23), one.tid + one.mid);
    const tmk = desDecrypt("404142434445464748494A4B4C4D4E4F", Buffer.from(grant.slice(23, 39), "latin1")).toString("hex").toUpperCase();
    assert.equal(tmk, merchantKey(1, one.tid));
    assert.equal(grant.slice(39), keyCheckValue(tmk).toString("latin1"));
    assert.equal(activate(desk, one.code)!.fields[62], grant, "the same terminal may ask again: its power may have gone");
    assert.equal(codeOf(activate(desk, one.code, "SN000002")), "94");
    assert.equal(codeOf(ask(desk, "360", "000000", { tid: one.tid, mid: "000000000000000" })), "03");
    assert.match(ask(desk, "360", "000000", one)!.fields[62]!, /^0000\d\d[0-9A-F]{8}tid=20000001\n/);
    // Signed in: the code has done its work.
    const signOn = Buffer.from(packMessage(unionpay.spec, { mti: "0800", fields: { 11: "000001", 41: one.tid, 42: one.mid, 60: "00000001004" } }), "latin1");
    assert.equal(desk.exchange(frameOf(signOn)).length, 1);
    assert.equal(codeOf(activate(desk, one.code)), "94");
    assert.equal(codeOf(ask(desk, "422", "08SN000009", one)), "03", "another terminal's serial");
    assert.equal(codeOf(ask(desk, "422", "08SN000001", one)), "00");
    assert.equal(codeOf(ask(desk, "422", "08SN000001", one)), "97");
  });

  it("refuses codes that are wrong, late or tried too often", () => {
    const desk = createAcquirerDesk();
    const one = desk.acquirer.merchants.review(desk.acquirer.merchants.apply(good).id);
    const wrong = one.code === "00000001" ? "00000002" : "00000001";
    for (let turn = 0; turn < 5; turn++) assert.equal(codeOf(activate(desk, wrong)), "25");
    assert.equal(codeOf(activate(desk, one.code)), "75");
    assert.equal(codeOf(activate(desk, "", "SN000002")), "25", "no code is nobody's");
    assert.equal(codeOf(ask(desk, "420", "99")), "30");
    desk.nowMs += 601_000;
    desk.nowMs += 7 * 86_400_000;
    assert.equal(codeOf(activate(desk, one.code)), "54");
  });

  it("remembers its merchants over a restart", () => {
    const folder = mkdtempSync(join(tmpdir(), "postern-"));
    try {
      const db = join(folder, "ledger");
      const before = createAcquirerDesk({ db });
      const one = before.acquirer.merchants.review(before.acquirer.merchants.apply(good).id);
      before.acquirer.close();
      const after = createAcquirerDesk({ db });
      assert.deepEqual(after.acquirer.merchants.list(), [one]);
      assert.equal(codeOf(activate(after, one.code)), "00");
      after.acquirer.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

// Goal: the desk answers this machine only, in JSON only, and says in words what it did not do.
describe("sim/acquirer/merchants-http", () => {
  let server: MerchantsServer;
  const lines: string[] = [];
  beforeEach(async () => { server = await serveMerchants(createAcquirerDesk().acquirer.merchants, 0, (line) => lines.push(line)); });
  afterEach(() => server.close());

  function call(method: string, path: string, body?: string, headers: Record<string, string> = { "content-type": "application/json" }): Promise<{ status: number; body: any }> {
    return new Promise((resolve, reject) => {
      const sent = request({ port: server.port, host: "127.0.0.1", method, path, headers }, (response) => {
        let text = "";
        response.on("data", (piece) => { text += String(piece); });
        response.on("end", () => resolve({ status: response.statusCode!, body: JSON.parse(text) }));
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }

  it("takes an application through its review", async () => {
    const applied = await call("POST", "/applications", JSON.stringify(good));
    assert.deepEqual([applied.status, applied.body.id, applied.body.state], [201, "1", "waiting"]);
    assert.equal(applied.body.idNumber, "110*************2X");
    const reviewed = await call("POST", "/applications/1/review", "{}");
    assert.deepEqual([reviewed.status, reviewed.body.state], [200, "approved"]);
    assert.match(merchantText(reviewed.body as Merchant), /MID 100290053110101, TID 20000001\n {3}activation code \d{8}, good until/);
    assert.deepEqual((await call("GET", "/applications")).body.map((one: Merchant) => one.id), ["1"]);
    assert.equal((await call("GET", "/applications/1")).body.tid, "20000001");
    assert.equal((await call("POST", "/applications/1/approve", "{}")).status, 409);
    await call("POST", "/applications", JSON.stringify(good));
    assert.deepEqual((await call("POST", "/applications/2/refuse", JSON.stringify({ reasons: ["no"] }))).body.reasons, ["no"]);
    assert.equal((await call("POST", "/applications/1/renew", "{}")).body.tid, "20000002");
  });

  it("refuses what it should", async () => {
    const status = async (...asked: Parameters<typeof call>): Promise<number> => (await call(...asked)).status;
    assert.equal(await status("POST", "/applications", JSON.stringify(good), { "content-type": "text/plain" }), 415);
    assert.equal(await status("GET", "/applications", undefined, { host: "evil.example" }), 403);
    assert.equal(await status("POST", "/applications", "{"), 400);
    assert.equal(await status("POST", "/applications", JSON.stringify({ ...good, mid: "1" })), 400);
    assert.equal(await status("POST", "/applications", JSON.stringify({ ...good, phone: 5 })), 400);
    assert.equal(await status("POST", "/applications", JSON.stringify({ ...good, name: "x".repeat(9000) })), 413);
    assert.equal(await status("GET", "/applications/7"), 404);
    assert.equal(await status("GET", "/elsewhere"), 404);
    assert.equal(await status("DELETE", "/applications"), 405);
    assert.equal(await status("POST", "/applications/1/praise", "{}"), 404);
    assert.equal(await status("POST", "/applications/1/review", "{}"), 409);
  });
});
