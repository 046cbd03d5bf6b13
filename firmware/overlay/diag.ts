import { TEXT_DIAG_COUNTS, TEXT_DIAG_JOURNAL, TEXT_DIAG_MILLISECONDS, TEXT_DIAG_NO_LOG, TEXT_DIAG_OK, TEXT_WHY_CARD, TEXT_WHY_HOT, TEXT_WHY_IO, TEXT_WHY_JAM, TEXT_WHY_NO_LINE, TEXT_WHY_PAPER } from "../text/keys.js";
import { placeOf, word } from "../app/places.js";
import { light, post } from "../app/session.js";
import type { Effect, Session } from "../app/session.js";
import { REASON_BITS } from "../card/errors.js";
import { readSwipe } from "../card/tracks.js";
import { stamp } from "../core/datetime.js";
import type { Context } from "../flow/context.js";
import { EV_LEFT, EV_TESTED, EV_TEST_FAILED, EV_TOLD } from "../flow/events.js";
import { packedDiag } from "../flow/packed.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard, Update } from "../machine/step.js";
import { fitting } from "../text/template.js";

// Jobs by their digits on the page.
const JOB_LOG = 0;
const JOB_KEYS = 1;
const JOB_GLASS = 2;
const JOB_PRINTER = 3;
const JOB_CARD = 4;
const JOB_SIGNALS = 5;
const JOB_NETWORK = 6;
const JOB_JOURNAL = 7;
const JOB_VERSIONS = 9;
const COLUMNS = 16;
const ROWS = 4;
const ALL_LIGHTS = 15;
const PLACE_VERSION = 37;
/** Where an overlay's file has the number of the program it fits. */
const AT_BUILD = 2;
const BUILD_BYTES = 8;

const guards: Guard<Context>[] = [
  function keysJob(_c, digit) { return digit === JOB_KEYS; },
  function glassJob(_c, digit) { return digit === JOB_GLASS; },
  function cardJob(_c, digit) { return digit === JOB_CARD; },
  function jobThere(_c, digit) { return digit <= JOB_VERSIONS; },
];

const updates: Update<Context>[] = [
  function takeJob(c, digit) { c.item = digit || 0; c.detail = ""; },
  function keyDigit(c, digit) { c.detail = digit > 9 ? "00" : "" + digit; },
  function keyEnter(c) { c.detail = "ENTER"; },
  function keyClear(c) { c.detail = "CLEAR"; },
  function keyMenu(c) { c.detail = "MENU"; },
  function keyGoods(c) { c.detail = "GOODS"; },
  function keyLanguage(c) { c.detail = "LANGUAGE"; },
  function keyUp(c) { c.detail = "UP"; },
  function keyDown(c) { c.detail = "DOWN"; },
  function keyFeed(c) { c.detail = "FEED"; },
];

/** What is shown: rows, cut and filled to the width of the glass, four at a time. */
interface Shown { rows: string[]; top: number }

function tell(session: Session, shown: Shown, event: number): void {
  let text = "";
  for (let index = shown.top; index < shown.top + ROWS && index < shown.rows.length; index++) {
    const row = shown.rows[index]!;
    text += row.substr(0, fitting(row, COLUMNS)).padEnd(COLUMNS);
  }
  post(session, event, text);
}

/** Words of a text, a line each, with values behind them at the right edge. */
function labelled(session: Session, key: number, values: readonly string[]): string[] {
  const words = word(session, key).split("\n");
  const rows: string[] = [];
  for (let index = 0; index < words.length; index++) rows.push(words[index]! + (values[index] || "").padStart(COLUMNS - words[index]!.length));
  return rows;
}

/** Lines longer than the glass go on in the next row. */
function wrapped(text: string): string[] {
  const rows: string[] = [];
  for (const line of text.split("\n")) for (let at = 0; at < line.length; at += COLUMNS) rows.push(line.substr(at, COLUMNS));
  return rows;
}

function journalRows(session: Session): string[] {
  const journal = session.journal!;
  return labelled(session, TEXT_DIAG_JOURNAL, [journal.count() + "/" + journal.capacity(), "" + journal.batch(), "" + journal.phase(), journal.owed() === null ? "0" : "1", "" + journal.stuck()]);
}

/** The terminal's version, the number that binds its files, and what flashing has left on the board. */
function versionRows(session: Session): string[] {
  const native = session.ports.native;
  return wrapped("Postern " + placeOf(session, PLACE_VERSION) + "\nbuild " + native.asset("code.diag", AT_BUILD, BUILD_BYTES) + "\n" + native.asset("version", 0, native.assetLength("version")));
}

/** Counters and log come out of the diary, where there is one. */
function readDiary(session: Session, shown: Shown, finish: () => void): void {
  const diary = session.ports.diary;
  const wantsLog = session.context.item === JOB_LOG;
  const turn = session.turn;
  const take = function (error: unknown, bytes: string): void {
    if (session.turn !== turn) return;
    const cut = bytes.indexOf("\n");
    if (error !== null || cut < 0) shown.rows = [word(session, TEXT_DIAG_NO_LOG)];
    else if (wantsLog) shown.rows = cut + 1 < bytes.length ? wrapped(bytes.substr(cut + 1)) : [word(session, TEXT_DIAG_NO_LOG)];
    else shown.rows = labelled(session, TEXT_DIAG_COUNTS, bytes.substr(0, cut).split(",").concat(["" + session.unmatched]));
    finish();
  };
  if (diary === undefined) take(null, "");
  else diary.read(take);
}

