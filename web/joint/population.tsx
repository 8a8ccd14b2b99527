import { useState } from "react";
import { Button } from "react-aria-components";
import { TextField } from "../plan/field.tsx";
import { useWords } from "../words/words.tsx";
import type { Exposed } from "./answers.ts";
import { readJson, type Synthesis } from "./read-synthesis.ts";
import { saveFile } from "./save-file.ts";
import { useShowEffect } from "./show-effect.ts";
import { UnderWay, Wide } from "./under-way.tsx";
import { useAnswer } from "./use-answer.ts";

/** Own trials carry effects too, which have no place in a question about exposures. */
const regimenFields = ["id", "study", "name", "condition", "drug", "weight", "cap", "sessions"];
const bare = (own: unknown): unknown =>
  Array.isArray(own)
    ? own.map((one: object) =>
        Object.fromEntries(Object.entries(one ?? {}).filter(([field]) => regimenFields.includes(field))),
      )
    : own;

/** Bands of what each arm got, simulated beside the page. */
export function Population({ draft }: { readonly draft: Synthesis }) {
  const { words, locale } = useWords();
  const [people, setPeople] = useState("1000");
  const own = readJson(draft.own).value;
  const question = {
    model: draft.model,
    ...(draft.exposure === "above" && { threshold: draft.threshold }),
    ...(own !== undefined && { trials: bare(own) }),
    population: { n: Number(people), seed: 1 },
    csv: true,
  };
  const [asked, setAsked] = useState("");
  // The figures of another model are not shown under this one.
  const current = asked === JSON.stringify(question);
  const asking = useAnswer<Exposed>("exposures", current ? [question] : null, locale);
  const { answer, share, gaps, assumed } = asking;
  const { number } = useShowEffect(false, "1");
  const band = (arm: Exposed["arms"][number], of: string): string => {
    const found = arm.bands?.[of];
    return found ? ["5", "50", "95"].map((p) => number(found[p]!)).join(" / ") : words.none;
  };
  return (
    <>
      <p className="quiet">{words.jointPopulationLead}</p>
      <form
        className="joint-ask"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(JSON.stringify(question));
        }}
      >
        <TextField label={words.jointPeople} path="population.n" value={people} onChange={setPeople} />
        <Button className="button" type="submit">
          {words.jointSimulate}
        </Button>
      </form>
      <UnderWay asking={asking} label={words.jointPopulation} />
      {answer && share === undefined && (
        <>
          <Wide label={words.jointPopulation}>
            <table className="plain joint-bands">
              <thead>
                <tr>
                  <th scope="col">{words.jointName}</th>
                  <th scope="col">{words.jointPeak} (ng/mL)</th>
                  <th scope="col">{words.jointAuc} (ng·h/mL)</th>
                </tr>
              </thead>
              <tbody>
                {answer.arms.map((arm) => (
                  <tr key={String(arm["arm"] ?? arm["id"] ?? arm.name)}>
                    <th scope="row">{arm.name}</th>
                    <td>{band(arm, "peak")}</td>
                    <td>{band(arm, "auc")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
          <Sentences all={[...assumed.slice(0, 2), ...gaps]} />
          <Button className="button" onPress={() => saveFile("theca-exposures.csv", "text/csv", answer.csv)}>
            {words.jointSaveTable}
          </Button>
        </>
      )}
    </>
  );
}

/** Sentences of an answer, one under the other. */
export const Sentences = ({ all }: { readonly all: readonly string[] }) => (
  <ul className="sentences">
    {all.map((sentence) => (
      <li key={sentence}>{sentence}</li>
    ))}
  </ul>
);
