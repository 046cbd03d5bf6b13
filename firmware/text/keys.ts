/**
 * Every text of the terminal by name; its number is its place here. The first ones are used by number in the code and
 * have a constant below (a test compares them); screens are named by state rows.
 */
export const KEYS = [
  "responses", "slip", "copyMerchant", "copyCustomer", "duplicate", "signedIn", "signedOut",
  "whyUnreadable", "whyParity", "whyLrc", "whySentinel", "whyNumber", "whyExpired", "whyFormat", "whyUnknownCard", "whyCashOnly",
  "whyNoLine", "whyNoAnswer", "whyBadMac", "whyBadReply", "whyBadKeys", "whyRefused", "whyPaper", "whyHot", "whyJam",
  "whyFull", "whyWorn", "whyCorrupt", "whyForeign", "whyIo", "unknownCode", "whyKey", "whyNotFound", "whyOtherKind", "whyTakenBack", "whyOtherCard", "whyAdded", "whyTooMuch", "whyNotHere", "whyNoPlan",
  "whyPower", "settleSlip", "stuckSlip", "unknownSlip", "totalsEqual", "totalsDiffer", "totalsError", "totalsSum", "cardDebit", "cardCredit",
  "whyPassword", "whyLocked", "whyInitial", "whySame", "whyDiffer", "whyNoOperator", "whyNotYours",
  "extraVoucher", "extraEarned", "extraUsed", "extraLeft", "extraOriginal", "extraDiscount", "extraCoupon", "extraOwn", "extraTo", "extraName", "extraBase", "extraTip", "extraPeriods", "extraPlan", "extraFee", "extraFirst", "extraPoints", "extraTable", "extraItem",
  "signHere", "pinVerified", "sumDebit", "sumCredit",
  "whyListed", "whyBadParams", "whyBatchOpen", "whyOwing", "whyCodeWrong", "whyCodeUsed", "whyCodeExpired", "whyCodeLocked", "liveSlip",
  "cashSlip", "totalsSlip", "promptTrace", "promptRrn", "promptDate", "promptAuth", "promptPeriods", "promptVoucher",
  "lookTrace", "lookCard", "stateOpen", "stateApproved", "stateDeclined", "stateCancelled", "stateReversing", "stateReversed", "stateStuck", "stateCleared",
  "boot", "faultParams", "faultSelf", "faultJournal", "faultStopped", "signing", "signFailed", "signDone", "idle", "swipedEarly", "echoing", "echoGood", "echoBad", "layFailed",
  "amount", "goods", "card", "cardAgain", "cardChip", "confirm", "pin", "working", "sending", "refusing", "printing", "tear", "done",
  "paper", "refused", "unsent", "cancelled", "failed", "unknown", "reversing", "reversed", "reverseLater", "reprinting",
  "askApproval", "askTyped", "askOriginal", "askRefused", "askConfirm", "told", "silent", "kept", "rejected",
  "settleAsk", "settling", "settlePrinting", "settlePaper", "signingOff", "settleDone", "settleLater", "settleFailed", "stuck", "stuckCode",
  "denied", "peoplePage", "peopleLocked", "peopleNumber", "peoplePassword", "peopleCheck", "peopleFresh", "peopleAgain", "peopleIn", "peopleDone", "peopleManage",
  "liveCode", "liveAsk", "liveKeep", "livePaper", "liveDone", "livePage", "liveApproval", "liveLeaving", "liveGone",
  "askAdd", "askPlan", "lookPage", "askLook", "lookAmount", "lookList", "lookNone", "lookOne", "totalsSumUp", "totalsRow", "offDone",
  "codeScan", "codeBad", "codeWait", "sure", "valuePart", "valueCode", "valuePayee", "valueAgain", "valueShown", "valueName", "statement", "codeHint",
  "noticePaper",
  "trainingMark", "trainingName", "trainBegin", "trainEnd",
  "diagPage", "diagKeys", "diagCard", "diagBusy", "diagTold", "diagBad", "diagCounts", "diagJournal", "diagMilliseconds", "diagNoLog", "diagOk",
  "tipAsk", "keysInChip", "keysInFlash", "allowCode", "whySameCard", "keyed", "keyedPan", "keyedExpiry", "planPeriods",
] as const;
export type TextKey = (typeof KEYS)[number];

/** The cardholder's slip, made from the same text as the merchant's, stands in place of the words that differ. */
export const TEXT_SLIP_CUSTOMER = 3;

