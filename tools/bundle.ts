import { readdirSync } from "node:fs";
import { join, resolve as resolvePath } from "node:path";
import { build, type BuildOptions, type BuildResult, type Metafile, type Plugin } from "esbuild";
import { minify, type MinifyOptions } from "terser";
import * as packed from "../firmware/flow/packed.js";
import { SCREEN_KEYS } from "../firmware/flow/screen-keys.js";
import { KEYS } from "../firmware/text/keys.js";
import { crc32 } from "../sim/crc32.js";
import { root } from "../sim/paths.js";
import type { Board } from "./board.js";
import { boardEntry, boardGlobals } from "./board-drivers.js";
import { packCut, type CutFlow } from "./cut.js";
import { cutSource, smallerModule } from "./cut-sources.js";
import { check } from "./checker.js";
import { countFunctions } from "./count.js";
import { LOOK_UP_FIRST } from "./front.js";
import { hoist } from "./hoist.js";
import { keptNames } from "./kept-names.js";
import { MISSING_METHODS, declaredNames } from "./known-names.js";
import { checkModules } from "./module-check.js";
import { joinDeclarations, shareNames } from "./short-code.js";
import { OVERLAY_PREFIX, partition, type Parts } from "./partition.js";
import { mapOption, splitInlineMap, type Shift, type StageMap, type TracedFile } from "./source-maps.js";

export interface ModuleShare {
  /** Path from the top of the repository. */
  file: string;
  /** Bytes of the finished bundle that came from it; shares add up to the whole. */
  bytes: number;
}

export interface Bundle {
  /** What is always in memory. */
  code: string;
  /** By name, texts that the core evaluates when it needs them; they fit this core alone. */
  overlays: Map<string, string>;
  functions: number;
  modules: ModuleShare[];
  /** Where the core ("") and each overlay come from, when that was asked for. */
  traces: Map<string, TracedFile>;
}

export interface BundleRequest {
  /** TypeScript text of the entry; imports are relative to the top of the repository. */
  entry: string;
  /** Name of the global that the entry assigns. */
  global: string;
  /** True when drivers are in the bundle, which see the interpreter's own globals. */
  drivers: boolean;
  /** More globals that the drivers may name: the pins and buses of a board. */
  globals?: readonly string[];
  /** True to keep every name inside a function, for a script that lives beside another bundle. */
  enclosed?: boolean;
  /** The flow of a terminal that is cut down, with the functions that it names; the whole one when left out. */
  cut?: CutFlow;
  /** True to know where each column comes from; takes time. */
  traced?: boolean;
}

/** What the terminal needs of every interpreter: its standard library. */
export const LIBRARY = declaredNames("hal/lib.device.d.ts");
/** What drivers and bridge see besides. */
const BOARD_GLOBALS = [...declaredNames("hal/espruino/globals.d.ts"), ...declaredNames("hal/bridge/globals.d.ts")];
/** The interpreter's one-letter global, which a short name must not hide from drivers beside the bundle; the parameter of app/overlays.ts; and a word that the interpreter takes for its own. */
const RESERVED = ["E", "overlayText", "of"];

/** Numbers that the modules of firmware/small leave to the build. */
const PLACES_OF_CUT = { FIRST_SCREEN: String(KEYS.indexOf(SCREEN_KEYS[0]!)) };

/** The flow reaches the board packed: rows and their names stay on the desktop. */
function packedFlowOnly(request: BundleRequest): Plugin {
  const cut = request.cut;
  return {
    name: "packed-flow",
    setup(chain) {
      const values = cut === undefined ? packed : packCut(cut);
      chain.onLoad({ filter: /firmware[\\/]flow[\\/]packed\.ts$/ }, () => ({ contents: Object.entries(values).map(([name, value]) => "export const " + name + " = " + JSON.stringify(value) + ";").join("\n"), loader: "ts" }));
      if (cut === undefined) return;
      chain.onResolve({ filter: /^\.\.?\/.*\.js$/ }, (asked) => {
        const path = smallerModule(resolvePath(asked.resolveDir, asked.path).replace(/\.js$/, ".ts"), cut.wanted);
        return path === null ? null : { path };
      });
      chain.onLoad({ filter: /\.ts$/ }, (file) => {
        const contents = cutSource(file.path, cut);
        return contents === null ? null : { contents, loader: "js" };
      });
    },
  };
}

/** Each file of firmware/overlay is one overlay and exports a function of its own name that makes it. */
export const OVERLAYS = readdirSync(join(root, "firmware", "overlay")).filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -3)).sort();

function overlayEntry(names: readonly string[] = OVERLAYS): string {
  return names.map((name) => "import { " + name + ' } from "./firmware/overlay/' + name + '.js"; ' + OVERLAY_PREFIX + name + " = " + name + ";").join("\n");
}

