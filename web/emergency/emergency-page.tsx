import { useMemo, useState } from "react";
import { jurisdictions, library, type Situation } from "../../src/knowledge/knowledge.ts";
import { renderQuantity } from "../../src/quantity/quantity.ts";
import "../style/emergency.css";
import { ask } from "../engine.ts";
import { ChoiceField } from "../plan/field.tsx";
import { Sentences } from "../plan/findings.tsx";
import { drugName } from "../plan/names.ts";
import { useStore } from "../plan/store.tsx";
import { writeCatheter } from "../plan/write-input.ts";
import { useWords } from "../words/words.tsx";
import type { Advice } from "./answers.ts";
import { Contacts } from "./contacts.tsx";
import { Statements } from "./statements.tsx";

/** What cannot wait comes first; the rest is for afterwards. */
const first: readonly Situation[] = ["withdrawal", "overdose", "pocket fill", "restart", "alarm"];
const drugs = [...library.drugs.values()].filter((drug) => drug.class !== "vehicle").map(({ id }) => id);

/** What to do, drug by drug and pump by pump, in the words of the sources; opens on the plan on the table. */
export default function EmergencyPage() {
  const { words, locale } = useWords();
  const { plan } = useStore();
  const order = plan.draft;
  const planned = order.reservoir.solution.map(({ drug }) => drug).filter((drug) => drugs.includes(drug));
  const [chosen, setChosen] = useState<readonly string[]>(planned.length > 0 ? planned : ["baclofen"]);
  const [pump, setPump] = useState(
    "model" in plan.pump && library.pumps.has(plan.pump.model) ? plan.pump.model : "",
  );
  const [label, setLabel] = useState("");
  const reply = useMemo(() => {
    const about = {
      drugs: chosen,
      ...(pump !== "" && { pump }),
      ...(label !== "" && { jurisdiction: label }),
    };
    const line = { ...about, catheter: writeCatheter(plan.catheter), solution: order.reservoir.solution };
    // A line that is not yet described is no reason to say nothing.
    const whole = planned.length > 0 ? ask<Advice>("advise", line, locale) : undefined;
    return whole?.ok ? whole : ask<Advice>("advise", about, locale);
  }, [chosen, pump, label, locale, plan.catheter, order, planned.length]);
  const sections = reply.ok ? reply.answer.sections : [];
  const line = reply.ok ? reply.answer.line : undefined;
  return (
    <div className="emergency">
      <h1>{words.emergencyTitle}</h1>
      <p className="lead">{words.emergencyLead}</p>
      <div className="filters no-print">
        <fieldset className="drugs">
          <legend>{words.emergencyDrugs}</legend>
          {drugs.map((drug) => (
            <label key={drug} className="check">
              <input
                type="checkbox"
                checked={chosen.includes(drug)}
                disabled={chosen.length === 1 && chosen.includes(drug)}
                onChange={({ target }) =>
                  setChosen((before) =>
                    target.checked ? [...before, drug] : before.filter((each) => each !== drug),
                  )
                }
              />
              {drugName(drug, locale)}
            </label>
          ))}
        </fieldset>
        <ChoiceField
          label={words.emergencyPump}
          path="pump"
          value={pump}
          choices={[
            { value: "", label: words.emergencyNoPump },
            ...[...library.pumps.values()].map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={setPump}
        />
        <ChoiceField
          label={words.emergencyLabel}
          path="jurisdiction"
          value={label}
          choices={[
            { value: "", label: words.emergencyAllLabels },
            ...jurisdictions.map((id) => ({ value: id, label: words[id] })),
          ]}
          onChange={setLabel}
        />
      </div>
      <p className="only-print">
        {chosen.map((drug) => drugName(drug, locale)).join(" + ")}
        {pump !== "" && ` · ${library.pumps.get(pump)?.name}`}
      </p>
      <Contacts />
      {line && (
        <section className="card" aria-labelledby="line-title">
          <h2 id="line-title">{words.emergencyLine}</h2>
          <p>
            {renderQuantity(line.volume, locale)}
            {line.drugs.map(({ drug, amount }) => (
              <span key={drug}>
                {" · "}
                {drugName(drug, locale)} {renderQuantity(amount, locale)}
              </span>
            ))}
          </p>
          <p>{line.says}</p>
        </section>
      )}
      <h2>{words.emergencyFirst}</h2>
      {sections
        .filter(({ situation }) => first.includes(situation))
        .map((section) => (
          <Statements key={section.situation} section={section} pump={pump} />
        ))}
      <h2>{words.emergencyThen}</h2>
      {sections
        .filter(({ situation }) => !first.includes(situation))
        .map((section) => (
          <Statements key={section.situation} section={section} pump={pump} />
        ))}
      {reply.ok && <Sentences title={words.gapsTitle} sentences={reply.gaps} open />}
    </div>
  );
}