export const TEXT_RESPONSES = 0;
export const TEXT_SLIP = 1;
export const TEXT_DUPLICATE = 4;
export const TEXT_SIGNED_IN = 5;
export const TEXT_SIGNED_OUT = 6;
/** Reasons why a card was not taken: the number of the card error is added. */
export const TEXT_WHY_CARD = 7;
export const TEXT_WHY_UNKNOWN_CARD = 14;
export const TEXT_WHY_CASH_ONLY = 15;
export const TEXT_WHY_NO_LINE = 16;
export const TEXT_WHY_NO_ANSWER = 17;
export const TEXT_WHY_BAD_MAC = 18;
export const TEXT_WHY_BAD_REPLY = 19;
export const TEXT_WHY_BAD_KEYS = 20;
export const TEXT_WHY_REFUSED = 21;
export const TEXT_WHY_PAPER = 22;
export const TEXT_WHY_HOT = 23;
export const TEXT_WHY_JAM = 24;
/** Journal errors in the order full, worn, corrupt, foreign, io. */
export const TEXT_WHY_JOURNAL = 25;
export const TEXT_WHY_IO = 29;
export const TEXT_UNKNOWN_CODE = 30;
export const TEXT_WHY_KEY = 31;
export const TEXT_WHY_NOT_FOUND = 32;
export const TEXT_WHY_OTHER_KIND = 33;
export const TEXT_WHY_TAKEN_BACK = 34;
export const TEXT_WHY_OTHER_CARD = 35;
export const TEXT_WHY_ADDED = 36;
export const TEXT_WHY_TOO_MUCH = 37;
export const TEXT_WHY_NOT_HERE = 38;
export const TEXT_WHY_NO_PLAN = 39;
export const TEXT_WHY_POWER = 40;
export const TEXT_SETTLE_SLIP = 41;
export const TEXT_STUCK_SLIP = 42;
export const TEXT_UNKNOWN_SLIP = 43;
/** Results of a settlement in the order of the host's digits 1, 2 and 3. */
export const TEXT_TOTALS_EQUAL = 44;
export const TEXT_TOTALS_DIFFER = 45;
export const TEXT_TOTALS_SUM = 47;
export const TEXT_CARD_DEBIT = 48;
export const TEXT_CARD_CREDIT = 49;
export const TEXT_WHY_PASSWORD = 50;
export const TEXT_WHY_LOCKED = 51;
export const TEXT_WHY_INITIAL = 52;
export const TEXT_WHY_SAME = 53;
export const TEXT_WHY_DIFFER = 54;
export const TEXT_WHY_NO_OPERATOR = 55;
export const TEXT_WHY_NOT_YOURS = 56;
/** Words before what a transaction has beside its record, in the order of txn/extra.ts. */
export const TEXT_EXTRA = 57;
/** Where the cardholder signs; the next one stands there instead when a PIN was entered. */
export const TEXT_SIGN_HERE = 76;
export const TEXT_SUM_DEBIT = 78;
export const TEXT_SUM_CREDIT = 79;
/** What is searched by, and what became of a transaction in the order of its states. */
export const TEXT_LOOK = 97;
export const TEXT_STATE = 99;
export const TEXT_TOTALS_SLIP = 90;
export const TEXT_CASH_SLIP = 89;
/** What is asked for, in the order of the questions in overlay/txn.ts. */
export const TEXT_PROMPT = 91;
/** Beside a code that the terminal shows: rows of eight columns. */
export const TEXT_CODE_HINT = 205;
export const TEXT_WHY_LISTED = 80;
export const TEXT_WHY_BAD_PARAMS = 81;
export const TEXT_WHY_BATCH_OPEN = 82;
export const TEXT_WHY_OWING = 83;
/** What a host says of an activation code: wrong, used, expired, too many wrong ones. */
export const TEXT_WHY_CODE = 84;
export const TEXT_TRAINING_MARK = 207;
export const TEXT_TRAINING_NAME = 208;
/** Words of the diagnosis; of the first two a line each. */
export const TEXT_DIAG_COUNTS = 217;
export const TEXT_DIAG_JOURNAL = 218;
export const TEXT_DIAG_MILLISECONDS = 219;
export const TEXT_DIAG_NO_LOG = 220;
export const TEXT_DIAG_OK = 221;
export const TEXT_WHY_SAME_CARD = 226;
/** Where the keys rest, on the idle screen: behind a chip; the next one says in plain flash. */
export const TEXT_KEYS = 223;
export const TEXT_LIVE_SLIP = 88;
/** What is typed of a card; the next one is the expiry. */
export const TEXT_KEYED_PAN = 228;

/**
 * Names that may stand in braces in a text. At build time `{name}` becomes byte 0x02 and a letter (A for the first), so the
 * device expands a text with one native split.
 */
export const PLACES = [
  "merchant", "date", "time", "sign", "bars", "amount", "currency", "item", "price", "quantity", "lines", "cardShort", "cardName",
  "scheme", "issuer", "stars", "reason", "response", "respCode", "detail", "batch", "tid", "mid", "operator", "acquirer", "card",
  "entry", "kind", "expiry", "voucher", "auth", "rrn", "dateTime", "copy", "duplicate", "total", "basket", "version", "currencyText", "nothing", "undone",
  "domestic", "foreign", "rows", "sum", "was", "extra", "signature", "keys",
] as const;
export type Place = (typeof PLACES)[number];
