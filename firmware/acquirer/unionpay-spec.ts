import type { MessageSpec } from "../iso8583/spec.js";

/** UnionPay POS terminal messages: one bitmap, packed digits. Source: PAYMENTS 5.2 (public practice, no public standard text). */
export const unionpaySpec: MessageSpec = {
  fields: {
    2: "n..19", // PAN
    3: "n6", // processing code
    4: "n12", // amount, minor units
    11: "n6", // trace = voucher number
    12: "n6", // local time, set by the host
    13: "n4", // local date MMDD, set by the host
    14: "n4", // expiry YYMM
    15: "n4", // settlement date MMDD
    22: "n3", // entry mode
    23: "n3>", // card sequence number
    25: "n2", // condition code
    26: "n2", // longest PIN the pad takes
    32: "n..11", // acquirer
    35: "z..37", // track 2
    36: "z...104", // track 3
    37: "an12", // reference number
    38: "an6", // authorization code
    39: "an2", // response code
    41: "ans8", // terminal
    42: "ans15", // merchant
    44: "an..25", // issuer 11, acquirer 11
    48: "n...322", // settlement totals, batch details
    49: "an3", // currency
    52: "b8", // PIN block
    53: "n16", // security control
    54: "an...20", // balance
    55: "b...255", // chip
    58: "ans...100", // electronic purse
    59: "b...999", // tagged extras
    60: "n...19", // message type, batch, network code
    61: "n...29", // original transaction
    62: "b...999", // keys, parameters
    63: "ans...163", // operator, card organisation, texts
    64: "b8", // MAC
  },
  trackPad: "0",
  packed: true,
  secret: [2, 35, 36, 52, 55],
  unread: [14, 22, 23, 25, 26, 32, 53],
};
