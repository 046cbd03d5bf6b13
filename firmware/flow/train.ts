import { overlayChart } from "./types.js";

/** Training: begin it, and end it. An overlay: docs/adr/0010 and 0018. Between the two everything is as ever, on ports that reach nothing. */
// biome-ignore format: the columns are the point
export const trainChart = overlayChart({
  states: [
    // name          screen         timer   mode
    ["train",        "",            "port", "keys"],
    ["train.begin",  "trainBegin",  "ask",  "keys"],
    ["train.end",    "trainEnd",    "ask",  "keys"],
    ["train.wait",   "denied",      "note", "keys"],
  ],
  guards: [], updates: ["takeDenied"], effects: ["openTrain", "beginTrain", "endTrain"],
  rows: [
    // from          on         if  to             update         effects
    ["lay",          "laid",    "", "train",       "",            ["openTrain"]],
    ["train",        "asked",   "", "train.begin", "",            []],
    ["train",        "told",    "", "train.end",   "",            []],
    ["train",        "keysBad", "", "train.wait",  "takeDenied",  ["beepRefuse"]],
    ["train",        "timeout", "", "idle",        "clearSale",   []],
    ["train.begin",  "enter",   "", "boot",        "",            ["beginTrain", "layBegin"]],
    ["train.end",    "enter",   "", "boot",        "",            ["endTrain", "layBegin"]],
    ["train",        "cancel",  "", "lay",         "clearSale",   ["layMenu"]],
    ["train.begin",  "timeout", "", "idle",        "clearSale",   []],
    ["train.end",    "timeout", "", "idle",        "clearSale",   []],
    ["train.wait",   "enter",   "", "lay",         "clearSale",   ["layMenu"]],
    ["train.wait",   "timeout", "", "lay",         "clearSale",   ["layMenu"]],
    ["train",        "language", "", "same",       "toggleLanguage", ["show"]],
  ],
});
