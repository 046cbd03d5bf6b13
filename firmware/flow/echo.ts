import { overlayChart } from "./types.js";

/** Is the host there? An overlay: docs/adr/0010. */
// biome-ignore format: the columns are the point
export const echoChart = overlayChart({
  states: [
    // name       screen      timer   mode
    ["echo",      "echoing",  "host", "keys"],
    ["echo.good", "echoGood", "note", "keys"],
    ["echo.bad",  "echoBad",  "note", "keys"],
  ],
  guards: [], updates: [], effects: ["sendEcho"],
  rows: [
    // from       on          if  to           update        effects
    ["lay",       "laid",     "", "echo",      "",           ["sendEcho"]],
    ["echo.good", "timeout",  "", "idle",      "",           []],
    ["echo.good", "digit",    "", "lay",       "",           ["layMenu"]],
    ["echo.good", "enter",    "", "lay",       "",           ["layMenu"]],
    ["echo.bad",  "timeout",  "", "idle",      "",           []],
    ["echo.bad",  "digit",    "", "lay",       "",           ["layMenu"]],
    ["echo.bad",  "enter",    "", "lay",       "",           ["layMenu"]],
    ["echo",      "approved", "", "echo.good", "",           ["hangUp", "beepAccept"]],
    ["echo",      "declined", "", "echo.bad",  "takeReason", ["hangUp", "beepRefuse"]],
    ["echo",      "badReply", "", "echo.bad",  "takeReason", ["hangUp", "beepRefuse"]],
    ["echo",      "lineDown", "", "echo.bad",  "takeReason", ["hangUp", "beepRefuse"]],
    ["echo",      "lineLost", "", "echo.bad",  "takeReason", ["hangUp", "beepRefuse"]],
    ["echo",      "timeout",  "", "echo.bad",  "takeReason", ["hangUp", "beepRefuse"]],
    ["echo",      "digit",    "", "same",      "",           []],
    ["echo",      "language", "", "same",      "toggleLanguage", ["show"]],
    ["echo",      "cancel",   "", "idle",      "",           ["hangUp"]],
  ],
});
