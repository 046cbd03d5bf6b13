/** Stop on a programmer's error. `place` names the module and the claim, such as "pinBlock.pan"; it never holds card data. */
export function assert(claim: boolean, place: string): void {
  if (!claim) throw new Error(place);
}
