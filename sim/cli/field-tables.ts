/** Names of fields. Source: ISO 8583:1987, 4.4; PAYMENTS 5.2. */
export const FIELD_NAMES: Record<number, string> = {
  2: "card number", 3: "processing code", 4: "amount", 5: "settlement amount", 6: "billing amount", 7: "transmission time", 9: "settlement rate", 10: "billing rate",
  11: "trace", 12: "local time", 13: "local date", 14: "expiry", 15: "settlement date", 16: "conversion date", 18: "merchant type", 19: "acquirer country", 20: "card country",
  21: "forwarder country", 22: "entry mode", 23: "card sequence", 24: "network", 25: "condition code", 26: "PIN length", 32: "acquirer", 33: "forwarder", 35: "track 2", 36: "track 3",
  37: "reference", 38: "approval code", 39: "response code", 40: "restriction", 41: "terminal", 42: "merchant", 43: "merchant name", 44: "issuer, acquirer", 45: "track 1",
  46: "additional (ISO)", 47: "additional (national)", 48: "totals, details", 49: "currency", 50: "settlement currency", 51: "billing currency", 52: "PIN block", 53: "security control",
  54: "balance", 55: "chip data", 56: "reserved 56", 57: "reserved 57", 58: "electronic purse", 59: "tagged extras", 60: "type, batch, code", 61: "original", 62: "keys, parameters",
  63: "operator, texts", 64: "MAC",
};

/** Types of message. Source: PAYMENTS 5.3. */
export const TYPES: Record<string, string> = {
  "0100": "authorization request", "0110": "authorization answer", "0200": "financial request", "0210": "financial answer", "0220": "financial advice", "0230": "advice answer",
  "0320": "batch upload", "0330": "batch upload answer", "0400": "reversal", "0410": "reversal answer", "0500": "settlement", "0510": "settlement answer",
  "0620": "script result", "0630": "script result answer", "0800": "network request", "0810": "network answer", "0820": "network advice", "0830": "network advice answer",
};

/** First two digits of the processing code. Source: PAYMENTS 5.3. */
export const PROC_CODES: Record<string, string> = {
  "00": "sale", "03": "pre-authorization", "17": "cash load void", "20": "void, refund", "31": "balance inquiry", "38": "transfer", "60": "account load", "62": "load from another account", "63": "cash load",
};

/** Digit 6 of the header. Source: PAYMENTS 5.1. */
export const WISHES = ["nothing", "download parameters", "upload terminal status", "sign in again", "download CAPK", "download AID parameters", "remote update", "download blacklist", "?", "?"];

/** First two digits of field 22, and the third. Source: PAYMENTS 5.2. */
export const ENTRY_MODES: Record<string, string> = {
  "00": "unknown", "01": "keyed", "02": "stripe", "03": "QR scan", "04": "QR scan", "05": "chip", "07": "contactless", "80": "fallback stripe", "90": "stripe, whole", "91": "contactless stripe",
  "92": "phone order", "95": "chip, data incomplete", "96": "phone chip", "98": "contactless, full",
};
export const PIN_MODES: Record<string, string> = { "0": "PIN unknown", "1": "PIN present", "2": "no PIN" };

/** Field 25. Source: PAYMENTS 5.3. */
export const CONDITIONS: Record<string, string> = {
  "00": "normal", "06": "pre-authorization", "08": "mail or phone order", "18": "mail or phone pre-authorization", "60": "pre-authorization top-up", "64": "instalment", "65": "points", "66": "account load", "67": "reservation", "82": "transfer", "91": "electronic purse",
};

/** Field 60.1. Source: PAYMENTS 5.3. */
export const MESSAGE_TYPES: Record<string, string> = {
  "00": "management", "01": "balance", "03": "points balance", "10": "pre-authorization", "11": "pre-authorization void", "20": "completion", "21": "completion void", "22": "sale", "23": "void",
  "24": "completion advice", "25": "refund", "30": "offline sale", "32": "adjustment", "34": "tip", "36": "offline chip sale", "45": "account load", "46": "cash load", "47": "load from another account", "51": "cash load void", "53": "reservation void", "54": "reservation sale",
};

/** Field 60.3. Source: PAYMENTS 5.3, 5.6. */
export const NETWORK_CODES: Record<string, string> = {
  "000": "transaction", "001": "sign-in, DES keys", "002": "sign-off", "003": "sign-in, TDES keys", "004": "sign-in, TDES keys and track key", "005": "sign-in, SM keys", "201": "settlement, stripe details", "202": "upload ends, not balanced",
  "203": "chip certificates", "204": "failed chip items", "205": "chip certificates, not balanced", "206": "failed chip items, not balanced", "207": "upload ends, balanced", "301": "echo", "360": "parameters", "362": "terminal status", "370": "CAPK load", "371": "CAPK end",
  "372": "CAPK query", "380": "AID load", "381": "AID end", "382": "AID query", "401": "points cashier sign-in", "951": "script result",
};

export const CAPABILITIES: Record<string, string> = { "0": "reader unknown", "2": "stripe reader", "5": "stripe and chip reader", "6": "stripe, chip and contactless reader" };
export const CURRENCIES: Record<string, [string, number]> = { "156": ["CNY", 2], "344": ["HKD", 2], "446": ["MOP", 2], "392": ["JPY", 0], "410": ["KRW", 0], "840": ["USD", 2], "978": ["EUR", 2], "826": ["GBP", 2], "702": ["SGD", 2] };
