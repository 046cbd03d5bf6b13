/**
 * A card number fit to be seen: first six and last four digits, the rest one star each (PCI DSS 3.x, 3.3; same length as
 * the number). Of anything too short to be a card number at most the last four of eight or more are shown.
 */
export function maskPan(pan: string): string {
  const head = pan.length < 13 ? 0 : 6;
  const tail = pan.length < 8 ? 0 : 4;
  return pan.substr(0, head) + "*".repeat(pan.length - head - tail) + pan.substr(pan.length - tail, tail);
}