/** The bundle of the terminal alone, without drivers: it defines the global function `postern(ports)`. */
export const TERMINAL: BundleRequest = { entry: 'import { start } from "./firmware/main.js"; postern = start;\n' + overlayEntry(), global: "postern", drivers: false };

/** The same, cut down: what a board has beside its drivers. */
export function cutTerminal(cut: CutFlow): BundleRequest {
  return { entry: 'import { start } from "./firmware/main.js"; postern = start;\n' + overlayEntry(cut.wanted.overlays), global: "postern", drivers: false, cut };
}

/** The simulator's bridge for the real interpreter, with the drivers it uses. */
export const BRIDGE: BundleRequest = { entry: 'import "./hal/bridge/main.js";', global: "", drivers: true, enclosed: true };

/** The same over the cable of a board's console. */
export const CABLE: BundleRequest = { entry: 'import "./hal/bridge/cable-main.js";', global: "", drivers: true, enclosed: true };

/** Everything that goes onto a board as one program: the terminal and the drivers that the board's file names. */
export function boardRequest(board: Board, cut?: CutFlow): BundleRequest {
  return { entry: boardEntry(board) + "\n" + overlayEntry(cut?.wanted.overlays), global: "", drivers: true, globals: boardGlobals(board), ...(cut === undefined ? {} : { cut }) };
}

/** The bridge's player of recordings, for counting instructions. */
export const REPLAY: BundleRequest = { entry: 'import "./hal/bridge/replay-main.js";', global: "", drivers: true, enclosed: true };

/** Join the modules of a program, and say what came of each. */
function chain(request: BundleRequest, form: Pick<BuildOptions, "minify" | "sourcemap">): Promise<BuildResult<{ write: false; metafile: true }>> {
  return build({
    absWorkingDir: root, stdin: { contents: request.entry, resolveDir: root, sourcefile: "entry.ts", loader: "ts" },
    bundle: true, write: false, format: "cjs", packages: "external", preserveSymlinks: true, target: "es2022", platform: "neutral", metafile: true, charset: "ascii", logLevel: "silent",
    legalComments: "none", treeShaking: true, plugins: [packedFlowOnly(request)], define: request.cut === undefined ? {} : PLACES_OF_CUT, ...form,
  });
}

/** The modules of a program as one text, less what none of it uses. */
export async function joinModules(request: BundleRequest): Promise<{ text: string; metafile: Metafile }> {
  const joined = await chain(request, { sourcemap: request.traced === true ? "inline" : false }).catch((error: Error) => {
    throw new Error(error.message);
  });
  return { text: joined.outputFiles[0]!.text, metafile: joined.metafile };
}

/** What was made, by what was asked for: the sources stay as they are while a process runs. A flow that is cut down is no text to look it up by. */
const known = new Map<string, Promise<Bundle>>();

/**
 * TypeScript to one script that the interpreter runs as Node does: esbuild strips and joins, terser shrinks, the hoist pass
 * moves declarations, terser shortens names, the checker proves it. See docs/adr/0001-language-subset.md.
 * Errors: an Error whose message has one line per refusal, `firmware/x.ts:LINE: what`.
 */
export function makeBundle(request: BundleRequest): Promise<Bundle> {
  if (request.cut !== undefined) return newBundle(request);
  const key = JSON.stringify(request);
  let made = known.get(key);
  if (made === undefined) known.set(key, made = newBundle(request));
  return made;
}

async function newBundle(request: BundleRequest): Promise<Bundle> {
  const { text, metafile } = await joinModules(request);
  const portable = new Set([...LIBRARY, EVALUATE, BUILD_ID, ...(request.cut === undefined ? [] : Object.keys(PLACES_OF_CUT))]);
  portable.delete("Symbol");
  const board = new Set([...portable, ...BOARD_GLOBALS, ...(request.globals ?? [])]);
  const globals = request.drivers ? board : portable;
  const files = Object.keys(metafile.inputs).filter((file) => file !== "entry.ts");
  const drivers = files.filter((file) => file.startsWith("hal/espruino/") || file.startsWith("hal/bridge/"));
  const refusals = [...checkModules(files.filter((file) => !drivers.includes(file)), portable), ...checkModules(drivers, board)];
  if (refusals.length > 0) throw new Error(refusals.join("\n"));
  const start = request.traced === true ? splitInlineMap(text) : { code: text, map: null };
  const short = await shorten(start.code, request, start.map);
  const code = request.enclosed ? "(function(){" + short.code + "})();" : short.code;
  const findings = check(code, { globals: new Set([...globals, ...OVERLAYS.map((name) => OVERLAY_PREFIX + name)]), stage: "bundle" });
  if (findings.length > 0) throw new Error(findings.map((one) => "bundle:" + one.line + ":" + one.column + ": " + one.what + " near " + code.split("\n")[one.line - 1]!.substr(one.column, 60)).join("\n"));
  const parts = request.enclosed ? { core: code, overlays: new Map<string, string>(), maps: new Map<string, string>() } : await partition(code, short.map);
  const { core, overlays } = bind(parts);
  const whole = request.enclosed ? core : LOOK_UP_FIRST + core;
  const all = [...overlays.values()].reduce((sum, text) => sum + text.length, whole.length);
  return { code: whole, overlays, functions: countFunctions(core), modules: await shares(request, metafile, all), traces: traces(parts) };
}

