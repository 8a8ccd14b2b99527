import { drugName, library } from "../../knowledge/knowledge.ts";
import {
  type Amount,
  inward,
  type Language,
  languageOf,
  type Locale,
  outward,
  writeInstant,
} from "../../quantity/quantity.ts";
import type { State } from "../../records/records.ts";
import { writeSource } from "../write-source.ts";

const english = {
  bladder:
    "No source held here names a test or an interval for the bladder: urinary symptoms are asked for at each series.",
  noInterval: "The source names no interval: decided case by case, asked at each series.",
};
const chinese: typeof english = {
  bladder: "此处所存来源未给出膀胱检查或间隔：每个疗程询问泌尿系症状。",
  noInterval: "来源未给出间隔：个体化决定，每个疗程询问。",
};
const sentences: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

type Session = State["sessions"][number];
type Begun = State["begun"][number];

const sum = (sessions: readonly Session[]): object => ({
  sessions: sessions.length,
  total: outward(
    sessions.reduce((all, { data }) => all + inward(data.total, "amount"), 0) as Amount,
    "amount",
    "mg",
  ),
});

/** By which entry the series of a session was begun: the first of it names none. */
const rootOf = ({ id, data }: Begun): string => data.series ?? id;

/** What a patient has had of ketamine: this series and in all, by drug; what is open; which organs are to be asked after. */
export function writeKetamine(state: State, locale: Locale): object | null {
  const { sessions, begun, session } = state;
  if (sessions.length === 0 && !session) return null;
  const drugs = [...new Set([...sessions, ...begun].map(({ data }) => data.drug))];
  return {
    open: session
      ? { entry: session.id, at: writeInstant(session.at), by: session.by, drug: session.data.drug }
      : null,
    drugs: drugs.map((drug) => writeDrug(drug, state, locale)),
    followUps: (["liver", "bladder"] as const).map((organ) => writeOrgan(organ, state, locale)),
  };
}

function writeDrug(drug: Session["data"]["drug"], { sessions, begun }: State, locale: Locale): object {
  const own = sessions.filter(({ data }) => data.drug === drug);
  const latest = begun.findLast(({ data }) => data.drug === drug);
  const root = latest && rootOf(latest);
  const first = begun.find(({ id }) => id === root);
  const inSeries = new Set(begun.filter((one) => rootOf(one) === root).map(({ id }) => id));
  const last = own.at(-1);
  return {
    drug,
    name: drugName(drug, languageOf(locale)),
    life: sum(own),
    series: first
      ? {
          entry: first.id,
          since: writeInstant(first.at),
          ...sum(own.filter(({ data }) => data.begun !== undefined && inSeries.has(data.begun))),
        }
      : null,
    last: last ? { at: writeInstant(last.at), total: last.data.total } : null,
  };
}

/** Neither organ has an interval in any source here: what is known is whether anybody asked since the series began. */
function writeOrgan(organ: "liver" | "bladder", { organs, sessions, begun }: State, locale: Locale): object {
  const say = sentences[languageOf(locale)];
  const last = organs.findLast(({ data }) => data.organ === organ);
  const latest = begun.at(-1);
  const first = latest && begun.find(({ id }) => id === rootOf(latest));
  const began = first?.at ?? sessions.at(-1)?.at;
  const rule =
    organ === "liver"
      ? library.drugs.get("ketamine")?.rules.find(({ id }) => id === "K-TEST-LFT")
      : undefined;
  return {
    organ,
    last: last ? { at: writeInstant(last.at), finding: last.data.finding } : null,
    askedInSeries: last !== undefined && began !== undefined && last.at.epoch >= began.epoch,
    since: sum(sessions.filter(({ at }) => !last || at.epoch > last.at.epoch)),
    interval: null,
    says: rule ? `${rule.says[languageOf(locale)]} ${say.noInterval}` : say.bladder,
    source: rule ? writeSource(rule) : null,
    status: rule?.status ?? null,
  };
}
