import { isVerified, library } from "../../src/knowledge/knowledge.ts";
import { languageOf, outward, type Fraction } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { Fold } from "../plan/fold.tsx";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useShow } from "../plan/show.ts";
import { YesField } from "../patients/form-fields.tsx";
import type { Reconciled } from "../patients/standing.ts";
import { useWords } from "../words/words.tsx";
import type { Draft } from "./draft.ts";
import { useVisit } from "./visit-context.ts";

/** What comes out of the reservoir, held against what should be there, and what the difference may mean. */
export function ReconcileStep() {
  const { words } = useWords();
  const { draft, edit, asked, gaps, patient } = useVisit();
  const { refill } = draft;
  const choice = patient.standing.pump?.choice;
  const set =
    <K extends keyof Draft["refill"]>(key: K) =>
    (value: string): void =>
      edit((draft) => ({ ...draft, refill: { ...draft.refill, [key]: value } }), key);
  return (
    <div className="step-columns">
      <section className="card">
        <h2>{words.emptyReservoir}</h2>
        <YesField
          label={words.refillToday}
          path="refill.wanted"
          value={refill.wanted}
          onChange={set("wanted")}
        />
        {refill.wanted !== "no" && (
          <>
            <YesField
              label={words["field needleChecked"]}
              path="refill.needleChecked"
              hint={words.needleHint}
              value={refill.needleChecked}
              onChange={set("needleChecked")}
            />
            <QuantityField
              label={words["field aspirated"]}
              path="refill.aspirated"
              units={["mL"]}
              value={refill.aspirated}
              onChange={set("aspirated")}
            />
            <QuantityField
              label={words["field aspiratedAgain"]}
              path="refill.aspiratedAgain"
              hint={words.againHint}
              units={["mL"]}
              value={refill.aspiratedAgain}
              onChange={set("aspiratedAgain")}
            />
          </>
        )}
      </section>
      <section className="card" aria-live="polite">
        <h2>{words.reconcileTitle}</h2>
        {asked?.reconciled ? (
          <>
            <ReconciledTable reconciled={asked.reconciled} aspirated={draft.refill.aspirated} />
            {choice && "model" in choice && <Tolerances model={choice.model} />}
          </>
        ) : (
          <p className="quiet">{gaps[0] ?? words.enterAspirated}</p>
        )}
      </section>
    </div>
  );
}

const tones = {
  "as expected": { tone: "plain", icon: "within" },
  "less than expected": { tone: "yellow", icon: "beyond" },
  "more than expected": { tone: "yellow", icon: "beyond" },
  "ran dry": { tone: "red", icon: "stop" },
} as const;

/** Expected, aspirated, difference, ratio, tolerance and meaning. */
export function ReconciledTable({
  reconciled,
  aspirated,
}: {
  readonly reconciled: Reconciled;
  readonly aspirated?: string;
}) {
  const { words } = useWords();
  const show = useShow();
  const { expected, difference, ratio, tolerance, toleranceFrom, verdict, meanings } = reconciled;
  const { tone, icon } = verdict ? tones[verdict] : { tone: "yellow", icon: "beyond" as const };
  const signed = `${difference.value > 0 ? "+" : difference.value < 0 ? "−" : ""}${show.quantity({ ...difference, value: Math.abs(difference.value) })}`;
  return (
    <>
      <p className={`say ${tone} verdict-line`} data-verdict={verdict ?? "none"}>
        <Icon name={icon} />
        <strong>{verdict ? words[`verdict ${verdict}`] : words.noVerdict}</strong>
      </p>
      <dl className="rows">
        <div>
          <dt>{words.expectedResidual}</dt>
          <dd>{show.quantity(expected)}</dd>
        </div>
        {aspirated && (
          <div>
            <dt>{words.aspirated}</dt>
            <dd>{show.quantity({ ...expected, value: expected.value + difference.value })}</dd>
          </div>
        )}
        <div>
          <dt>{words.difference}</dt>
          <dd>{signed}</dd>
        </div>
        <div>
          <dt>{words.deliveredOverProgrammed}</dt>
          <dd>
            {ratio === null ? words.notKnown : show.quantity(outward(ratio as Fraction, "fraction", "%"))}
          </dd>
        </div>
        <div>
          <dt>{words.tolerance}</dt>
          <dd>
            {tolerance ? `± ${show.quantity(tolerance)}` : words.notKnown}
            {toleranceFrom && <small> · {toleranceFrom.says}</small>}
          </dd>
        </div>
      </dl>
      <ul className="sentences meanings">
        {meanings.map((meaning) => (
          <li key={meaning}>{meaning}</li>
        ))}
      </ul>
    </>
  );
}

/** What other sources call too far apart for this pump: they differ, and each is named. */
function Tolerances({ model }: { readonly model: string }) {
  const { words, locale } = useWords();
  const tolerances = library.pumps.get(model)?.tolerances ?? [];
  if (tolerances.length === 0) return null;
  return (
    <Fold summary={words.tolerancesBySource(tolerances.length)}>
      <ul className="sentences">
        {tolerances.map(({ id, says, source, status }) => (
          <li key={id}>
            {says[languageOf(locale)]} <cite>{library.sources.get(source)?.title ?? source}</cite>{" "}
            {!isVerified(status) && <span className="tag doubt">{words.notVerified}</span>}
          </li>
        ))}
      </ul>
    </Fold>
  );
}
