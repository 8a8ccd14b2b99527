import type { ReactNode } from "react";
import { drugOf, isVerified, library } from "../../src/knowledge/knowledge.ts";
import { languageOf } from "../../src/quantity/quantity.ts";
import { ShowDue } from "../drylist/show-due.tsx";
import { drugName, pumpName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { sayDate } from "../patients/say-entry.ts";
import type { Standing } from "../patients/standing.ts";
import { useWords } from "../words/words.tsx";

interface Said {
  readonly id: string;
  readonly about: string;
  readonly says: Readonly<Record<"en" | "zh", string>>;
  readonly source: string;
  readonly status: string;
  readonly forPatients?: boolean | undefined;
}

/** What the sources say to patients about a subject; what nobody has read in its source stays off a patient's card. */
const sourced = (rules: readonly Said[] | undefined, ...about: string[]): readonly Said[] =>
  (rules ?? []).filter(
    (rule) => rule.forPatients && about.includes(rule.about) && isVerified(rule.status as never),
  );

/** What a patient carries: the pump, what is in it, when it is due, what its sounds mean, and whom to call. */
export function PatientCard({
  standing,
  call,
  journey,
}: {
  readonly standing: Standing;
  readonly call: string;
  /** What holds while the patient is away. */
  readonly journey?: ReactNode;
}) {
  const { words, locale } = useWords();
  const show = useShow();
  const { person, pump, reservoir, daily, line } = standing;
  const model = pump && "model" in pump.choice ? library.pumps.get(pump.choice.model) : undefined;
  const drugs = reservoir?.solution.map(({ drug }) => drug) ?? [];
  return (
    <article className="sheet patient-card" lang={locale} aria-label={words.cardTitle}>
      <h1>{words.cardTitle}</h1>
      <p className="card-who">
        <b>{person?.name ?? words.noPatient}</b>
        {person && ` · ${words.born(sayDate(person.birthDate, locale))}`} ·{" "}
        {person?.identifiers.map(({ system, value }) => `${system} ${value}`).join(", ")} ·{" "}
        {words.asOfSays(show.moment(standing.asOf))}
      </p>
      <dl className="entry-data card-facts">
        <div>
          <dt>{words.pump}</dt>
          <dd>
            {pump && ("model" in pump.choice ? pumpName(pump.choice.model) : words.customPump)} ·{" "}
            {pump?.serial}
          </dd>
        </div>
        <div>
          <dt>{words.solution}</dt>
          <dd>
            {reservoir?.solution
              .map(({ drug, concentration }) => `${drugName(drug, locale)} ${show.quantity(concentration)}`)
              .join(" + ")}
          </dd>
        </div>
        <div>
          <dt>{words.total24}</dt>
          <dd>
            {daily.map(({ drug, dose }) => `${drugName(drug, locale)} ${show.quantity(dose)}`).join(" + ")}
          </dd>
        </div>
        <div>
          <dt>{words.cardNextRefill}</dt>
          <dd>
            <ShowDue due={line?.refillBy} none={words.noValidDate} />
          </dd>
        </div>
      </dl>
      <div className="card-columns">
        <section>
          <h2>{words.cardAlarm}</h2>
          <p>
            <b>{words.cardAlarmDo}</b>
          </p>
          <Sentences rules={sourced(model?.rules, "alarm")} none={words.cardNoAlarm} />
        </section>
        <section>
          <h2>{words.cardCall}</h2>
          <p className="call-line">{call || " "}</p>
          <p className="call-line"> </p>
          <p>{words.cardShow}</p>
        </section>
        <section>
          <h2>{words.cardSigns}</h2>
          {drugs.map((drug) => (
            <div key={drug}>
              {drugs.length > 1 && <h3>{drugName(drug, locale)}</h3>}
              <Sentences
                rules={sourced(drugOf(drug)?.rules, "withdrawal", "overdose")}
                none={words.cardNothingSourced}
              />
            </div>
          ))}
        </section>
        <section>
          <h2>{words.cardActivity}</h2>
          <Sentences rules={sourced(model?.rules, "MRI")} none={words.cardNothingSourced} />
          <p>{words.cardActivityAsk}</p>
        </section>
      </div>
      {journey}
      <p className="versions">{words.notice}</p>
    </article>
  );
}

function Sentences({ rules, none }: { readonly rules: readonly Said[]; readonly none: string }) {
  const { locale } = useWords();
  if (rules.length === 0) return <p>{none}</p>;
  return (
    <ul className="card-sentences">
      {rules.map(({ id, says, source }) => (
        <li key={id}>
          {says[languageOf(locale)]} <small>[{library.sources.get(source)?.title ?? source}]</small>
        </li>
      ))}
    </ul>
  );
}
