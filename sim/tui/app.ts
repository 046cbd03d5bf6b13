import { swipeCard, loadWallet } from "../cards/wallet.js";
import { runRealTime, type RealTime } from "../pace.js";
import { paperText, readPiece } from "../escpos/paper.js";
import { glassReader } from "../scenario/glass.js";
import { ledgerLine, type Desk } from "./desk.js";
import { readKeys, type Command } from "./keys.js";
import { drawView, type View } from "./view.js";
import { fitWidth } from "./width.js";
import { openWindow, type Window } from "./window.js";

const REDRAW_MS = 40;
const MESSAGE_MS = 4000;
const TONE_MS = 400;
/** How long power stays off when it is cut. */
const POWER_OFF_MS = 1500;
const PAPER_LINES_MAX = 400;
const CUT_MARK = "- - - - - - - - - - - - - - - - ";

interface App {
  desk: Desk;
  view: View;
  time: RealTime;
  window: Window;
  messageUntil: number;
  pieceTexts: WeakMap<object, { count: number; lines: string[] }>;
  drawn: NodeJS.Timeout | null;
  over: boolean;
  /** Show the words on the glass rather than its dots. */
  wordsWanted: boolean;
  /** Card chosen last, so that the next swipe begins there. */
  chosen: number;
  quit(code: number, why?: unknown): void;
}

const cards = loadWallet();
const cardLines = cards.map((card) =>
  fitWidth(card.name, 27) + " .." + card.pan.slice(-4) + "  " + (card.pin === "" ? "no PIN" : "PIN " + card.pin).padEnd(17) + " " + card.note);

function paperLines(app: App): string[] {
  const lines: string[] = [];
  for (const piece of app.desk.terminal.printer.pieces.slice(-8)) {
    let text = app.pieceTexts.get(piece);
    if (text === undefined || text.count !== piece.lines.length) {
      text = { count: piece.lines.length, lines: paperText(readPiece(piece, app.desk.terminal.printer.columns)) };
      app.pieceTexts.set(piece, text);
    }
    lines.push(...text.lines);
    if (piece.cut) lines.push("", CUT_MARK, "");
  }
  return lines.slice(-PAPER_LINES_MAX);
}

function refresh(app: App): void {
  const { terminal, acquirer, port } = app.desk;
  const { view } = app;
  const nowMs = Date.now();
  view.glass = terminal.display.glass;
  view.words = app.wordsWanted ? glassReader(app.desk.assets.get("font")!)(terminal.display.glass) : null;
  view.powered = terminal.powered;
  view.lights = terminal.signals.lights;
  const beep = terminal.signals.lastBeep;
  view.tone = beep !== null && app.desk.world.now() - beep.atMs < TONE_MS ? beep.tone : "";
  view.cableIn = terminal.network.pluggedIn;
  view.printer = terminal.printer.linesLeft <= 0 ? "OUT" : terminal.printer.fault === "none" ? "ok" : terminal.printer.fault;
  view.paper = paperLines(app);
  view.status = "acquirer 127.0.0.1:" + port + " | " + ledgerLine(acquirer.ledger()) + (app.desk.hostLog.length > 0 ? " | " + app.desk.hostLog[app.desk.hostLog.length - 1]! : "");
  if (app.messageUntil < nowMs) view.message = "";
  app.window.draw(drawView(view, app.window.columns, app.window.rows));
}

function say(app: App, message: string): void {
  app.view.message = message;
  app.messageUntil = Date.now() + MESSAGE_MS;
}

function cutPower(app: App): void {
  const { terminal } = app.desk;
  if (!terminal.powered) return;
  terminal.powerCut();
  say(app, "power cut; the terminal starts again by itself");
  setTimeout(() => {
    if (app.over) return;
    app.desk.powerOn().catch((error: unknown) => app.quit(1, error));
    app.time.poke();
  }, POWER_OFF_MS);
}

