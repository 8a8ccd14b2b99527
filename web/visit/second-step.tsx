import { useState } from "react";
import { Button } from "react-aria-components";
import { isReadOffPump, isSamePerson } from "../../src/records/records.ts";
import { type Quantity, renderQuantity, readQuantity } from "../../src/quantity/quantity.ts";
import { ask } from "../engine.ts";
import { Icon } from "../icon.tsx";
import { ChoiceField, TextField } from "../plan/field.tsx";
import { massUnits } from "../plan/names.ts";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useActions } from "../plan/store.tsx";
import { WordsField } from "../patients/form-fields.tsx";
import { asEntered } from "../patients/ledger.ts";
import { momentHere } from "../patients/now.ts";
import { useWords } from "../words/words.tsx";
import { steps } from "./draft.ts";
import type { Differing, Key, Visited } from "./judge.ts";
import { useVisit } from "./visit-context.ts";
import { SecondPerson } from "../people/second-person.tsx";
import { usePerson } from "../people/standing.ts";

/** The units that a number is asked in; the drug's usual mass first. */
const unitsOf = ({ kind, drug }: Key): readonly string[] => {
  switch (kind) {
    case "volume":
      return ["mL"];
    case "concentration":
      return massUnits(drug ?? "", ["/mL"]);
    case "doseRate":
      return massUnits(drug ?? "", ["/d", "/h"]);
    case "amount":
      return massUnits(drug ?? "", [""]);
    default:
      return [];
  }
};

/** Another person, or the pump's printout, gives the key numbers without seeing them; the engine compares. */
export function SecondStep() {
  const { words } = useWords();
  const { agreed, draft, edit } = useVisit();
  return (
    <div className="one-column">
      <section className="card second">
        <h2>{words.secondTitle}</h2>
        <p>{words.secondSays}</p>
        {agreed ? <Agreed /> : <Blind />}
      </section>
      {!agreed && (
        <section className="card">
          <WordsField
            label={words.whyUnchecked}
            path="second.unchecked"
            hint={words.uncheckedHint}
            value={draft.second.unchecked}
            onChange={(unchecked) =>
              edit((draft) => ({ ...draft, second: { ...draft.second, unchecked } }), "unchecked")
            }
          />
        </section>
      )}
    </div>
  );
}

function Agreed() {
  const { words } = useWords();
  const { agreed, draft } = useVisit();
  const by = agreed?.by ?? "";
  return (
    <p className="say plain" role="status" data-agreed>
      <Icon name="within" />
      <strong>{isSamePerson(by, draft.by) ? words.printoutAgrees(by) : words.secondAgrees(by)}</strong>
    </p>
  );
}

