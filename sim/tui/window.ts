/** The terminal window we draw in: alternate screen, raw keys, given back as it was whatever happens. */
export interface Window {
  readonly columns: number;
  readonly rows: number;
  /** Show these lines; only those that changed are sent. */
  draw(lines: readonly string[]): void;
  close(): void;
}

const ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
const LEAVE = "\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l";

/**
 * Take over the window.
 * @param onInput  Each piece of keyboard input, as text.
 * @param onResize  The size changed; draw again.
 */
export function openWindow(input: NodeJS.ReadStream, output: NodeJS.WriteStream, onInput: (text: string) => void, onResize: () => void): Window {
  let shown: string[] = [];
  let closed = false;
  const heard = (bytes: Buffer): void => onInput(bytes.toString("utf8"));
  const resized = (): void => {
    shown = [];
    output.write("\x1b[2J");
    onResize();
  };
  function close(): void {
    if (closed) return;
    closed = true;
    process.off("exit", close);
    input.off("data", heard);
    output.off("resize", resized);
    // A window that is gone already (SIGHUP) cannot be given back.
    try {
      if (input.isTTY) input.setRawMode(false);
      output.write(LEAVE);
    } catch {
      // nothing left to restore
    }
    input.pause();
  }
  process.on("exit", close);
  output.write(ENTER);
  if (input.isTTY) input.setRawMode(true);
  input.on("data", heard);
  input.resume();
  output.on("resize", resized);
  return {
    get columns() { return output.columns ?? 80; },
    get rows() { return output.rows ?? 24; },
    draw(lines) {
      if (closed) return;
      let text = "";
      for (let row = 0; row < lines.length; row++) {
        if (lines[row] === shown[row]) continue;
        text += "\x1b[" + (row + 1) + ";1H" + lines[row];
      }
      for (let row = lines.length; row < shown.length; row++) text += "\x1b[" + (row + 1) + ";1H\x1b[2K";
      shown = [...lines];
      if (text !== "") output.write(text);
    },
    close,
  };
}
