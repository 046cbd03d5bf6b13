/** Throws two calls deep, for a test that looks where: the interpreter's words must lead to these lines. */
function deep(count: number): number {
  const doubled = count * 2;
  if (doubled > 4) {
    throw new Error("thrower.deep");
  }
  return doubled;
}

function middle(count: number): number {
  for (let index = 0; index < count; index++) {
    if (index === 1) {
      return deep(count + index);
    }
  }
  return deep(0);
}

export function thrower(ports: unknown): void {
  middle(ports as number);
}