function Blind() {
  const { words, locale } = useWords();
  const { announce } = useActions();
  const { draft, edit, asked, patient, entries, against, faults } = useVisit();
  const { second } = draft;
  // A check of what is not whole yet would have to be made again.
  const early = steps.slice(0, steps.indexOf("second")).filter((step) => faults[step].length > 0);
  const [differing, setDiffering] = useState<readonly Differing[]>([]);
  const keys = asked?.keys ?? [];
  // Where people sign in, the second person does so beside the first.
  const signsIn = usePerson() !== null;
  const readFrom = second.readFrom === "" ? undefined : second.readFrom;
  const isOwn = second.by.trim() !== "" && isSamePerson(second.by, draft.by);
  const same = isOwn && !isReadOffPump({ readFrom });
  const ready =
    early.length === 0 &&
    second.by.trim() !== "" &&
    !same &&
    keys.every(({ key }) => (second.values[key] ?? "").trim() !== "");
  const set = (change: Partial<typeof second>, field: string): void =>
    edit((draft) => ({ ...draft, second: { ...draft.second, ...change } }), field);
  const compare = (): void => {
    const values = Object.fromEntries(keys.map(({ key }) => [key, second.values[key] ?? ""]));
    const reply = ask<Visited>(
      "visit",
      {
        entries: patient.entries.map(asEntered),
        at: draft.at,
        draft: entries.map(({ entry }) => entry),
        values,
      },
      locale,
    );
    if (!reply.ok) return announce(reply.issues.map(({ message }) => message).join(" "));
    const found = reply.answer.differences ?? [];
    setDiffering(found);
    announce(found.length === 0 ? words.secondAgrees(second.by) : words.secondDiffers(found.length));
    const attempt = {
      id: crypto.randomUUID(),
      at: momentHere(),
      by: second.by,
      ...(readFrom && { readFrom }),
      values,
      differences: found.map(({ key }) => key),
      against,
    };
    set(
      {
        attempts: [...second.attempts, attempt],
        // Entered again from nothing: a number that was seen is not a check.
        values: Object.fromEntries(
          Object.entries(values).filter(([key]) => !found.some((each) => each.key === key)),
        ),
      },
      "",
    );
  };
  return (
    <>
      <SecondPerson onSigned={(by) => set({ by }, "secondBy")} />
      <div className="pair">
        <TextField
          label={words.secondPerson}
          path="second.by"
          value={second.by}
          readOnly={signsIn}
          onChange={(by) => set({ by }, "secondBy")}
        />
        <ChoiceField
          label={words.readFrom}
          path="second.readFrom"
          value={second.readFrom}
          choices={[
            { value: "", label: words.choose },
            ...(["pump screen", "printout", "order"] as const).map((value) => ({
              value,
              label: words[`choice ${value}`],
            })),
          ]}
          onChange={(readFrom) => set({ readFrom: readFrom as typeof second.readFrom }, "")}
        />
      </div>
      {!isOwn && (
        <Button
          className="button"
          isDisabled={draft.by.trim() === ""}
          onPress={() => set({ by: draft.by, readFrom: "printout" }, "secondBy")}
        >
          {words.checkFromPrintout}
        </Button>
      )}
      {isOwn && !same && (
        <p className="say cyan" role="status" data-own-check>
          <Icon name="note" />
          <span>{words.ownCheckSays(second.by)}</span>
        </p>
      )}
      {same && (
        <p className="say red" role="alert" data-same-person>
          <Icon name="stop" />
          <span>{words.samePerson(second.by)}</span>
        </p>
      )}
      {early.length > 0 && (
        <p className="say cyan">
          <Icon name="note" />
          <span>{words.completeFirst(early.map((step) => words[`step ${step}`]).join(", "))}</span>
        </p>
      )}
      {differing.length > 0 && <Differences differing={differing} />}
      <div className="pair blind">
        {keys.map((key) => {
          const shared = {
            label: key.says,
            path: `key ${key.key}`,
            value: second.values[key.key] ?? "",
            onChange: (value: string): void =>
              set({ values: { ...second.values, [key.key]: value } }, `key ${key.key}`),
          };
          return key.kind ? (
            <QuantityField key={key.key} {...shared} units={unitsOf(key)} />
          ) : (
            <TextField key={key.key} {...shared} />
          );
        })}
      </div>
      <Button className="button main" isDisabled={!ready} onPress={compare}>
        {words.compareBoth}
      </Button>
    </>
  );
}

/** Both values side by side; which of them is wrong is found at the pump, not here. */
function Differences({ differing }: { readonly differing: readonly Differing[] }) {
  const { words, locale } = useWords();
  const say = (value: unknown, kind: string | null): string => {
    if (typeof value === "object" && value !== null) return renderQuantity(value as Quantity, locale);
    const read = kind ? readQuantity(value, kind as "volume") : undefined;
    return read && "quantity" in read ? renderQuantity(read.quantity, locale) : String(value);
  };
  return (
    <div className="say yellow differences" role="alert" data-differences={differing.length}>
      <Icon name="beyond" />
      <div>
        <strong>{words.secondDiffers(differing.length)}</strong>
        <table className="plain">
          <thead>
            <tr>
              <td />
              <th scope="col">{words.enteredFirst}</th>
              <th scope="col">{words.enteredSecond}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map(({ key, says, kind, first, second }) => (
              <tr key={key}>
                <th scope="row">{says}</th>
                <td>{say(first, kind)}</td>
                <td>{say(second, kind)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>{words.resolveDifference}</p>
      </div>
    </div>
  );
}
