import { memo } from "react";
import { Button } from "react-aria-components";
import { library } from "../../src/knowledge/knowledge.ts";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { ChoiceField, GroupFaults, TextField } from "./field.tsx";
import { MomentField } from "./moment-field.tsx";
import { drugName, massUnits } from "./names.ts";
import { QuantityField } from "./quantity-field.tsx";
import type { Ingredient, Order, Program, Reservoir } from "./read-plan.ts";
import { inDraft, useActions } from "./store.tsx";

/** What is in the reservoir: how much, since when, and which drugs at which concentrations. */
export const ReservoirEditor = memo(function ReservoirEditor({
  reservoir,
}: {
  readonly reservoir: Reservoir;
}) {
  const { words } = useWords();
  const { edit } = useActions();
  const set = (change: Partial<Reservoir>, field: string): void =>
    edit(
      inDraft((draft) => ({ ...draft, reservoir: { ...draft.reservoir, ...change } })),
      field,
    );
  return (
    <section className="card" aria-labelledby="reservoir-title">
      <h2 id="reservoir-title">{words.reservoirTitle}</h2>
      <SolutionEditor solution={reservoir.solution} />
      <div className="pair">
        <QuantityField
          label={words.volume}
          path="reservoir.volume"
          units={["mL"]}
          value={reservoir.volume}
          onChange={(volume) => set({ volume }, "volume")}
        />
        <QuantityField
          label={words.programmedVolume}
          path="reservoir.programmed"
          hint={words.programmedHint}
          units={["mL"]}
          value={reservoir.programmed}
          onChange={(programmed) => set({ programmed }, "programmed")}
        />
      </div>
      <div className="moments">
        <MomentField
          label={words.asOf}
          path="reservoir.asOf"
          value={reservoir.asOf}
          onChange={(asOf) => set({ asOf }, "asOf")}
        />
        <MomentField
          label={words.filledAt}
          path="reservoir.filledAt"
          hint={words.filledHint}
          near={reservoir.asOf}
          value={reservoir.filledAt}
          onChange={(filledAt) => set({ filledAt }, "filledAt")}
        />
      </div>
      <div className="checks">
        <label className="check">
          <input
            type="checkbox"
            checked={reservoir.firstFill}
            onChange={(event) => set({ firstFill: event.target.checked }, "")}
          />
          {words.firstFill}
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={reservoir.diluted}
            onChange={(event) => set({ diluted: event.target.checked }, "")}
          />
          {words.diluted}
        </label>
      </div>
      <GroupFaults path="reservoir" />
    </section>
  );
});

const other = "other drug";

/** The program follows its drug when that is the one exchanged; a dose of the old drug never becomes one of the new. */
function follow(program: Program, before: string, after: string): Program {
  if (!("drug" in program) || (program.drug !== before && program.drug !== "")) return program;
  if (before === after) return program;
  switch (program.mode) {
    case "continuous":
      return { ...program, drug: after, rate: before === "" ? program.rate : "" };
    case "flex":
      return {
        ...program,
        drug: after,
        schedules: program.schedules.map((each) => ({
          ...each,
          steps: each.steps.map((step) => ({ ...step, dose: before === "" ? step.dose : "" })),
        })),
      };
    case "periodic":
      return { ...program, drug: after, ...(before === "" ? {} : { bolus: "", background: "" }) };
  }
}

/** The drugs of a solution and their strengths. */
export function SolutionEditor({ solution }: { readonly solution: readonly Ingredient[] }) {
  const { words, locale } = useWords();
  const { edit } = useActions();
  const change = (change: (draft: Order) => Order, field: string): void => edit(inDraft(change), field);
  const put = (i: number, ingredient: Ingredient, field: string): void =>
    change((draft) => {
      const before = draft.reservoir.solution[i]?.drug ?? "";
      return {
        ...draft,
        reservoir: {
          ...draft.reservoir,
          solution: draft.reservoir.solution.map((each, j) => (j === i ? ingredient : each)),
        },
        program: i === 0 || before !== "" ? follow(draft.program, before, ingredient.drug) : draft.program,
      };
    }, field);
  const setAll = (solution: Ingredient[]): void =>
    change((draft) => ({ ...draft, reservoir: { ...draft.reservoir, solution } }), "");
  const choices = [
    { value: "", label: words.choose },
    ...[...library.drugs.keys()].map((id) => ({ value: id, label: drugName(id, locale) })),
    { value: other, label: words.otherDrug },
  ];
  return (
    <div className="solution">
      {solution.map((ingredient, i) => {
        const path = `reservoir.solution[${i}]`;
        return (
          <div className="row" key={i} role="group" aria-label={words.drugN(i + 1)}>
            <ChoiceField
              label={solution.length > 1 ? words.drugN(i + 1) : words.drug}
              path={ingredient.unlisted ? `${path}.unlisted` : `${path}.drug`}
              value={ingredient.unlisted ? other : ingredient.drug}
              choices={choices}
              onChange={(id) =>
                put(
                  i,
                  id === other
                    ? { drug: "", concentration: "", unlisted: true }
                    : { drug: id, concentration: "" },
                  `drug${i}`,
                )
              }
            />
            {ingredient.unlisted && (
              <TextField
                label={words.drugName}
                path={`${path}.drug`}
                value={ingredient.drug}
                onChange={(drug) => put(i, { ...ingredient, drug }, `drugName${i}`)}
              />
            )}
            <QuantityField
              label={words.concentration}
              path={`${path}.concentration`}
              units={massUnits(ingredient.drug, ["/mL"])}
              value={ingredient.concentration}
              onChange={(concentration) => put(i, { ...ingredient, concentration }, `concentration${i}`)}
            />
            {solution.length > 1 && (
              <Button
                className="tool"
                aria-label={words.remove(
                  ingredient.drug ? drugName(ingredient.drug, locale) : words.drugN(i + 1),
                )}
                onPress={() => setAll(solution.filter((_, j) => j !== i))}
              >
                <Icon name="remove" />
              </Button>
            )}
            <GroupFaults path={path} />
          </div>
        );
      })}
      <GroupFaults path="reservoir.solution" />
      {solution.length < 8 && (
        <Button
          className="button plain"
          onPress={() => setAll([...solution, { drug: "", concentration: "" }])}
        >
          <Icon name="plus" />
          {words.addDrug}
        </Button>
      )}
    </div>
  );
}
