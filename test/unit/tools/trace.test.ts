import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flashImage } from "../../../sim/engine/flash-image.js";
import { root } from "../../../sim/paths.js";
import { TERMINAL, makeBundle, type Bundle } from "../../../tools/bundle.js";
import { placeOf } from "../../../tools/source-maps.js";
import { traceText, tracedFiles } from "../../../tools/trace.js";

const linesOf = (file: string): string[] => readFileSync(join(root, file), "utf8").split("\n");

// Goal: a column of what lies on a board leads back to the author's file and line, through everything that the bundler does to it.
describe("tools/trace", function () {
  this.timeout(120000);
  let bundle: Bundle;
  before(async () => { bundle = await makeBundle({ ...TERMINAL, traced: true }); });

  it("makes the same bytes whether anybody traces or not", async () => {
    const plain = await makeBundle(TERMINAL);
    assert.equal(bundle.code, plain.code);
    assert.deepEqual(bundle.overlays, plain.overlays);
    assert.equal(plain.traces.size, 0);
  });

  it("finds the line of every word of an assertion, in the core and in each overlay", () => {
    let found = 0;
    for (const [name, traced] of bundle.traces) {
      const text = name === "" ? bundle.code : bundle.overlays.get(name)!;
      const rows = text.split("\n");
      rows.forEach((row, index) => {
        // Names of assertions, such as "kind.number", stand in one place of the sources.
        for (const match of row.matchAll(/"[a-z]\w+\.[a-z]\w+"/g)) {
          if (/^"(text|view|code)\./.test(match[0])) continue;
          // As the interpreter points: behind the word.
          const place = placeOf(traced, index + 1, match.index + match[0].length + 1);
          assert.ok(place !== null, name + " " + match[0]);
          const line = linesOf(place.file)[place.line - 1]!;
          assert.ok(line.includes(match[0]), `${match[0]} of ${name === "" ? "the core" : name} leads to ${place.file}:${place.line}: ${line}`);
          found++;
        }
      });
    }
    assert.ok(found > 20, found + " words");
  });

  it("rewrites what a board says and leaves out the excerpts nobody can read", async () => {
    const traced = new Map([[".bootcde", bundle.traces.get("")!]]);
    const column = bundle.code.lastIndexOf('"kind.number"') + '"kind.number"'.length + 1;
    const line = linesOf("firmware/app/session.ts").findLastIndex((one) => one.includes('"kind.number"')) + 1;
    const said = "stopped: kind.number\r\n    at ab (.bootcde:1:" + column + ")\r\nfunction(a,b){...\r\n          ^\r\n    at other (somewhere:1:2)\r\n>";
    assert.equal(traceText(said, traced), "stopped: kind.number\n    at ab (firmware/app/session.ts:" + line + ")\n    at other (somewhere:1:2)\n>");
  });

  it("leads from what the interpreter prints to the line that threw", async function () {
    const command = process.env["ESPRUINO"] ?? "";
    if (command === "") return this.skip();
    const request = { entry: 'import { thrower } from "./test/support/thrower.js"; postern = thrower;', global: "postern", drivers: false };
    const made = await makeBundle(request);
    const folder = mkdtempSync(join(tmpdir(), "postern-trace-"));
    try {
      writeFileSync(join(folder, "espruino.flash"), flashImage(new Map([[".bootcde", Buffer.from(made.code + ';try{postern(3)}catch(e){print("THROWN "+e.message+"\\n"+e.stack+"\\nEND")}')]])));
      const words = command.split(" ").filter((word) => word !== "");
      const child = spawn(words[0]!, words.slice(1), { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
      let said = "";
      await new Promise<void>((resolve) => child.stdout!.on("data", (bytes: Buffer) => {
        said += bytes.toString("latin1");
        if (said.includes("\nEND")) resolve();
      }));
      child.kill("SIGKILL");
      const file = "test/support/thrower.ts";
      const places = [...traceText(said, await tracedFiles(request, ".bootcde")).matchAll(/thrower\.ts:(\d+)/g)].map((match) => linesOf(file)[Number(match[1]) - 1]!.trim());
      assert.match(places[0]!, /throw new Error/);
      assert.match(places[1]!, /return deep/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
