import { useEffect, useRef } from "preact/hooks";
import { press, pressed } from "../keys.js";
import { t, type Word } from "../words.js";

interface Key { code: string; face: string; word?: Word; look?: string }
/** As on the terminal's keypad, row by row. */
const ROWS: readonly (readonly Key[])[] = [
  [{ code: "M", face: "", word: "menu", look: "soft" }, { code: "U", face: "▲", look: "soft" }, { code: "D", face: "▼", look: "soft" }, { code: "L", face: "", word: "lang", look: "soft" }],
  [{ code: "1", face: "1" }, { code: "2", face: "2" }, { code: "3", face: "3" }, { code: "X", face: "", word: "cancel", look: "red" }],
  [{ code: "4", face: "4" }, { code: "5", face: "5" }, { code: "6", face: "6" }, { code: "C", face: "", word: "clear", look: "yellow" }],
  [{ code: "7", face: "7" }, { code: "8", face: "8" }, { code: "9", face: "9" }, { code: "G", face: "", word: "goods", look: "soft" }],
  [{ code: ".", face: "00" }, { code: "0", face: "0" }, { code: "F", face: "", word: "feed", look: "soft" }, { code: "E", face: "", word: "enter", look: "green" }],
];
const LOOK_MS = 110;

/** The keypad: mouse, touch, or the keyboard from anywhere on the page. */
export function Keypad() {
  const pad = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const shown = (event: Event): void => {
      const key = pad.current?.querySelector<HTMLElement>(`[data-key="${(event as CustomEvent<string>).detail}"]`);
      if (key == null) return;
      key.classList.add("down");
      setTimeout(() => key.classList.remove("down"), LOOK_MS);
    };
    pressed.addEventListener("press", shown);
    return () => pressed.removeEventListener("press", shown);
  }, []);
  return (
    <div class="keypad" ref={pad} role="group" aria-label={t("keypad")} aria-describedby="keypad-help">
      {ROWS.flat().map((key) => (
        <button
          type="button" key={key.code} data-key={key.code} class={"key " + (key.look ?? "")} tabIndex={-1}
          onPointerDown={(event) => { event.preventDefault(); press(key.code); }}
          onClick={(event) => { if (event.detail === 0) press(key.code); }}
        >
          {key.word === undefined ? key.face : t(key.word)}
        </button>
      ))}
      <p id="keypad-help" class="unseen">{t("keypadHelp")}</p>
    </div>
  );
}
