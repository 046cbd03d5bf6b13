import assert from "node:assert/strict";
import { boardEngines } from "../../sim/engine/board.js";
import { joinDesk } from "../../sim/page/client.js";
import { servePage } from "../../sim/page/server.js";
import { bundleCode } from "../../sim/scenario/engines.js";
import { CABLE, makeBundle } from "../../tools/bundle.js";
import { virtualBoard } from "../support/virtual-board.js";

// Goal: `bridge --page`: what the page shows is what a board at the end of a cable draws, and what is done on the page the board is told.
describe("device/bridge with the page", () => {
  it("begins, takes keys and a card, cuts the power and begins again, all on the board", async function () {
    const command = process.env["ESPRUINO"] ?? "";
    if (command === "") return this.skip();
    this.timeout(900_000);
    const device = await virtualBoard(command);
    const board = await boardEngines({ port: device.port, baud: 115200, code: await bundleCode(), cable: (await makeBundle(CABLE)).code, report: { line: () => {}, progress: () => {} } });
    const server = await servePage({ port: 0, language: "en", engine: async (assets) => { await board.prepare(assets); return board.engine(assets); } });
    const client = await joinDesk(server.address);
    const words = (): string => client.terminals[0]?.words.join("/") ?? "";
    const shows = (text: string): Promise<void> => client.until(() => words().includes(text), 240_000).catch(() => { throw new Error("no " + text + " on the glass, but " + words() + "; " + JSON.stringify(client.notices)); });
    try {
      await shows("Enter amount");
      assert.match(words(), /Signed in/);
      for (const key of ["1", "2", "3"]) await client.ask({ do: "key", terminal: 0, key });
      await shows("1.23");
      assert.equal((await client.ask({ do: "terminalAdd" })).ok, false);
      await client.ask({ do: "power", terminal: 0, what: "cut" });
      await client.ask({ do: "power", terminal: 0, what: "on" });
      await shows("Enter amount");
      assert.deepEqual(client.notices.filter((one) => one.code === "crash"), []);
    } finally {
      client.close();
      await server.close();
      board.close();
      await device.close();
    }
  });
});