/** What binding and {@link LOOK_UP_FIRST} have moved, so that columns of the finished files find their places in the maps. */
function traces(parts: Parts): Map<string, TracedFile> {
  const found = new Map<string, TracedFile>();
  for (const [name, map] of parts.maps) found.set(name, name === "" ? { map, linesBefore: 0, shifts: coreShifts(parts) } : { map, linesBefore: 1, shifts: [] });
  return found;
}

function coreShifts(parts: Parts): Shift[] {
  const before = LOOK_UP_FIRST.length;
  const shifts: Shift[] = [{ column: 0, by: before }];
  if (parts.overlays.size === 0) return shifts;
  const edits = [{ at: parts.core.search(/\bevaluate\(/), by: EVALUATED.length - EVALUATE.length }, { at: parts.core.search(/\bbuildId\b/), by: BUILD_ID_BYTES - BUILD_ID.length }];
  let moved = before;
  for (const { at, by } of edits.filter((edit) => edit.at >= 0).sort((one, other) => one.at - other.at)) {
    shifts.push({ column: at + moved, by });
    moved += by;
  }
  return shifts;
}

/** In the sources; in the finished core these are `eval`, which a minifier must not see, and the number that binds core and overlays. */
const EVALUATE = "evaluate";
const BUILD_ID = "buildId";
const EVALUATED = "eval";
/** Eight digits between quotes. */
const BUILD_ID_BYTES = 10;

/** Bind core and overlays together: an overlay begins with the number of its core, as a comment of ten characters. */
function bind(parts: Parts): Pick<Parts, "core" | "overlays"> {
  if (parts.overlays.size === 0) return parts;
  const id = crc32(Buffer.from(parts.core + [...parts.overlays.values()].join(""))).toString(16).padStart(8, "0");
  return {
    core: parts.core.replace(/\bevaluate\(/, EVALUATED + "(").replace(/\bbuildId\b/, JSON.stringify(id)),
    overlays: new Map([...parts.overlays].map(([name, text]) => [name, "//" + id + "\n" + text.replace(/;$/, "")])),
  };
}

const COMPRESS: MinifyOptions = {
  ecma: 2015, toplevel: true, mangle: false,
  // A function moved into its only call would be skipped over and made anew at each turn; an arrow keeps its `this`, a variable each.
  compress: { passes: 3, toplevel: true, keep_fargs: false, arrows: false, reduce_funcs: false, inline: 1, ecma: 5, unsafe_methods: false, hoist_funs: false, hoist_vars: false, pure_getters: true },
  format: { ecma: 2015, comments: false, ascii_only: true },
};

async function shorten(joined: string, request: BundleRequest, map: StageMap): Promise<{ code: string; map: StageMap }> {
  const compressed = await minify(joined, { ...COMPRESS, ...mapOption(map) });
  const kept = keptNames(request.drivers, request.cut !== undefined && request.drivers && request.enclosed !== true);
  const lifted = hoist(compressed.code!, request.cut === undefined ? undefined : (program) => shareNames(program, new Set(kept), LIBRARY));
  const finished = await minify(lifted, {
    ...mapOption(map === null ? null : String(compressed.map)), ecma: 2015, toplevel: true, compress: false, parse: { spidermonkey: true } as MinifyOptions["parse"] & object,
    // A short name must not be that of a method the checker looks for. Names of up to four letters spare a JsVar in every object that holds them (ESPRUINO facts 3).
    mangle: { toplevel: true, reserved: [...RESERVED, request.global, EVALUATE, BUILD_ID], properties: { builtins: true, reserved: [...kept, ...MISSING_METHODS] } },
    format: { ecma: 2015, comments: false, ascii_only: true },
  } as MinifyOptions);
  if (request.cut !== undefined) return { code: joinDeclarations(finished.code!), map: null };
  return { code: finished.code!, map: map === null ? null : String(finished.map) };
}

/** Divide the finished bytes over the modules as a minified join divides them. */
async function shares(request: BundleRequest, plain: Metafile, total: number): Promise<ModuleShare[]> {
  const minified = await chain(request, { minify: true });
  const parts = Object.values(minified.metafile.outputs)[0]!.inputs;
  const whole = Object.values(parts).reduce((sum, one) => sum + one.bytesInOutput, 0);
  return Object.keys(plain.inputs)
    .filter((file) => file !== "entry.ts")
    .map((file) => ({ file, bytes: Math.round(((parts[file]?.bytesInOutput ?? 0) * total) / whole) }))
    .sort((one, other) => other.bytes - one.bytes);
}
