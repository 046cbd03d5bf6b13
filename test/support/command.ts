import { Command } from "commander";
import sinon from "sinon";
import { BadInput } from "../../sim/cli/bad-input.js";

/** Run a program of commands with these words; returns what it printed, and the bad input it refused. Any other error goes on. */
export function runCommand(register: (program: Command) => void, words: readonly string[]): { out: string; error: string } {
  const program = new Command("postern").exitOverride().configureOutput({ writeErr: () => {} });
  register(program);
  const write = sinon.stub(process.stdout, "write").returns(true);
  let error = "";
  try {
    program.parse([...words], { from: "user" });
  } catch (thrown) {
    if (!(thrown instanceof BadInput)) throw thrown;
    error = thrown.message;
  } finally {
    write.restore();
  }
  return { out: write.args.map((call) => String(call[0])).join(""), error };
}
