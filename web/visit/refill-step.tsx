import { Button } from "react-aria-components";
import { compare, readQuantity } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { GroupFaults, TextField } from "../plan/field.tsx";
import { drugName } from "../plan/names.ts";
import { QuantityField } from "../plan/quantity-field.tsx";
import type { Reservoir } from "../plan/read-plan.ts";
import { SolutionEditor } from "../plan/reservoir-editor.tsx";
import { useShow } from "../plan/show.ts";
import { typedSolution } from "../patients/standing.ts";
import { YesField } from "../patients/form-fields.tsx";
import { sayDate } from "../patients/say-entry.ts";
import { useWords } from "../words/words.tsx";
import type { Draft } from "./draft.ts";
import { Rules } from "./rules.tsx";
import { useVisit } from "./visit-context.ts";

/** What goes into the reservoir, and what the pump is told of it. */
export function RefillStep() {
  const { words } = useWords();
  const { draft, edit } = useVisit();
  const { refill } = draft;
  const wanted = (
    <YesField
      label={words.refillToday}
      path="refill.wanted"
      value={refill.wanted}
      onChange={(wanted) => edit((draft) => ({ ...draft, refill: { ...draft.refill, wanted } }), "wanted")}
    />
  );
  if (refill.wanted !== "yes")
    return (
      <section className="card">
        {wanted}
        {refill.wanted === "no" && <p className="quiet">{words.noRefill}</p>}
      </section>
    );
  return (
    <div className="step-columns">
      <section className="card">
        {wanted}
        <Volumes />
        <Rules step="refill" />
      </section>
      <section className="card">
        <h2>{words.solution}</h2>
        <SameSolution />
        <SolutionEditor solution={draft.plan.draft.reservoir.solution} />
        <Batch />
      </section>
    </div>
  );
}

/** Changes of the reservoir to be. */
function useReservoir() {
  const { draft, edit } = useVisit();
  const set = (change: Partial<Reservoir>, field: string): void =>
    edit((draft) => {
      const { plan } = draft;
      const reservoir = { ...plan.draft.reservoir, ...change };
      return { ...draft, plan: { ...plan, draft: { ...plan.draft, reservoir } } };
    }, field);
  return { reservoir: draft.plan.draft.reservoir, set };
}

/** Volume filled beside volume told: they must be one (INC-1). */
function Volumes() {
  const { words } = useWords();
  const show = useShow();
  const { draft } = useVisit();
  const { reservoir, set } = useReservoir();
  const [filled, told] = [reservoir.volume, reservoir.programmed].map((text) => readQuantity(text, "volume"));
  const differ =
    filled &&
    told &&
    "quantity" in filled &&
    "quantity" in told &&
    compare(filled.quantity, told.quantity) !== 0;
  return (
    <>
      <div className="pair">
        <QuantityField
          label={words["field filled"]}
          path={["reservoir.volume", "refill.filled"]}
          units={["mL"]}
          value={reservoir.volume}
          onChange={(volume) => set({ volume }, "volume")}
        />
        <QuantityField
          label={words["field programmed"]}
          path={["reservoir.programmed", "refill.programmed"]}
          hint={words.programmedHint}
          units={["mL"]}
          value={reservoir.programmed}
          onChange={(programmed) => set({ programmed }, "programmed")}
        />
      </div>
      {differ && !draft.overrides["filled otherwise than told"] && (
        <p className="say red" role="alert">
          <Icon name="stop" />
          <span>{words.filledIsNotTold(show.quantity(filled.quantity), show.quantity(told.quantity))}</span>
        </p>
      )}
      <div className="checks">
        <label className="check">
          <input
            type="checkbox"
            checked={reservoir.firstFill}
            onChange={({ target }) => set({ firstFill: target.checked }, "")}
          />
          {words.firstFill}
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={reservoir.diluted}
            onChange={({ target }) => set({ diluted: target.checked }, "")}
          />
          {words.diluted}
        </label>
      </div>
      <GroupFaults path="reservoir" />
    </>
  );
}

/** The solution that is in the pump now, taken again by one press; it is never taken by itself (U-05). */
function SameSolution() {
  const { words, locale } = useWords();
  const show = useShow();
  const { patient } = useVisit();
  const { set } = useReservoir();
  const { reservoir: now } = patient.standing;
  if (!now) return null;
  const said = now.solution
    .map(({ drug, concentration }) => `${drugName(drug, locale)} ${show.quantity(concentration)}`)
    .join(" + ");
  return (
    <Button
      className="button same-solution"
      onPress={() => set({ solution: typedSolution(now.solution), diluted: now.diluted }, "")}
    >
      {words.sameAsNow(said)}
    </Button>
  );
}

/** Lot, expiry, observation, waste. */
function Batch() {
  const { words, locale } = useWords();
  const { draft, edit } = useVisit();
  const { refill } = draft;
  const set =
    (key: keyof Draft["refill"]) =>
    (value: string): void =>
      edit((draft) => ({ ...draft, refill: { ...draft.refill, [key]: value } }), key);
  return (
    <div className="pair">
      <TextField label={words["field lot"]} path="refill.lot" value={refill.lot} onChange={set("lot")} />
      <TextField
        label={words["field expiry"]}
        path="refill.expiry"
        type="date"
        hint={refill.expiry && sayDate(refill.expiry, locale)}
        value={refill.expiry}
        onChange={set("expiry")}
      />
      <QuantityField
        label={words["field observed"]}
        path="refill.observed"
        hint={words.observedHint}
        units={["min", "h"]}
        value={refill.observed}
        onChange={set("observed")}
      />
      <QuantityField
        label={words.optionally(words.wasteVolume)}
        path="refill.waste.volume"
        units={["mL"]}
        value={refill.wasteVolume}
        onChange={set("wasteVolume")}
      />
      <TextField
        label={words.optionally(words.wasteWitness)}
        path="refill.waste.witness"
        value={refill.witness}
        onChange={set("witness")}
      />
    </div>
  );
}
