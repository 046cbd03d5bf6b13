import { signal } from "@preact/signals";
import type { BytesShown, Entry } from "../../protocol.js";
import { ask, askFor } from "../connection.js";
import { t } from "../words.js";

const bytes = signal<{ entry: number; shown: BytesShown } | null>(null);

async function showBytes(entry: number): Promise<void> {
  const shown = await askFor<BytesShown>({ do: "bytes", entry });
  if (shown !== null) bytes.value = { entry, shown };
}

/** One entry with everything that is known of it. */
export function EntryDetail({ entry }: { entry: Entry }) {
  const shown = bytes.value?.entry === entry.number ? bytes.value.shown : null;
  return (
    <div class="detail">
      {entry.fields === undefined ? null : (
        <table class="fields"><tbody>{entry.fields.map((field, at) => <tr key={at}><th scope="row">{field.field} {field.name}</th><td><code>{field.value}</code>{field.meaning === "" ? null : <small>{field.meaning}</small>}</td></tr>)}</tbody></table>
      )}
      {entry.from === undefined ? null : <p><code>{entry.from}</code>{entry.to === entry.from ? "" : <> → <code>{entry.to}</code></>}{entry.more === "" ? "" : ": " + entry.more}</p>}
      {shown === null ? null : <p class="hex">{shown.parts.map((part, at) => <span key={at} title={part.name}>{part.hex}</span>)}</p>}
      <div class="row">
        {entry.kind === "message" && shown === null ? <button type="button" class="small" onClick={() => { void showBytes(entry.number); }}>{t("bytes")}</button> : null}
        <button type="button" class="small" onClick={() => { void ask({ do: "goto", atMs: Math.floor(entry.atMs) }); }}>{t("goHere")}</button>
      </div>
    </div>
  );
}