function inList(app: App, command: Command): boolean {
  const { list } = app.view;
  if (list === null) return false;
  if (command.do === "quit") return false;
  const move = command.do === "key" ? { U: -1, D: 1 }[command.key] : { scrollUp: -10, scrollDown: 10 }[command.do as string];
  if (move !== undefined) list.chosen = Math.max(0, Math.min(cards.length - 1, list.chosen + move));
  else if (command.do === "key" && command.key === "E") {
    const card = cards[list.chosen]!;
    app.chosen = list.chosen;
    app.view.list = null;
    say(app, app.desk.terminal.magstripe.swipe(swipeCard(card)) ? "swiped " + card.name : "nobody listens to the card reader now");
  } else if (command.do === "cards" || (command.do === "key" && command.key === "X")) app.view.list = null;
  return true;
}

function obey(app: App, command: Command): void {
  if (inList(app, command)) return;
  const { terminal } = app.desk;
  const { view } = app;
  switch (command.do) {
    case "key":
      view.scrolledLines = 0;
      if (!terminal.keypad.press(command.key)) say(app, "the terminal does not listen to keys now");
      break;
    case "cards": view.list = { title: "Swipe which test card?", lines: cardLines, chosen: app.chosen }; break;
    case "paperOut":
      if (terminal.printer.linesLeft > 0) { terminal.printer.linesLeft = 0; say(app, "paper taken out; p puts in a new roll"); }
      else { terminal.printer.loadPaper(); say(app, "new roll"); }
      break;
    case "cable":
      terminal.network.cable(!terminal.network.pluggedIn);
      say(app, terminal.network.pluggedIn ? "network cable plugged in" : "network cable pulled; n plugs it in");
      break;
    case "power": cutPower(app); break;
    case "paper": view.paperOnly = !view.paperOnly; break;
    case "words": app.wordsWanted = !app.wordsWanted; break;
    case "scrollUp": view.scrolledLines = Math.min(view.scrolledLines + 5, Math.max(0, view.paper.length - 5)); break;
    case "scrollDown": view.scrolledLines = Math.max(0, view.scrolledLines - 5); break;
    case "help": say(app, "keys are listed below the display; PINs of the test cards stand in their list (c)"); break;
    case "quit": app.quit(0); break;
    default: break;
  }
}

/** Where the person sits. */
export interface Seat { input: NodeJS.ReadStream; output: NodeJS.WriteStream; complain(line: string): void }

/**
 * Run the desk in this terminal window, in real time, until the person quits.
 * @returns The exit code; the window is given back before.
 */
export function runApp(desk: Desk, seat: Seat): Promise<number> {
  return new Promise((resolve) => {
    const view: View = {
      glass: desk.terminal.display.glass, powered: false, lights: 0, tone: "", cableIn: true, printer: "ok", paper: [], scrolledLines: 0,
      words: null, paperOnly: false, list: null, status: "", message: "", colour: process.env.NO_COLOR === undefined,
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    const quit = (code: number, why?: unknown): void => {
      if (app.over) return;
      app.over = true;
      if (app.drawn !== null) clearInterval(app.drawn);
      app.time.stop();
      app.window.close();
      for (const signal of signals) process.off(signal, onSignal);
      process.off("uncaughtException", onCrash);
      if (why !== undefined) seat.complain("postern: the simulator stopped: " + (why instanceof Error ? why.stack ?? why.message : String(why)));
      resolve(code);
    };
    const onSignal = (): void => quit(1);
    const onCrash = (error: unknown): void => quit(1, error);
    const heard = (text: string): void => {
      for (const command of readKeys(text)) obey(app, command);
      if (app.over) return;
      app.time.poke();
      refresh(app);
    };
    for (const signal of signals) process.on(signal, onSignal);
    process.on("uncaughtException", onCrash);
    const app: App = {
      desk, view, messageUntil: 0, pieceTexts: new WeakMap(), drawn: null, over: false, wordsWanted: false, chosen: 0, quit,
      time: runRealTime(desk.world, onCrash, () => desk.engine.settle()),
      window: openWindow(seat.input, seat.output, heard, () => refresh(app)),
    };
    desk.powerOn().catch(onCrash);
    app.drawn = setInterval(() => refresh(app), REDRAW_MS);
    refresh(app);
  });
}
