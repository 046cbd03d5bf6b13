import { useEffect, useRef } from "preact/hooks";
import type { PaperLine, PrintShown } from "../../protocol.js";
import { ask, askFor } from "../connection.js";
import { saveBase64, saveText } from "../files.js";
import { active, papers, type Piece, present } from "../state.js";
import { t, tt } from "../words.js";

const WIDTH = 768, ROW_BYTES = 96;

function drawLine(canvas: HTMLCanvasElement, line: PaperLine): void {
  const context = canvas.getContext("2d")!;
  const bytes = atob(line.bits);
  const image = context.createImageData(WIDTH, Math.max(1, line.height));
  const words = new Uint32Array(image.data.buffer);
  for (let y = 0; y < line.height; y++) {
    for (let byte = 0; byte < ROW_BYTES; byte++) {
      const bits = bytes.charCodeAt(y * ROW_BYTES + byte);
      if (bits === 0) continue;
      for (let bit = 0; bit < 8; bit++) if (bits & (0x80 >> bit)) words[y * WIDTH + byte * 8 + bit] = 0xff2a2626;
    }
  }
  context.putImageData(image, 0, 0);
}

function Line({ line }: { line: PaperLine }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => { if (canvas.current !== null) drawLine(canvas.current, line); }, [line]);
  return <canvas ref={canvas} width={WIDTH} height={Math.max(1, line.height)} style={{ aspectRatio: `${WIDTH} / ${Math.max(1, line.height)}` }} />;
}

async function save(piece: Piece, as: "png" | "text"): Promise<void> {
  const shown = await askFor<PrintShown>({ do: "print", terminal: active.value, piece: piece.number });
  if (shown === null) return;
  const name = `slip-${active.value + 1}-${piece.number + 1}`;
  if (as === "png") saveBase64(name + ".png", "image/png", shown.png);
  else saveText(name + ".txt", shown.text.join("\n") + "\n");
}

function Sheet({ piece, number }: { piece: Piece; number: number }) {
  const text = piece.lines.map((line) => line.text).join("\n");
  return (
    <figure class={"sheet" + (piece.cut ? " cut" : "") + (piece.torn ? " torn" : "")}>
      <div class="lines" aria-hidden="true">{piece.lines.map((line, at) => <Line key={at} line={line} />)}</div>
      <figcaption>
        <span class="unseen">{t("paper")} {number}: <pre>{text}</pre></span>
        <button type="button" class="small" onClick={() => { void save(piece, "png"); }}>{t("savePng")}</button>
        <button type="button" class="small" onClick={() => { void save(piece, "text"); }}>{t("saveText")}</button>
      </figcaption>
    </figure>
  );
}

/** The printer: paper comes out line by line above its slot. */
export function Printer() {
  const out = useRef<HTMLDivElement>(null);
  const pieces = (papers.value.get(active.value) ?? []).filter((piece) => piece.lines.length > 0);
  const hanging = pieces.filter((piece) => !piece.torn);
  const lines = hanging.reduce((sum, piece) => sum + piece.lines.length, 0);
  useEffect(() => { if (out.current !== null) out.current.scrollTop = out.current.scrollHeight; }, [lines]);
  const state = present.value;
  const number = active.value;
  return (
    <section class="printer" aria-label={t("paper")}>
      <div class="out" ref={out} tabIndex={0} role="group" aria-label={t("paper")} data-keys="own">
        {hanging.map((piece) => <Sheet key={piece.number} piece={piece} number={piece.number + 1} />)}
      </div>
      <div class="slot paper-slot">
        <span class={"paper-state " + (state?.printer ?? "ok")}>{tt("printer" + (state?.printer ?? "ok"))}</span>
        <span class="grow" />
        <button type="button" class="small" disabled={hanging.length === 0} onClick={() => { void ask({ do: "tear", terminal: number }); }}>{t("tear")}</button>
        <button type="button" class="small" onClick={() => { void ask({ do: "paper", terminal: number, what: "load" }); }}>{t("newRoll")}</button>
      </div>
    </section>
  );
}

/** What was torn off, newest first. */
export function Receipts() {
  const torn = (papers.value.get(active.value) ?? []).filter((piece) => piece.torn && piece.lines.length > 0).reverse();
  if (torn.length === 0) return null;
  return (
    <details class="receipts">
      <summary>{t("tornOff")} ({torn.length})</summary>
      <div class="row scroll">{torn.map((piece) => <Sheet key={piece.number} piece={piece} number={piece.number + 1} />)}</div>
    </details>
  );
}
