import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { codeOf, createAcquirerDesk, type AcquirerDesk } from "../../support/acquirer-desk.js";

describe("sim/acquirer ledger file", () => {
  let folder: string;
  let db: string;
  let open: AcquirerDesk[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "postern-"));
    db = join(folder, "ledger.jsonl");
  });
  afterEach(() => {
    for (const desk of open) {
      try {
        desk.acquirer.close();
      } catch {
        // Closed by the test itself.
      }
    }
    open = [];
    rmSync(folder, { recursive: true });
  });
  function start(): AcquirerDesk {
    const desk = createAcquirerDesk({ db });
    open.push(desk);
    return desk;
  }
  /** A day with one of everything that is remembered. */
  function day(desk: AcquirerDesk): void {
    desk.signIn();
    desk.ask(desk.build({ stan: 1 }));
    desk.ask(desk.build({ stan: 2, amountMinor: 500 }));
    desk.ask(desk.build({ mti: "0400", stan: 2, amountMinor: 500, fields: { 39: "98" } }));
    desk.ask(desk.build({ stan: 3, pin: "000000" }));
    desk.ask(desk.build({ mti: "0400", stan: 4, fields: { 39: "98" } }));
    desk.ask(desk.build({ stan: 5, procCode: "200000", messageType: "23", fields: { 61: "000001000001" } }));
    desk.ask(desk.build({ stan: 6, amountMinor: 900 }));
  }
  const picture = (desk: AcquirerDesk) => [desk.acquirer.ledger(), desk.acquirer.balance(desk.account("debit").pan), desk.keys()];

  // Goal: a restart changes nothing that a terminal or an account holder could notice.
  it("survives a restart", () => {
    const first = start();
    day(first);
    const before = picture(first);
    first.acquirer.close();
    const second = start();
    assert.deepEqual(picture(second), before);
    assert.deepEqual(second.log, []);
    for (const [stan, code] of [[1, "94"], [2, "94"], [3, "94"], [4, "12"], [6, "94"]] as const) assert.equal(codeOf(second.ask(second.build({ stan }))), code);
    assert.equal(codeOf(second.ask(second.build({ mti: "0400", stan: 6, amountMinor: 900, fields: { 39: "98" } }))), "00");
    const rrns = second.acquirer.ledger().map((entry) => entry.rrn);
    second.ask(second.build({ stan: 7 }));
    assert.ok(!rrns.includes(second.acquirer.ledger().at(-1)?.rrn as string));
  });

  it("holds no card number, PIN or key", () => {
    const desk = start();
    day(desk);
    const text = readFileSync(db, "utf8") + desk.log.join("\n") + desk.trace.join("\n");
    for (const secret of [desk.account("debit").pan, "30121010000000000", desk.keys().pik, desk.keys().mak]) assert.ok(!text.includes(secret));
    assert.ok(text.includes("621799*********0014"));
  });

  // Goal: wherever the power went off, what was answered is there, and what was not written was not answered.
  it("cuts off a torn last line, wherever it is torn", () => {
    day(start());
    const whole = readFileSync(db);
    fc.assert(fc.property(fc.integer({ min: 0, max: whole.length }), (length) => {
      writeFileSync(db, whole.subarray(0, length));
      const desk = createAcquirerDesk({ db });
      const torn = length > 0 && whole[length - 1] !== 0x0a;
      assert.equal(desk.log.length, torn ? 1 : 0);
      if (torn) assert.match(desk.log[0] as string, /torn/);
      desk.signIn();
      desk.acquirer.close();
      const again = createAcquirerDesk({ db });
      assert.deepEqual(again.log, []);
      assert.deepEqual(again.acquirer.ledger(), desk.acquirer.ledger());
      again.acquirer.close();
    }), { numRuns: 40 });
  });

  it("refuses a file with damage before its end, and names the line", () => {
    day(start());
    const lines = readFileSync(db, "utf8").split("\n");
    for (const bad of ["{\"line\":", "5", "null", "{\"line\":\"other\"}", "{\"line\":\"entries\",\"entries\":[{}]}", "{\"line\":\"tries\"}"]) {
      writeFileSync(db, [lines[0], bad, ...lines.slice(1)].join("\n"));
      assert.throws(() => createAcquirerDesk({ db }), /ledger\.jsonl: line 2 is damaged/, bad);
    }
    writeFileSync(db, "");
    assert.deepEqual(start().acquirer.ledger(), []);
  });

  it("starts a terminal's numbers afresh at trace 1 only when told to, restart or not", () => {
    for (const forgetful of [false, true]) {
      const file = db + forgetful;
      const desk = createAcquirerDesk({ db: file, forgetful });
      const signIn = (at: AcquirerDesk): string => codeOf(at.ask(at.management("0800", "004", { 11: "000001" })));
      assert.equal(signIn(desk), "00");
      assert.equal(codeOf(desk.ask(desk.build({ stan: 2 }))), "00");
      desk.acquirer.close();
      const again = createAcquirerDesk({ db: file, forgetful });
      assert.equal(codeOf(again.ask(again.build({ stan: 2 }))), "94");
      assert.equal(signIn(again), "00");
      assert.equal(codeOf(again.ask(again.build({ stan: 2 }))), forgetful ? "00" : "94");
      assert.equal(again.acquirer.ledger().length, forgetful ? 2 : 1);
      again.acquirer.close();
    }
  });

  it("does nothing when the ledger cannot be written", () => {
    const desk = start();
    desk.signIn();
    desk.acquirer.close();
    // A closed file stands for a full disk: writing to it fails.
    assert.equal(codeOf(desk.ask(desk.build({ stan: 1 }))), "96");
    assert.match(desk.log[0] as string, /host fault, nothing was done/);
    assert.deepEqual(desk.acquirer.ledger(), []);
    assert.throws(() => createAcquirerDesk({ db: folder }), /is not a file/);
  });
});
