/** Where each member and element of a JSON text begins, by its path such as `drivers.keypad.rows[2]`; lines count from 1. */
export type LineOf = (path: string) => number;

/**
 * Read JSON and keep the lines. Errors: a SyntaxError with the line, as `line 12: ...`.
 * @returns The value as `JSON.parse` gives it, and where its parts are; a path that is not there has the line of what would hold it.
 */
export function parseWithLines(text: string): { value: unknown; lineOf: LineOf } {
  const lines = new Map<string, number>();
  let at = 0;
  let line = 1;
  function fail(what: string): never { throw new SyntaxError("line " + line + ": " + what); }
  function skip(): void {
    while (at < text.length && " \t\r\n".includes(text[at]!)) {
      if (text[at] === "\n") line++;
      at++;
    }
  }
  function expect(mark: string): void {
    skip();
    if (text[at] !== mark) fail(at < text.length ? "expected " + mark + ", found " + text[at] : "expected " + mark + ", found the end");
    at++;
  }
  function word(): string {
    skip();
    const found = /^"(?:[^"\\\n]|\\.)*"/.exec(text.slice(at));
    if (found === null) fail("expected a text in quotes");
    at += found[0].length;
    return JSON.parse(found[0]) as string;
  }
  function list(close: string, item: (index: number) => void): void {
    at++;
    skip();
    if (text[at] === close) {
      at++;
      return;
    }
    for (let index = 0; ; index++) {
      item(index);
      skip();
      if (text[at] === close) break;
      expect(",");
    }
    at++;
  }
  function value(path: string): unknown {
    skip();
    lines.set(path, line);
    if (text[at] === "{") {
      const made: Record<string, unknown> = {};
      list("}", () => {
        skip();
        const memberLine = line;
        const name = word();
        if (name in made) fail(name + " stands twice");
        expect(":");
        const member = path === "" ? name : path + "." + name;
        made[name] = value(member);
        lines.set(member, memberLine);
      });
      return made;
    }
    if (text[at] === "[") {
      const made: unknown[] = [];
      list("]", (index) => { made.push(value(path + "[" + index + "]")); });
      return made;
    }
    if (text[at] === '"') return word();
    const found = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(text.slice(at));
    if (found === null) fail("expected a value");
    at += found[0].length;
    return JSON.parse(found[0]);
  }
  const whole = value("");
  skip();
  if (at < text.length) fail("nothing may follow the last bracket");
  return {
    value: whole,
    lineOf(path) {
      for (let shorter = path; shorter !== ""; shorter = shorter.replace(/(?:\.|^)[^.[]*$|\[\d+\]$/, "")) if (lines.has(shorter)) return lines.get(shorter)!;
      return 1;
    },
  };
}
