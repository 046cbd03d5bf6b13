// Goal: `postern crypto` prints what the firmware's modules give, and says in one line what is wrong with bad input.
import assert from "node:assert/strict";
import { Command } from "commander";
import sinon from "sinon";
import { BadInput } from "../../../sim/cli/bad-input.js";
import { registerCrypto } from "../../../sim/cli/crypto.js";

const TMK = "0123456789ABCDEFFEDCBA9876543210";
const FIELD62 = "DF3D40D5B7CE3941ABC31596FA01D155A9CBAE781E05872B98705D8F00000000000000007928C78F6F498215C1207C0039B32BE8CBA2692ABAD167CF";

/** Run a command line without the program's name; returns what it printed, and the message it failed with. */
function run(line: string): { out: string; error: string } {
  const program = new Command("postern").exitOverride().configureOutput({ writeErr: () => {} });
  registerCrypto(program);
  for (const command of program.commands[0]!.commands) command.exitOverride().configureOutput({ writeErr: () => {} });
  const write = sinon.stub(process.stdout, "write").returns(true);
  let error = "";
  try {
    program.parse(["crypto", ...line.split(" ")], { from: "user" });
  } catch (thrown) {
    error = (thrown as Error).message;
    if (!(thrown instanceof BadInput) && (thrown as { code?: string }).code === undefined) throw thrown;
  } finally {
    write.restore();
  }
  return { out: write.args.map((call) => String(call[0])).join(""), error };
}

describe("sim/cli/crypto", () => {
  it("prints the vectors of PAYMENTS 2.2, 3.1, 3.2 and 4", () => {
    for (const [line, wanted] of [
      ["pinblock --format 0 --pin 123456 --pan 6217990000000000014 --key A7C45773FE04E5194A8C329232DFADFE", { block: "06123456FFFFFFFE", encrypted: "BCBE684023DCB2D9" }],
      ["pinblock --format 0 --pin 123456", { block: "06123456FFFFFFFF" }],
      ["pinblock --format 1 --pin 1234 --fill A1B2C3D4E5", { block: "141234A1B2C3D4E5" }],
      ["pinblock --format 2 --pin 1234", { block: "241234FFFFFFFFFF" }],
      ["pinblock --format 3 --pin 1234 --pan 5555555551234567 --fill ABCDEFABCD", { block: "341261FE98FD9F9B" }],
      ["mac --alg cup --key 0123456789ABCDEF --data 08200000000000C00010", { mac: "77A9565B", field64: "3737413935363542" }],
      ["mac --alg x9.9 --key 0123456789ABCDEF --data 4E6F77206973207468652074696D6520666F7220616C6C20", { mac: "70A30640CC76DD8B" }],
      ["mac --alg x9.19 --key " + TMK + " --data 4E6F77206973207468652074696D6520666F7220616C6C20", { mac: "A1C72E74EA3FA9B6" }],
      ["kcv --key " + TMK, { kcv: "08D7B4FB" }],
      ["kcv --key 0123456789ABCDEF", { kcv: "D5D44FF7" }],
      ["track --key 169E3EAB6D4957133483BAADF78C370E --track2 ;6217990000000000014=30121010000000000?",
        { field35: "6217990000000000014DF3A03E62FBE5DE2A0", clear: "6217990000000000014D30121010000000000", block: "3012101000000000", encrypted: "F3A03E62FBE5DE2A" }],
    ] as const) {
      const { out, error } = run(line + " --json");
      assert.equal(error, "", line);
      assert.deepEqual(JSON.parse(out), wanted, line);
      assert.equal(run(line).out.split("\n").length, Object.keys(wanted).length + 1, line);
    }
  });
  it("unwraps field 62 of S1 and names the key whose check value is wrong", () => {
    const { out, error } = run("unwrap --key " + TMK + " --field62 " + FIELD62 + " --json");
    assert.equal(error, "");
    assert.deepEqual(JSON.parse(out).keys.map((one: { name: string; key: string; good: boolean }) => [one.name, one.key, one.good]), [
      ["PIK", "A7C45773FE04E5194A8C329232DFADFE", true], ["MAK", "E3436449975198F8", true], ["TDK", "169E3EAB6D4957133483BAADF78C370E", true],
    ]);
    assert.equal(run("unwrap --key " + TMK + " --field62 " + FIELD62.slice(0, -2) + "CE").error,
      "--field62: the check value of the TDK at offset 56 is BAD167CE, the key gives BAD167CF");
  });
  it("says in one line which option is wrong, and where", () => {
    for (const [line, wanted] of [
      ["kcv --key 0123", "--key: a key of 2 bytes; it must have 8, 16 or 24"],
      ["kcv --key 01x3", '--key: not a hex digit at offset 2 ("x")'],
      ["kcv --key 012", "--key: an odd count of hex digits (3), the last byte is half"],
      ["mac --alg x9.19 --key 0123456789ABCDEF --data 00", "--key: a key of 8 bytes; it must have 16"],
      ["mac --alg cup --key 0123456789ABCDEF --data 0G", '--data: not a hex digit at offset 1 ("G")'],
      ["mac --alg cup --key 0123456789ABCDEF --data " , "--data: there are no bytes"],
      ["pinblock --format 0 --pin 12a4", "--pin: not a digit at offset 2"],
      ["pinblock --format 0 --pin 123", "--pin: 3 digits; it must have 4 to 12"],
      ["pinblock --format 0 --pin 1234 --pan 12345", "--pan: 5 digits; it must have 13 to 19"],
      ["pinblock --format 3 --pin 1234", "--pan: format 3 needs it"],
      ["pinblock --format 3 --pin 1234 --pan 4012345678909 --fill 12", "--fill: not a filling digit of format 3 at offset 0"],
      ["pinblock --format 1 --pin 1234 --fill 12", "--fill: 2 hex digits; this PIN needs 10"],
      ["unwrap --key " + TMK + " --field62 00", "--field62: 1 bytes; it must have 24, 40, 56, 60 or 84"],
      ["track --key " + TMK + " --track2 12a=4", "--track2: neither digit nor separator at offset 2"],
      ["track --key " + TMK + " --track2 1234", "--track2: no separator (= or D)"],
    ] as const) {
      const { out, error } = run(line);
      assert.equal(error, wanted, line);
      assert.equal(out, "", line);
    }
    for (const line of ["kcv", "pinblock --format 4 --pin 1234", "mac --alg md5 --key 00 --data 00"]) {
      const { error } = run(line);
      assert.ok(error.includes("--") && !error.includes("\n"), line + ": " + error);
    }
  });
});