function tryPrinter(session: Session, fine: () => void): void {
  const printer = session.ports.printer;
  const turn = session.turn;
  const ended = function (error: string | null): void {
    if (session.turn !== turn) return;
    if (error === null) fine();
    else post(session, EV_TEST_FAILED, error === "headHot" ? TEXT_WHY_HOT : error === "jam" ? TEXT_WHY_JAM : TEXT_WHY_PAPER);
  };
  const ruler = "1234567890".repeat(4).substr(0, printer.columns);
  printer.printLines("POSTERN " + placeOf(session, PLACE_VERSION) + "\n" + ruler + "\n" + "#".repeat(printer.columns) + "\n" + ruler + "\n", function (error) {
    if (error === null) printer.endReceipt(ended);
    else ended(error);
  });
}

function tryNetwork(session: Session, shown: Shown, finish: () => void): void {
  const clock = session.ports.clock;
  const params = session.params!;
  const turn = session.turn;
  const beganMs = clock.now();
  session.link!.close();
  session.ports.network.connect(params.host, params.port, function (error) {
    if (session.turn !== turn) return;
    if (error !== null) {
      post(session, EV_TEST_FAILED, TEXT_WHY_NO_LINE);
      return;
    }
    shown.rows = wrapped(params.host + ":" + params.port).concat([word(session, TEXT_DIAG_OK), (clock.now() - beganMs) + word(session, TEXT_DIAG_MILLISECONDS)]);
    finish();
  });
}

/** The journal's medium is read where its first bytes are; nothing is written. */
function tryJournal(session: Session, shown: Shown, finish: () => void): void {
  const turn = session.turn;
  session.ports.storage.read(0, COLUMNS, function (error) {
    if (session.turn !== turn) return;
    if (error !== null) {
      post(session, EV_TEST_FAILED, TEXT_WHY_IO);
      return;
    }
    shown.rows = journalRows(session);
    finish();
  });
}

/** Dark, a frame, stripes; then back to the page. */
function paint(session: Session, pattern: number): void {
  const display = session.ports.display;
  session.shown = -1;
  display.clear();
  if (pattern < 2) display.fill(0, 0, 128, 64, true);
  if (pattern === 1) display.fill(1, 1, 126, 62, false);
  for (let x = 0; pattern === 2 && x < 128; x += 8) display.fill(x, 0, 4, 64, true);
  display.flip();
}

export function diag(): Overlay<Context, Effect> {
  const shown: Shown = { rows: [], top: 0 };
  let pattern = 0;
  return {
    packed: packedDiag, guards: guards, updates: updates,
    effects: [
      function firstPattern(session) {
        pattern = 0;
        paint(session, pattern);
      },
      function nextPattern(session) {
        pattern++;
        if (pattern < 3) paint(session, pattern);
        else post(session, EV_LEFT, null);
      },
      // Which tracks were heard, and whether they can be read; nothing of what is on them.
      function readStripes(session) {
        const swipe = session.swipe;
        session.swipe = null;
        if (swipe === null) return;
        const error = readSwipe(session.ports.native, swipe, stamp(session.ports.clock.now()).substr(2, 4)).error;
        shown.top = 0;
        shown.rows = ["1: " + swipe.t1.length * 8, "2: " + swipe.t2.length * 8, "3: " + swipe.t3.length * 8, word(session, error === 0 ? TEXT_DIAG_OK : TEXT_WHY_CARD + (error & REASON_BITS) - 1)];
        tell(session, shown, EV_TESTED);
      },
      function runJob(session) {
        const finish = function (): void { tell(session, shown, EV_TESTED); };
        const fine = function (): void {
          shown.rows = [word(session, TEXT_DIAG_OK)];
          finish();
        };
        shown.top = 0;
        switch (session.context.item) {
          case JOB_PRINTER: tryPrinter(session, fine); break;
          case JOB_NETWORK: tryNetwork(session, shown, finish); break;
          case JOB_JOURNAL: tryJournal(session, shown, finish); break;
          case JOB_VERSIONS:
            shown.rows = versionRows(session);
            finish();
            break;
          case JOB_SIGNALS:
            session.ports.signals.beep("attention");
            fine();
            break;
          default: readDiary(session, shown, finish);
        }
      },
      function rowsUp(session) {
        if (shown.top === 0) return;
        shown.top -= ROWS;
        tell(session, shown, EV_TOLD);
      },
      function rowsDown(session) {
        if (shown.top + ROWS >= shown.rows.length) return;
        shown.top += ROWS;
        tell(session, shown, EV_TOLD);
      },
      // A line that was tried is not left open: the next message opens its own. Lights stay on as long as the answer is shown.
      function endJob(session) {
        const job = session.context.item;
        if (job === JOB_NETWORK) session.ports.network.close();
        if (job === JOB_SIGNALS) light(session, ALL_LIGHTS);
      },
    ],
  };
}
