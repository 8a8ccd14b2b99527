import { useMemo, useState } from "react";
import { Button } from "react-aria-components";
import { TextField } from "../plan/field.tsx";
import { useWords } from "../words/words.tsx";
import type { Exposed } from "./answers.ts";
import { useMoreRows } from "./more-rows.tsx";
import { readJson, type Synthesis } from "./read-synthesis.ts";
import { saveFile } from "./save-file.ts";
import { useShowEffect } from "./show-effect.ts";
import { UnderWay, Wide } from "./under-way.tsx";
import { useParts } from "./use-parts.ts";

/** Own trials carry effects too, which have no place in a question about exposures. */
const regimenFields = ["id", "study", "name", "condition", "drug", "weight", "cap", "sessions"];
const bare = (own: unknown): unknown =>
  Array.isArray(own)
    ? own.map((one: object) =>
        Object.fromEntries(Object.entries(one ?? {}).filter(([field]) => regimenFields.includes(field))),
      )
    : own;

const noArms: Exposed["arms"] = [];

/** The question as text, and how many arms it is about. */
function useQuestion(
  { model, exposure, threshold, own }: Synthesis,
  people: string,
): { readonly text: string; readonly arms: number } {
  return useMemo(() => {
    const trials = bare(readJson(own).value);
    const question = {
      model,
      ...(exposure === "above" && { threshold }),
      ...(trials !== undefined && { trials }),
      population: { n: Number(people), seed: 1 },
      csv: true,
    };
    return { text: JSON.stringify(question), arms: Array.isArray(trials) ? trials.length : 0 };
  }, [model, exposure, threshold, own, people]);
}

/** Bands of what each arm got, simulated beside the page. */
export function Population({ draft }: { readonly draft: Synthesis }) {
  const { words, locale } = useWords();
  const [people, setPeople] = useState("1000");
  const written = useQuestion(draft, people);
  const [asked, setAsked] = useState("");
  // The figures of another model are not shown under this one.
  const current = asked === written.text;
  const asking = useParts(current ? written.text : null, written.arms, locale);
  const { answer, share, gaps, assumed } = asking;
  const { number } = useShowEffect(false, "1");
  const { shown, more } = useMoreRows(answer?.arms ?? noArms);
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
          setAsked(written.text);
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
                {shown.map((arm) => (
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
          <p className="joint-actions">
            {more}
            <Button
              className="button"
              onPress={() => saveFile("theca-exposures.csv", "text/csv", answer.csv)}
            >
              {words.jointSaveTable}
            </Button>
          </p>
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
