import { CONFIG_BINS, CONFIG_LISTED, CONFIG_PARAMS } from "../../hal/config.js";
import { readParams, TID_NONE } from "../acquirer/params.js";
import type { Params } from "../acquirer/params.js";
import { bytesToHex } from "../core/bytes.js";
import { EV_ASKED, EV_FOUND, EV_KEYS_BAD, EV_SAVED, EV_TOLD } from "../flow/events.js";
import { six } from "../host/request.js";
import { receiveTmk } from "../secure/transport.js";
import { TEXT_LIVE_SLIP, TEXT_WHY_BAD_KEYS, TEXT_WHY_BAD_PARAMS, TEXT_WHY_BAD_REPLY, TEXT_WHY_BATCH_OPEN, TEXT_WHY_IO, TEXT_WHY_OWING } from "../text/keys.js";
import { sendPlain } from "./effects-host.js";
import { printCopy } from "./effects-print.js";
import { deny } from "./people.js";
import { dateTimeOf } from "./places.js";
import { post } from "./session.js";
import type { Session } from "./session.js";

// Going live: docs/adr/0017 has the messages. Only the overlay `live` reaches this file.

/** What an activation has so far. */
export interface Loading {
  code: string;
  /** Which of STEPS is being asked for. */
  step: number;
  /** What came of each step. */
  got: string[];
  /** Numbers and key that were granted: the terminal's only when its parameters are kept. */
  tid: string;
  mid: string;
  wrapped: string;
  kcv: string;
}

/** Field 60.3: the terminal's numbers and its TMK; then its parameters, the cards that are barred, rows of card ranges. */
const STEPS = ["420", "360", "390", "398"];
const LEAVE = "422";
const PARAMS = 1;
const LISTED = 2;
const BINS = 3;
const MID_NONE = "000000000000000";
/** Field 62 of the first answer: TID, MID, key under the transport key, its check value. */
const TID_BYTES = 8;
const MID_BYTES = 15;
const KEY_BYTES = 16;
const GRANT_BYTES = 43;
/** Field 62 of the others: bytes of the whole in six digits, its CRC-32 in eight hex digits, then a piece. */
const LENGTH_DIGITS = 6;
const HEAD_BYTES = 14;
/** What a record of the configuration holds at most. */
const RECORD_MAX = 2000;
/** In place of an empty list, which no record can be. */
const NOTHING = "-";
const BIN_BYTES = 14;
const DIGEST_BYTES = 8;

function bad(session: Session, reason: number): void {
  post(session, EV_KEYS_BAD, { reason: reason, detail: "" });
}

/** Posts `asked` when the terminal belongs to nobody, after a cut-short activation too, or `told`. */
export function openLive(session: Session): void {
  if (session.params!.tid !== TID_NONE) {
    post(session, EV_TOLD, null);
    return;
  }
  session.secure!.forget(true);
  post(session, EV_ASKED, null);
}

/** Ask for what comes next; the context's `lines` counts the steps from 1. */
export function beginLive(session: Session, loading: Loading): void {
  const params = session.params!;
  loading.step = session.context.lines - 1;
  if (loading.step === 0) {
    loading.code = session.context.detail;
    loading.got = ["", "", "", ""];
    loading.tid = params.tid;
    loading.mid = params.mid;
  }
  const asks = loading.step === 0 ? ("" + params.serial.length).padStart(2, "0") + params.serial + loading.code : six(loading.got[loading.step]!.length);
  sendPlain(session, { mti: "0800", fields: { 41: loading.tid, 42: loading.mid, 60: "00000000" + STEPS[loading.step], 62: asks } });
}

/** Look at an answer: posts `asked` with the number of the next step, `found` when all is there and good, or `keysBad`. */
export function takeLive(session: Session, loading: Loading): void {
  const fields = session.reply!.fields;
  const piece = fields[62] || "";
  const step = loading.step;
  let next = step + 2;
  if ((fields[60] || "").substr(8) !== STEPS[step] || piece.length < HEAD_BYTES) {
    bad(session, TEXT_WHY_BAD_REPLY);
    return;
  }
  if (step === 0) {
    if (piece.length !== GRANT_BYTES) {
      bad(session, TEXT_WHY_BAD_REPLY);
      return;
    }
    loading.tid = piece.substr(0, TID_BYTES);
    loading.mid = piece.substr(TID_BYTES, MID_BYTES);
    loading.wrapped = piece.substr(TID_BYTES + MID_BYTES, KEY_BYTES);
    loading.kcv = piece.substr(TID_BYTES + MID_BYTES + KEY_BYTES);
  } else {
    const total = parseInt(piece.substr(0, LENGTH_DIGITS), 10);
    const all = loading.got[step]! + piece.substr(HEAD_BYTES);
    loading.got[step] = all;
    if (all.length < total && piece.length > HEAD_BYTES) next = step + 1;
    else if (total > RECORD_MAX || all.length !== total || bytesToHex(crcText(session.ports.native.crc32(all))) !== piece.substr(LENGTH_DIGITS, HEAD_BYTES - LENGTH_DIGITS)) {
      bad(session, TEXT_WHY_BAD_REPLY);
      return;
    }
  }
  if (next <= STEPS.length) post(session, EV_ASKED, next);
  else if (paramsGood(session, loading)) post(session, EV_FOUND, null);
  else bad(session, TEXT_WHY_BAD_PARAMS);
}

