import { overlayChart } from "./types.js";

/**
 * Who works here: log in, lock, change the password, and the list of operators. An overlay: docs/adr/0010 and 0014.
 * The context's `typed` is the operator whose password is asked, `item` the job, `detail` the number as it is typed.
 */
// biome-ignore format: the columns are the point
export const peopleChart = overlayChart({
  states: [
    // name              screen            timer    mode
    ["people",           "",               "",      "keys"],
    ["people.page",      "peoplePage",     "ask",   "keys"],
    ["people.locked",    "peopleLocked",   "tick",  "keys"],
    ["people.number",    "peopleNumber",   "ask",   "keys"],
    ["people.password",  "peoplePassword", "pin",   "pin"],
    ["people.busy",      "",               "",      "keys"],
    ["people.busy.check",     "peopleCheck",    "port",  "keys"],
    ["people.fresh",     "peopleFresh",    "pin",   "pin"],
    ["people.busy.first",     "peopleCheck",    "port",  "keys"],
    ["people.again",     "peopleAgain",    "pin",   "pin"],
    ["people.busy.save",      "peopleCheck",    "port",  "keys"],
    ["people.in",        "peopleIn",       "glance", "keys"],
    ["people.changed",   "peopleDone",     "note",  "keys"],
    ["people.manage",    "peopleManage",   "ask",   "keys"],
    ["people.whom",      "peopleNumber",   "ask",   "keys"],
    ["people.busy.alter",     "peopleCheck",    "port",  "keys"],
    ["people.denied",    "denied",         "note",  "keys"],
  ],
  guards: ["lockJob", "askJob", "numberRoom", "numberWhole", "mayManage", "wantsChange", "chief", "listJob"],
  updates: ["takeJob", "lockUp", "firstDigit", "typeNumber", "clearNumber", "takeNumber", "dropPin", "logIn", "takeDenied"],
  effects: ["checkPassword", "keepFirst", "saveFresh", "useOperator", "listPeople", "alterPeople", "nextPeople", "peopleBefore"],
  rows: [
    // from             on             if             to                 update          effects
    ["lay",             "laid",        "locked",      "people.locked",   "",             []],
    ["lay",             "laid",        "",            "people.page",     "",             []],

    ["people.page",     "digit",       "lockJob",     "people.locked",   "lockUp",       ["beepKey"]],
    ["people.page",     "digit",       "askJob",      "people.number",   "takeJob",      ["beepKey"]],
    ["people.page",     "digit",       "",            "same",            "",             ["beepRefuse"]],
    ["people.page",     "cancel",      "",            "lay",             "clearSale",    ["layMenu"]],
    ["people.page",     "menu",        "",            "lay",             "clearSale",    ["layMenu"]],
    ["people.page",     "timeout",     "",            "idle",            "clearSale",    []],

    // Nobody sells, but what is owed to the host is paid all the same, as in idle.
    ["people.locked",   "digit",       "",            "people.number",   "firstDigit",   ["beepKey"]],
    ["people.locked",   "timeout",     "reversalDue", "reverse.seal",    "",             ["sealReversal"]],
    ["people.locked",   "timeout",     "signDue",     "lay",             "",             ["laySign"]],
    ["people.locked",   "timeout",     "settleDue",   "lay",             "",             ["laySettle"]],
    ["people.locked",   "timeout",     "",            "people.locked",   "",             []],
    ["people.locked",   "cancel",      "",            "same",            "",             []],
    ["people.locked",   "feed",        "",            "same",            "",             ["feedPaper"]],

    ["people.number",   "digit",       "numberRoom",  "same",            "typeNumber",   ["beepKey", "show"]],
    ["people.number",   "digit",       "",            "same",            "",             ["beepRefuse"]],
    ["people.number",   "clear",       "",            "same",            "clearNumber",  ["show"]],
    ["people.number",   "enter",       "mayManage",   "people.password", "takeNumber",   ["beepKey", "wipe"]],
    ["people.number",   "enter",       "",            "same",            "",             ["beepRefuse"]],

    ["people.password", "pinDigit",    "",            "same",            "takePin",      ["beepKey", "show"]],
    ["people.password", "enter",       "pinLong",     "people.busy.check",    "dropPin",      ["checkPassword"]],
    ["people.password", "enter",       "",            "same",            "",             ["beepRefuse"]],
    // An initial password opens nothing but the way to another one.
    ["people.busy.check",    "keysGood",    "wantsChange", "people.fresh",    "",             ["beepAttention"]],
    ["people.busy.check",    "keysGood",    "chief",       "people.manage",   "",             ["beepAccept", "listPeople"]],
    ["people.busy.check",    "keysGood",    "",            "people.in",       "logIn",        ["beepAccept", "useOperator"]],
    ["people.busy.check",    "keysBad",     "",            "people.denied",   "takeDenied",   ["beepRefuse"]],

    ["people.fresh",    "pinDigit",    "",            "same",            "takePin",      ["beepKey", "show"]],
    ["people.fresh",    "enter",       "pinLong",     "people.busy.first",    "dropPin",      ["keepFirst"]],
    ["people.fresh",    "enter",       "",            "same",            "",             ["beepRefuse"]],
    ["people.busy.first",    "keysGood",    "",            "people.again",    "",             ["beepKey"]],
    ["people.busy.first",    "keysBad",     "",            "people.denied",   "takeDenied",   ["beepRefuse"]],
    ["people.again",    "pinDigit",    "",            "same",            "takePin",      ["beepKey", "show"]],
    ["people.again",    "enter",       "pinLong",     "people.busy.save",     "dropPin",      ["saveFresh"]],
    ["people.again",    "enter",       "",            "same",            "",             ["beepRefuse"]],
    ["people.busy.save",     "saved",       "",            "people.changed",  "",             ["beepAccept"]],
    ["people.busy.save",     "keysBad",     "",            "people.denied",   "takeDenied",   ["beepRefuse"]],

    ["people.manage",   "told",        "",            "same",            "takeDetail",   ["show"]],
    ["people.manage",   "down",        "",            "same",            "",             ["nextPeople"]],
    ["people.manage",   "up",          "",            "same",            "",             ["peopleBefore"]],
    ["people.manage",   "digit",       "listJob",     "people.whom",     "takeJob",      ["beepKey"]],
    ["people.manage",   "digit",       "",            "same",            "",             ["beepRefuse"]],
    ["people.whom",     "digit",       "numberRoom",  "same",            "typeNumber",   ["beepKey", "show"]],
    ["people.whom",     "digit",       "",            "same",            "",             ["beepRefuse"]],
    ["people.whom",     "clear",       "",            "same",            "clearNumber",  ["show"]],
    ["people.whom",     "enter",       "numberWhole", "people.busy.alter",    "",             ["alterPeople"]],
    ["people.whom",     "enter",       "",            "same",            "",             ["beepRefuse"]],
    ["people.whom",     "cancel",      "",            "people.manage",   "",             ["listPeople"]],
    ["people.busy.alter",    "saved",       "",            "people.manage",   "",             ["beepAccept", "listPeople"]],
    ["people.busy.alter",    "keysBad",     "",            "people.denied",   "takeDenied",   ["beepRefuse"]],

    ["people.in",       "enter",       "",            "idle",            "clearSale",    []],
    ["people.in",       "cancel",      "",            "idle",            "clearSale",    []],
    ["people.in",       "timeout",     "",            "idle",            "clearSale",    []],

    // Back where one came from; a locked terminal stays locked.
    ["people",          "language",    "",            "same",            "toggleLanguage", ["show"]],
    ["people.changed",  "enter",       "locked",      "people.locked",   "",             []],
    ["people.changed",  "enter",       "",            "people.page",     "",             []],
    ["people.denied",   "enter",       "locked",      "people.locked",   "",             []],
    ["people.denied",   "enter",       "",            "people.page",     "",             []],
    ["people.busy",     "cancel",      "",            "same",            "",             []],
    ["people",          "cancel",      "locked",      "people.locked",   "",             ["wipe"]],
    ["people",          "cancel",      "",            "people.page",     "",             ["wipe"]],
    ["people",          "timeout",     "locked",      "people.locked",   "",             ["wipe"]],
    ["people",          "timeout",     "",            "people.page",     "",             ["wipe"]],
  ],
});
