import { useState } from "react";
import { Button } from "react-aria-components";
import { library } from "../../src/knowledge/knowledge.ts";
import type { Quantity } from "../../src/quantity/quantity.ts";
import { ChoiceField, IssuesContext } from "../plan/field.tsx";
import { Sentences, StatusTag } from "../plan/findings.tsx";
import { MomentField } from "../plan/moment-field.tsx";
import { drugName, massUnits } from "../plan/names.ts";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useShow } from "../plan/show.ts";
import { useStore } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import { useReckoned } from "./use-reckoned.ts";

interface Ordered {
  readonly made: Quantity;
  readonly drugs: readonly {
    readonly drug: string;
    readonly concentration: Quantity;
    readonly mass: Quantity;
    readonly stockVolume: Quantity;
  }[];
  readonly diluent: Quantity;
  readonly beyondUse: string | null;
  readonly inPump: readonly {
    readonly for: Quantity<"time"> | null;
    readonly says: string | null;
    readonly source: { readonly title: string };
    readonly status: string;
  }[];
}

const drugs = [...library.drugs.values()].filter(({ class: kind }) => kind !== "vehicle").map(({ id }) => id);

interface Part {
  readonly drug: string;
  readonly concentration: string;
  readonly stock: string;
}

/** What the pharmacy draws and adds for the next refill, with lines for lot, expiry, waste and two names. */
export function PharmacyOrder() {
  const { words, locale } = useWords();
  const show = useShow();
  const { reservoir } = useStore().plan.draft;
  const planned = reservoir.solution.filter(({ drug }) => drugs.includes(drug));
  const [parts, setParts] = useState<readonly Part[]>(() =>
    planned.length > 0
      ? planned.map(({ drug, concentration }) => ({ drug, concentration, stock: "" }))
      : [{ drug: "baclofen", concentration: "", stock: "" }],
  );
  const [form, setForm] = useState({
    volume: reservoir.volume,
    overfill: "",
    needed: "",
    prepared: "",
    usable: "",
  });
  const change = (part: Partial<typeof form>): void => setForm((before) => ({ ...before, ...part }));
  const changePart = (at: number, part: Partial<Part>): void =>
    setParts((before) => before.map((one, i) => (i === at ? { ...one, ...part } : one)));
  const { reply, faults } = useReckoned<Ordered>("order", {
    volume: form.volume,
    ...(form.overfill !== "" && { overfill: form.overfill }),
    solution: parts.map(({ drug, concentration }) => ({ drug, concentration })),
    stocks: parts.map(({ drug, stock }) => ({ drug, concentration: stock })),
    ...(form.needed !== "" && { neededAt: form.needed }),
    ...((form.prepared !== "" || form.usable !== "") && {
      prepared: { at: form.prepared, usableFor: form.usable },
    }),
  });
  return (
    <section className="card" aria-labelledby="order-title">
      <h2 id="order-title">{words.orderTitle}</h2>
      {planned.length > 0 && <p className="quiet no-print">{words.orderFromPlan}</p>}
      <IssuesContext value={faults}>
        <div className="fields">
          <QuantityField
            label={words.orderVolume}
            path="volume"
            units={["mL"]}
            value={form.volume}
            onChange={(volume) => change({ volume })}
          />
          <QuantityField
            label={words.orderOverfill}
            path="overfill"
            units={["mL"]}
            value={form.overfill}
            onChange={(overfill) => change({ overfill })}
          />
          <MomentField
            label={words.orderNeeded}
            path="neededAt"
            value={form.needed}
            onChange={(needed) => change({ needed })}
          />
          <MomentField
            label={words.orderPrepared}
            path="prepared.at"
            value={form.prepared}
            near={form.needed}
            onChange={(prepared) => change({ prepared })}
          />
          <QuantityField
            label={words.orderUsable}
            path="prepared.usableFor"
            units={["d", "h"]}
            value={form.usable}
            onChange={(usable) => change({ usable })}
          />
        </div>
        {parts.map((part, i) => (
          <div className="fields" key={i}>
            <ChoiceField
              label={words.orderDrug}
              path={[`solution[${i}].drug`, `stocks[${i}].drug`]}
              value={part.drug}
              choices={drugs.map((id) => ({ value: id, label: drugName(id, locale) }))}
              onChange={(drug) => changePart(i, { drug })}
            />
            <QuantityField
              label={words.orderConcentration}
              path={`solution[${i}].concentration`}
              units={massUnits(part.drug, ["/mL"])}
              value={part.concentration}
              onChange={(concentration) => changePart(i, { concentration })}
            />
            <QuantityField
              label={words.orderStock}
              path={`stocks[${i}].concentration`}
              units={massUnits(part.drug, ["/mL"])}
              value={part.stock}
              onChange={(stock) => changePart(i, { stock })}
            />
            {parts.length > 1 && (
              <Button
                className="button small no-print"
                onPress={() => setParts((before) => before.filter((_, at) => at !== i))}
              >
                {words.orderRemoveDrug(drugName(part.drug, locale))}
              </Button>
            )}
          </div>
        ))}
      </IssuesContext>
      <Button
        className="button small no-print"
        onPress={() => {
          const unused = drugs.find((id) => parts.every(({ drug }) => drug !== id));
          if (unused) setParts((before) => [...before, { drug: unused, concentration: "", stock: "" }]);
        }}
      >
        {words.orderAddDrug}
      </Button>
      {reply.ok && (
        <>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{words.orderDrug}</th>
                <th scope="col">{words.orderConcentration}</th>
                <th scope="col">{words.orderMass}</th>
                <th scope="col">{words.orderDraw}</th>
                <th scope="col">{words.orderLot}</th>
                <th scope="col">{words.orderExpiry}</th>
              </tr>
            </thead>
            <tbody>
              {reply.answer.drugs.map(({ drug, concentration, mass, stockVolume }) => (
                <tr key={drug}>
                  <th scope="row">{drugName(drug, locale)}</th>
                  <td>{show.quantity(concentration)}</td>
                  <td>{show.quantity(mass)}</td>
                  <td>
                    <strong>{show.quantity(stockVolume)}</strong>
                  </td>
                  <td />
                  <td />
                </tr>
              ))}
              <tr>
                <th scope="row">{words.orderDiluent}</th>
                <td />
                <td />
                <td>
                  <strong>{show.quantity(reply.answer.diluent)}</strong>
                </td>
                <td />
                <td />
              </tr>
            </tbody>
          </table>
          <p className="result">
            {words.orderMade}: <strong>{show.quantity(reply.answer.made)}</strong>
            {reply.answer.beyondUse && (
              <>
                {" · "}
                {words.orderBeyondUse}: <strong>{show.moment(reply.answer.beyondUse)}</strong>
              </>
            )}
          </p>
          {reply.answer.inPump.map(({ for: span, says, source, status }) => (
            <p key={`${source.title} ${says}`} className="quiet">
              {words.orderInPump}: {span ? show.span(span) : says} <cite>{source.title}</cite>{" "}
              <StatusTag status={status} />
            </p>
          ))}
          <div className="by-hand">
            {[words.orderMadeBy, words.orderCheckedBy, words.orderWaste].map((line) => (
              <p key={line}>
                <span>{line}</span>
              </p>
            ))}
          </div>
          <Sentences title={words.gapsTitle} sentences={reply.gaps} open />
        </>
      )}
    </section>
  );
}
