import { overlayChart } from "./types.js";

/** Signing off by hand: the host forgets the working keys, and so does the terminal, whatever the host says. An overlay: docs/adr/0010. */
// biome-ignore format: the columns are the point
export const offChart = overlayChart({
  states: [
    // name       screen        timer   mode
    ["off",       "",           "port", "keys"],
    ["off.host",  "signingOff", "host", "keys"],
    ["off.done",  "offDone",    "note", "keys"],
  ],
  guards: [], updates: ["signedOff"], effects: ["noteTrace", "sendSignOff", "forgetKeys"],
  rows: [
    // from       on            if              to               update       effects
    // Debts first: without keys they could not be paid.
    ["lay",      "laid",       "owesReversal", "reverse.seal",  "",          ["sealReversal"]],
    ["lay",      "laid",       "settling",     "lay",           "",          ["laySettle"]],
    ["lay",      "laid",       "unsigned",     "off.done",      "signedOff", ["beepAccept"]],
    ["lay",      "laid",       "",             "off",           "",          ["noteTrace"]],
    ["off",      "saved",      "",             "off.host",      "",          ["sendSignOff"]],
    ["off",      "saveFailed", "",             "fault.journal", "takeReason", ["beepRefuse"]],
    ["off",      "timeout",    "",             "fault.stopped", "",          ["beepRefuse"]],
    ["off.host", "approved",   "",             "off.done",      "signedOff", ["hangUp", "forgetKeys", "beepAccept"]],
    ["off.host", "declined",   "",             "off.done",      "signedOff", ["hangUp", "forgetKeys", "beepAccept"]],
    ["off.host", "badReply",   "",             "off.done",      "signedOff", ["hangUp", "forgetKeys", "beepAccept"]],
    ["off.host", "lineDown",   "",             "off.done",      "signedOff", ["hangUp", "forgetKeys", "beepAccept"]],
    ["off.host", "lineLost",   "",             "off.done",      "signedOff", ["hangUp", "forgetKeys", "beepAccept"]],
    ["off.host", "timeout",    "",             "off.done",      "signedOff", ["hangUp", "forgetKeys", "beepAccept"]],
    ["off",      "cancel",     "",             "same",          "",          []],
    ["off.done", "timeout",    "",             "idle",          "clearSale", []],
    ["off.done", "enter",      "",             "idle",          "clearSale", []],
    ["off.done", "cancel",     "",             "idle",          "clearSale", []],
  ],
});
