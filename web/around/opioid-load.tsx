import { useState } from "react";
import { Button } from "react-aria-components";
import { library } from "../../src/knowledge/knowledge.ts";
import type { Quantity } from "../../src/quantity/quantity.ts";
import { ChoiceField, IssuesContext } from "../plan/field.tsx";
import { Sentences, StatusTag } from "../plan/findings.tsx";
import { Fold } from "../plan/fold.tsx";
import { drugName, massUnits } from "../plan/names.ts";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { useReckoned } from "./use-reckoned.ts";

interface Range {
  readonly lowest: Quantity;
  readonly highest: Quantity;
}
interface Load {
  readonly total: Range;
  readonly rows: readonly {
    readonly path: string;
    readonly oralMorphine: Range | null;
    readonly ratios: readonly {
      readonly id: string;
      readonly says: string;
      readonly note?: string;
      readonly source: { readonly title: string };
      readonly status: string;
    }[];
  }[];
  readonly notes: readonly string[];
}

const opioids = [...library.drugs.values()].filter((drug) => /opioid/i.test(drug.class)).map(({ id }) => id);
const routes = ["intrathecal", "oral", "intravenous", "epidural"] as const;
const blank = { drug: "morphine", route: "oral" as string, dose: "" };

/** Every opioid by every route, as a range: ratios differ many times over. */
export function OpioidLoad() {
  const { words, locale } = useWords();
  const show = useShow();
  const [rows, setRows] = useState([{ ...blank, route: "intrathecal" }]);
  const { reply, faults } = useReckoned<Load>("opioidload", { opioids: rows });
  const change = (at: number, part: Partial<typeof blank>): void =>
    setRows((before) => before.map((row, i) => (i === at ? { ...row, ...part } : row)));
  return (
    <section className="card" aria-labelledby="load-title">
      <h2 id="load-title">{words.opioidLoadTitle}</h2>
      <IssuesContext value={faults}>
        {rows.map((row, i) => (
          <div className="fields" key={i}>
            <ChoiceField
              label={words.orderDrug}
              path={`opioids[${i}].drug`}
              value={row.drug}
              choices={opioids.map((id) => ({ value: id, label: drugName(id, locale) }))}
              onChange={(drug) => change(i, { drug })}
            />
            <ChoiceField
              label={words.loadRoute}
              path={`opioids[${i}].route`}
              value={row.route}
              choices={routes.map((value) => ({ value, label: words[`route ${value}`] }))}
              onChange={(route) => change(i, { route })}
            />
            <QuantityField
              label={words.loadDose}
              path={`opioids[${i}].dose`}
              units={massUnits(row.drug, ["/d"])}
              value={row.dose}
              onChange={(dose) => change(i, { dose })}
            />
            {rows.length > 1 && (
              <Button
                className="button small no-print"
                onPress={() => setRows((before) => before.filter((_, at) => at !== i))}
              >
                {words.orderRemoveDrug(drugName(row.drug, locale))}
              </Button>
            )}
          </div>
        ))}
      </IssuesContext>
      <Button className="button small no-print" onPress={() => setRows((before) => [...before, blank])}>
        {words.loadAdd}
      </Button>
      {reply.ok && (
        <>
          <p className="result">
            {words.loadTotal}:{" "}
            <strong>
              {words.loadRange(
                show.quantity(reply.answer.total.lowest),
                show.quantity(reply.answer.total.highest),
              )}
            </strong>
          </p>
          <Fold summary={words.receipt}>
            <ul className="sentences">
              {reply.answer.rows.flatMap(({ path, ratios }) =>
                ratios.map(({ id, says, note, source, status }) => (
                  <li key={`${path} ${id}`}>
                    {says} {note} <cite>{source.title}</cite> <StatusTag status={status} />
                  </li>
                )),
              )}
            </ul>
          </Fold>
          {reply.answer.notes.map((note) => (
            <p key={note} className="quiet">
              {note}
            </p>
          ))}
          <Sentences title={words.gapsTitle} sentences={reply.gaps} open />
        </>
      )}
    </section>
  );
}
