import { computed, effect, signal } from "@preact/signals";
import type { JournalShown } from "../../protocol.js";
import { ask } from "../connection.js";
import { active, entries, link, panel } from "../state.js";
import { money, t } from "../words.js";

const shown = signal<JournalShown | null>(null);
/** Grows when the journal of the chosen terminal was written, or its run began anew. */
const version = computed(() => {
  for (let at = entries.value.length - 1; at >= 0; at--) if (entries.value[at]!.kind === "journal" && entries.value[at]!.terminal === active.value) return entries.value[at]!.number;
  return entries.value.length > 0 ? 0 : -1;
});

effect(() => {
  if (panel.value !== "journal" || link.value !== "open" || version.value < -1) return;
  const terminal = active.value;
  void ask({ do: "journal", terminal }, true).then((answer) => { if (answer.ok) shown.value = answer.result as JournalShown; });
});

const dateOf = (epochMs: number): string => (epochMs === 0 ? "" : new Date(epochMs).toISOString().slice(0, 19).replace("T", " "));

/** What the medium holds now, decoded. */
export function Journal() {
  const journal = shown.value;
  return (
    <div class="journal">
      <p class="hint">{t("journalHelp")}</p>
      {journal === null ? null : (
        <>
          <p><b>{t("trace")}</b> <code>{journal.stan}</code> <b>{t("batch")}</b> <code>{journal.batch}</code> {journal.damaged ? <span class="tag stuck">{t("damaged")}</span> : null}</p>
          <div class="table" tabIndex={0} role="group" aria-label={t("journal")} data-keys="own"><table>
            <thead><tr>{[t("trace"), t("state"), t("amount"), t("card"), "RRN", t("answerCode"), t("printed"), t("when")].map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
            <tbody>{[...journal.records].reverse().map((record) => (
              <tr key={record.batch + ":" + record.stan}><td><code>{String(record.stan).padStart(6, "0")}</code></td><td><span class={"tag " + record.state}>{record.state}</span>{record.tries > 0 ? ` ${record.tries} ${t("attempts")}` : ""}</td><td class="money">{money(record.amountMinor)}</td>
                <td><code>{record.pan}</code></td><td><code>{record.rrn}</code></td><td>{record.respCode}{record.reason === "" ? "" : " (" + record.reason + ")"}</td><td>{record.printed}</td><td>{dateOf(record.atEpochMs)}</td></tr>
            ))}</tbody>
          </table></div>
        </>
      )}
    </div>
  );
}
