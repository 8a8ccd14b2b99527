import { drugOf, pumpOf, type Receipt, type Text } from "../../knowledge/knowledge.ts";
import { languageOf, type Locale } from "../../quantity/quantity.ts";
import type { State } from "../../records/records.ts";
import { writeSource } from "../write-source.ts";

/** Which sentences of the sources speak to an alert: of the drug by their subject, of the pump by their id. */
interface Wanted {
  readonly drug: readonly string[];
  readonly pump: readonly string[];
  /** Only what says when withdrawal begins. */
  readonly onset?: true;
}
const nothing: Wanted = { drug: [], pump: [] };
const without: Wanted = { drug: ["withdrawal", "interruption"], pump: [] };
const replace: Wanted = { drug: [], pump: ["DEV-11"] };
const silentAlarm: Wanted = { drug: [], pump: ["F-05"] };
const wanted: Readonly<Record<string, Wanted>> = {
  stopped: without,
  "withdrawal may begin": { drug: ["withdrawal"], pump: [], onset: true },
  "probably empty": { ...without, pump: ["F-05"] },
  "may be empty": { ...without, pump: ["F-05"] },
  "not confirmed running": { drug: [], pump: ["F-07"] },
  "residual unexplained": { drug: ["loss of effect"], pump: [] },
  "ratio changed": silentAlarm,
  "replacement near": replace,
  "replacement overdue": replace,
  "alarm empty reservoir": without,
  "alarm end of service": { ...without, pump: ["DEV-11"] },
  "alarm motor stall": without,
  "alarm stopped over 48 h": without,
  "alarm critical memory error": without,
  "alarm low reservoir": silentAlarm,
  "alarm replacement due": replace,
};

type Rule = Receipt & {
  readonly id: string;
  readonly about: string;
  readonly act?: boolean;
  readonly says: Text;
};

/** What the sources here say to an alert, of the drugs in this pump and of this pump; what to do comes first. */
export function adviceFor(what: string, { pump, fills }: State, locale: Locale): object[] {
  const { drug, pump: ids, onset: begins } = wanted[what] ?? nothing;
  const drugs = (fills.at(-1)?.solution ?? []).map(({ drug }) => drug);
  // Where a source says what to do, its signs and odds are the emergency page's; where none does, they are all there is.
  const ofDrugs = drugs.flatMap((id) =>
    drug.flatMap((subject) => {
      const said = (drugOf(id)?.rules ?? []).filter(
        ({ about, onset }) => about === subject && (!begins || onset !== undefined),
      );
      const toDo = said.filter(({ act }) => act);
      return toDo.length > 0 ? toDo : said;
    }),
  );
  const device = pump && "model" in pump.choice ? pumpOf(pump.choice.model) : undefined;
  const ofPump = (device?.rules ?? []).filter(({ id }) => ids.includes(id));
  const all: Rule[] = [...ofDrugs, ...ofPump] as Rule[];
  return [...all.filter(({ act }) => act), ...all.filter(({ act }) => !act)].map(
    ({ id, says, act, ...receipt }) => ({
      id,
      act: act === true,
      says: says[languageOf(locale)],
      source: writeSource(receipt),
      status: receipt.status,
    }),
  );
}