function crcText(crc: number): string {
  return String.fromCharCode((crc >>> 24) & 255, (crc >>> 16) & 255, (crc >>> 8) & 255, crc & 255);
}

/** They must be those that the next start will take, and of the terminal that was granted. */
function paramsGood(session: Session, loading: Loading): boolean {
  const params = paramsWith(session, loading.got[PARAMS]!);
  return params !== null && params.tid === loading.tid && params.mid === loading.mid && params.tid !== TID_NONE;
}

function paramsWith(session: Session, lines: string): Params | null {
  const native = session.ports.native;
  return readParams(native.asset("params", 0, native.assetLength("params")) + "\n" + lines).params;
}

/**
 * Lists first, then the key, and last the parameters: with them the terminal belongs to its merchant. Whatever is cut short before
 * that is nobody's, and the same code is asked for again. Posts `saved` or `keysBad`.
 */
export function keepParts(session: Session, loading: Loading): void {
  const config = session.ports.config;
  const turn = session.turn;
  function failed(error: string | null): boolean {
    if (session.turn !== turn) return true;
    if (error !== null) bad(session, TEXT_WHY_IO);
    return error !== null;
  }
  config.write(CONFIG_LISTED, loading.got[LISTED] || NOTHING, function (first) {
    if (failed(first)) return;
    config.write(CONFIG_BINS, loading.got[BINS] || NOTHING, function (second) {
      if (failed(second)) return;
      if (!receiveTmk(session.ports.keyStore, loading.wrapped, loading.kcv)) {
        bad(session, TEXT_WHY_BAD_KEYS);
        return;
      }
      config.write(CONFIG_PARAMS, loading.got[PARAMS]!, function (third) {
        if (failed(third)) return;
        session.params = paramsWith(session, loading.got[PARAMS]!);
        post(session, EV_SAVED, null);
      });
    });
  });
}

/** The activation slip, from what the terminal holds now. */
export function printLive(session: Session): void {
  const params = session.params!;
  const config = session.ports.config;
  const tmk = session.ports.keyStore.readTmk();
  const values: string[] = [];
  values[0] = params.merchantName;
  values[22] = params.mid;
  values[21] = params.tid;
  values[7] = params.serial;
  values[32] = dateTimeOf(session.ports.clock.now());
  // Three bytes of a check value may be shown. Source: PAYMENTS 10.
  values[30] = bytesToHex(tmk.substr(tmk.length - 4, 3));
  values[10] = "" + Math.floor(config.read(CONFIG_BINS).length / BIN_BYTES);
  values[9] = "" + Math.floor(config.read(CONFIG_LISTED).length / DIGEST_BYTES);
  printCopy(session, TEXT_LIVE_SLIP, values);
}

/** Nothing of this merchant's may be left behind: posts `asked`, or `keysBad` with what has to be done first. */
export function mayLeave(session: Session): void {
  const c = session.context;
  const journal = session.journal!;
  if (c.owes || c.stuck || journal.owed() !== null) bad(session, TEXT_WHY_OWING);
  else if (c.phase > 0 || journal.phase() > 0 || journal.count() > 0) bad(session, TEXT_WHY_BATCH_OPEN);
  else post(session, EV_ASKED, null);
}

/** Tell the host that this terminal leaves its merchant. */
export function sendLeave(session: Session): void {
  const params = session.params!;
  sendPlain(session, { mti: "0800", fields: { 41: params.tid, 42: params.mid, 60: "00000000" + LEAVE, 62: ("" + params.serial.length).padStart(2, "0") + params.serial } });
}

/** It belongs to nobody from the moment its parameters say so; then its keys go. Posts `saved` or `keysBad`. */
export function dropLive(session: Session): void {
  const turn = session.turn;
  session.ports.config.write(CONFIG_PARAMS, "tid=" + TID_NONE + "\nmid=" + MID_NONE, function (error) {
    if (session.turn !== turn) return;
    if (error !== null) {
      deny(session, TEXT_WHY_IO, 0);
      return;
    }
    session.secure!.forget(true);
    post(session, EV_SAVED, null);
  });
}
