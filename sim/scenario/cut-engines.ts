import type { Params } from "../../firmware/acquirer/params.js";
import { unifont } from "../font/unifont.js";
import { buildDeviceFont } from "../font/device-font.js";
import { createEspruinoEngine } from "../engine/espruino.js";
import { createNodeEngine } from "../engine/node.js";
import { BRIDGE, cutTerminal, makeBundle } from "../../tools/bundle.js";
import type { Board } from "../../tools/board.js";
import { assetsOf, cutOf, packedFiles } from "../../tools/cut-board.js";
import { tokenised } from "../../tools/tokens.js";
import { cutPages } from "../../tools/cut-assets.js";
import { learnPages } from "./screens.js";
import type { EngineFactory } from "./engines.js";

/** The cut-down terminal of a board, for scenarios: with the simulator's devices in place of the board's drivers. */
export interface CutEngines {
  /** Files of the terminal's flash, for parameters that differ from its own. */
  files(changes: Partial<Params>, columns: number): ReadonlyMap<string, Uint8Array>;
  node: EngineFactory;
  /** In the interpreter, with program and files as they lie on the board. @param command  As in `ESPRUINO`. */
  espruino(command: string, measure: boolean): Promise<EngineFactory>;
}

/** The simulator draws and reads its glass by this; a cut-down terminal has its glyphs in another form. */
const GLASS = "font";

/** Errors: an Error when the board's terminal is whole. */
export async function cutEngines(board: Board): Promise<CutEngines> {
  const cut = await cutOf(board);
  if (cut === null) throw new Error(board.name + " has a whole terminal, not one that is cut down");
  learnPages(cutPages(cut.flow.wanted));
  const program = await makeBundle(cutTerminal(cut.flow));
  const font = buildDeviceFont(unifont(), []).bytes;
  return {
    files(changes, columns) {
      const files = new Map<string, Uint8Array>(assetsOf(cut, changes, columns));
      for (const [name, text] of program.overlays) files.set("code." + name, Buffer.from(text, "latin1"));
      return files.set(GLASS, font);
    },
    node: () => createNodeEngine(program.code),
    async espruino(command, measure) {
      const bridge = (await makeBundle({ ...BRIDGE, cut: cut.flow })).code;
      return (assets) => {
        const files = new Map([...assets].map(([name, bytes]) => [name, name.startsWith("code.") ? Buffer.from(tokenised(Buffer.from(bytes).toString("latin1")), "latin1") : bytes]));
        return createEspruinoEngine({ command, code: tokenised(program.code), bridge, assets: packedFiles(files), measure });
      };
    },
  };
}
