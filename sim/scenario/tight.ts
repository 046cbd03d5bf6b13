/** What the terminal of the tight board must stand (docs/adr/0027-cut-down-terminal.md): scenarios of sim/scenarios that need no more than it has. */
export const TIGHT_SCENARIOS: readonly string[] = [
  "tight/idle", "tight/last-slip", "tight/lock", "signin-refused", "amount-keys", "amount-largest", "swipe-ways", "swipe-parity", "swipe-chip",
  "debit-with-pin", "credit-no-pin", "credit-pin-typed", "pin-keys", "pin-timeout", "wrong-pin", "three-tracks",
  "declined-no-money", "declined-sign-again", "line-down", "reply-missing", "reply-wrong-mac", "reply-late", "reversal-retried", "reversal-before-sale",
  "void", "void-refused", "void-silent", "void-power",
  "settle-equal", "settle-differs", "settle-empty", "settle-refused", "settle-no-answer", "settle-paper", "settle-power-upload", "settle-reversal-first", "settle-stuck",
  "paper-out-merchant", "paper-out-customer", "paper-hot", "power-before-save", "power-after-save", "power-after-reply", "power-in-reversal", "power-in-merchant-copy",
  "journal-full", "journal-rotten", "ten-sales", "unknown-printed",
];
