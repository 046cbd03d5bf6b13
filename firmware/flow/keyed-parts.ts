// What an overlay has in which a card's number may be typed where the card is to be swiped: the sale's own (keyed) and that of the other
// kinds (txn); each has `dropPin`, `takeDenied` and `checkApproval` beside these. States below `sale.card`, so that what follows a card
// that was read is the same for one that was typed.

export const KEYED_GUARDS = ["keyApproved", "keyStart", "panRoom", "expiryRoom", "expiryGood"] as const;
export const KEYED_UPDATES = ["askPan", "takePan", "askExpiry", "typeExpiry"] as const;
export const KEYED_EFFECTS = ["addPan", "cutPan", "showPan", "judgePan", "takeKeyed"] as const;

// biome-ignore format: the columns are the point
export const KEYED_STATES = [
  // name              screen         timer   mode
  ["sale.card.code",   "askApproval", "ask",  "pin"],
  ["sale.card.check",  "peopleCheck", "port", "keys"],
  ["sale.card.pan",    "keyed",       "ask",  "card"],
  ["sale.card.expiry", "keyed",       "ask",  "card"],
] as const;

// biome-ignore format: the columns are the point
export const KEYED_ROWS = [
  // from              on          if             to                 update        effects
  ["sale.card",        "digit",    "keyApproved", "sale.card.code",  "dropPin",    ["beepKey"]],
  ["sale.card",        "digit",    "keyStart",    "sale.card.pan",   "askPan",     ["addPan"]],
  ["sale.card.code",   "pinDigit", "",            "same",            "takePin",    ["beepKey", "show"]],
  ["sale.card.code",   "enter",    "pinLong",     "sale.card.check", "dropPin",    ["checkApproval"]],
  ["sale.card.code",   "enter",    "",            "same",            "",           ["beepRefuse"]],
  ["sale.card.code",   "cancel",   "",            "sale.card",       "dropPin",    ["wipe"]],
  ["sale.card.check",  "keysGood", "",            "sale.card.pan",   "askPan",     []],
  ["sale.card.check",  "keysBad",  "",            "sale.card.again", "takeDenied", ["beepRefuse"]],
  ["sale.card.check",  "digit",    "",            "same",            "",           []],
  ["sale.card.check",  "cancel",   "",            "same",            "",           []],
  ["sale.card.pan",    "digit",    "panRoom",     "same",            "",           ["addPan"]],
  ["sale.card.pan",    "digit",    "",            "same",            "",           ["beepRefuse"]],
  ["sale.card.pan",    "clear",    "",            "same",            "",           ["cutPan"]],
  ["sale.card.pan",    "told",     "",            "same",            "takePan",    ["beepKey", "show"]],
  ["sale.card.pan",    "enter",    "",            "same",            "",           ["judgePan"]],
  ["sale.card.pan",    "found",    "",            "same",            "takeReason", ["beepRefuse", "show"]],
  ["sale.card.pan",    "asked",    "",            "sale.card.expiry", "askExpiry", ["beepKey"]],
  ["sale.card.pan",    "cancel",   "",            "sale.card",       "",           ["wipe"]],
  ["sale.card.expiry", "digit",    "expiryRoom",  "same",            "typeExpiry", ["beepKey", "show"]],
  ["sale.card.expiry", "digit",    "",            "same",            "",           ["beepRefuse"]],
  ["sale.card.expiry", "clear",    "",            "same",            "askExpiry",  ["show"]],
  ["sale.card.expiry", "enter",    "expiryGood",  "same",            "",           ["takeKeyed"]],
  ["sale.card.expiry", "enter",    "",            "same",            "",           ["beepRefuse"]],
  // One step back: the number is still there.
  ["sale.card.expiry", "cancel",   "",            "sale.card.pan",   "askPan",     ["showPan"]],
] as const;
