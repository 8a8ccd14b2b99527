import { useState } from "react";
import { Button } from "react-aria-components";
import { inward, outward, type Quantity, readQuantity, readShape } from "../../src/quantity/quantity.ts";
import type { Reply } from "../../src/operations/operations.ts";
import { isSamePerson, newEntry } from "../../src/records/records.ts";
import { Icon } from "../icon.tsx";
import { WordsField, YesField } from "../patients/form-fields.tsx";
import { type Fault, gather } from "../plan/answers.ts";
import { IssuesContext, TextField } from "../plan/field.tsx";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { criteria, type Draft, type EditSession } from "./draft.ts";
import { Log } from "./log.tsx";
import { NowRuns } from "./now-runs.tsx";
import type { ChartAnswer } from "./use-chart.ts";
import { writeEnded } from "./write-session.ts";

interface Props {
  readonly draft: Draft;
  readonly edit: EditSession;
  readonly chart: ChartAnswer;
  readonly now: string;
  /** Keeps the session; what speaks against it comes back as sentences. */
  readonly save: (entry: object) => Promise<readonly string[]>;
}

/** Before the patient leaves: criteria, waste with its witness, and the whole session into the record. */
export function Ending({ draft, edit, chart, now, save }: Props) {
  const { words, locale } = useWords();
  const [failed, setFailed] = useState<readonly string[]>([]);
  const [sending, setSending] = useState(false);
  const entry = writeEnded(draft, chart.given, words);
  const read = readShape(newEntry, entry, locale);
  const faults: Fault[] = [
    ...gather([[{ ok: read.issues.length === 0, issues: read.issues } as Reply, entry]]),
    ...missing(draft, words),
  ];
  const press = async (): Promise<void> => {
    setSending(true);
    setFailed(await save(entry));
    setSending(false);
  };
  const unmet = criteria.some((each) => draft.criteria[each] === "no");
  return (
    <IssuesContext value={faults}>
      <div className="step-columns">
        <div className="one-column">
          <NowRuns chart={chart} at={now} />
          <Criteria draft={draft} edit={edit} />
        </div>
        <div className="one-column">
          <Waste draft={draft} edit={edit} chart={chart} />
          <section className="card" aria-labelledby="s-save">
            <h2 id="s-save">{words.saveSession}</h2>
            <WordsField
              label={words.optionally(words.remarks)}
              path="data.text"
              value={draft.text}
              onChange={(text) => edit((draft) => ({ ...draft, text }), "text")}
            />
            {unmet && (
              <p className="say yellow">
                <Icon name="beyond" />
                <span>{words.notDischarged}</span>
              </p>
            )}
            {failed.map((message) => (
              <p key={message} className="notice" role="alert">
                {message}
              </p>
            ))}
            <p className="quiet" role="status">
              {faults.length > 0 ? words.stillToEnter(faults.length) : words.stepDone}
            </p>
            <Button
              className="button main"
              data-save
              isDisabled={faults.length > 0 || sending}
              onPress={() => void press()}
            >
              {words.saveSession}
            </Button>
            <p className="hint">{words.saveSessionSays}</p>
          </section>
          <Log draft={draft} edit={edit} />
        </div>
      </div>
    </IssuesContext>
  );
}

/** What the record would take, and the clinic would not. */
function missing(draft: Draft, words: ReturnType<typeof useWords>["words"]): Fault[] {
  const { waste } = draft;
  const faults: Fault[] = criteria
    .filter((each) => draft.criteria[each] === undefined)
    .map((each) => ({ path: `criteria.${each}`, message: words.needed, blank: true }));
  if (waste.none) return faults;
  if (waste.amount.trim() === "" || waste.witness.trim() === "")
    faults.push({
      path: waste.amount.trim() === "" ? "data.waste.amount" : "data.waste.witness",
      message: words.wasteWithWitness,
      blank: true,
    });
  if (waste.witness.trim() !== "" && isSamePerson(waste.witness, draft.by))
    faults.push({ path: "data.waste.witness", message: words.witnessIsSame, blank: false });
  return faults;
}

function Criteria({ draft, edit }: Pick<Props, "draft" | "edit">) {
  const { words } = useWords();
  return (
    <section className="card" aria-labelledby="s-discharge">
      <h2 id="s-discharge">{words.dischargeTitle}</h2>
      <p className="hint">{words.dischargeSays}</p>
      <div className="own-list">
        {criteria.map((id) => (
          <YesField
            key={id}
            label={words[`criterion ${id}`]}
            path={`criteria.${id}`}
            value={draft.criteria[id] ?? ""}
            onChange={(answer) =>
              edit(
                (draft) => ({ ...draft, criteria: { ...draft.criteria, [id]: answer } }),
                `criterion ${id}`,
              )
            }
          />
        ))}
      </div>
      <TextField
        label={words.optionally(words.escortName)}
        path="data.escort"
        value={draft.escort}
        onChange={(escort) => edit((draft) => ({ ...draft, escort }), "escort")}
      />
    </section>
  );
}

function Waste({ draft, edit, chart }: Pick<Props, "draft" | "edit" | "chart">) {
  const { words } = useWords();
  const show = useShow();
  const { waste } = draft;
  const set = (change: Partial<Draft["waste"]>, field: string): void =>
    edit((draft) => ({ ...draft, waste: { ...draft.waste, ...change } }), field);
  const left = leftOver(draft, chart);
  return (
    <section className="card" aria-labelledby="s-waste">
      <h2 id="s-waste">{words.wasteTitle}</h2>
      {left && <p>{words.wasteReckoned(show.quantity(left))}</p>}
      <label className="check">
        <input
          type="checkbox"
          data-path="waste.none"
          checked={waste.none}
          onChange={({ target }) => set({ none: target.checked }, "waste none")}
        />
        {words.wasteNone}
      </label>
      {!waste.none && (
        <div className="pair">
          <QuantityField
            label={words.wasteAmount}
            path="data.waste.amount"
            units={["mg"]}
            value={waste.amount}
            onChange={(amount) => set({ amount }, "waste")}
          />
          <TextField
            label={words.wasteWitness}
            path="data.waste.witness"
            value={waste.witness}
            onChange={(witness) => set({ witness }, "witness")}
          />
        </div>
      )}
    </section>
  );
}

/** What the containers that were hung held, less what has run in. */
function leftOver(draft: Draft, chart: ChartAnswer): Quantity<"amount"> | undefined {
  const container = readQuantity(draft.begun?.["container"] ?? "", "volume");
  const infusate = readQuantity(draft.begun?.["infusate"] ?? "", "concentration");
  if (!("quantity" in container) || !("quantity" in infusate)) return undefined;
  const hung = 1 + draft.observations.filter(({ values }) => values["container"]).length;
  const held = hung * inward(container.quantity, "volume") * inward(infusate.quantity, "concentration");
  const left = held - inward(chart.given, "amount");
  return left > 0 ? outward(left as never, "amount", "mg") : undefined;
}
