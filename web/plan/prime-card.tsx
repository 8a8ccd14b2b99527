import { useState } from "react";
import { useWords } from "../words/words.tsx";
import { ChoiceField, IssuesContext } from "./field.tsx";
import { Fold } from "./fold.tsx";
import { PrimeFigures, usePrime } from "./prime-figures.tsx";
import { QuantityField } from "./quantity-field.tsx";
import type { Plan } from "./read-plan.ts";
import { useStore } from "./store.tsx";
import { writePrime } from "./write-input.ts";

const occasions = ["implant", "replacement", "after-aspiration"] as const;
const contents = ["nothing", "csf", "solution"] as const;

/** A priming bolus before it is programmed: how it stands on the pump's side, and what is still to be said of it. */
export interface Prime {
  readonly occasion: (typeof occasions)[number];
  readonly tubingPrefilled: boolean;
  readonly catheterHolds: (typeof contents)[number];
  readonly catheterRevised: boolean;
  readonly programmed: string;
}
/** What is usual for each occasion; it can be changed. */
const usual = {
  implant: { tubingPrefilled: false, catheterHolds: "nothing", catheterRevised: true },
  replacement: { tubingPrefilled: false, catheterHolds: "solution", catheterRevised: false },
  "after-aspiration": { tubingPrefilled: true, catheterHolds: "csf", catheterRevised: false },
} as const satisfies Record<Prime["occasion"], Partial<Prime>>;

/** What a prime must be, and what a larger one would give at once (C-02). */
export function PrimeCard() {
  const { words } = useWords();
  const { plan } = useStore();
  return (
    <section className="card" aria-labelledby="prime-title">
      <h2 id="prime-title">{words.primeTitle}</h2>
      <Fold className="prime" summary={words.primeOpen}>
        <PrimeEditor plan={plan} />
      </Fold>
    </section>
  );
}

function PrimeEditor({ plan }: { readonly plan: Plan }) {
  const { words } = useWords();
  const [prime, setPrime] = useState<Prime>({ occasion: "implant", programmed: "", ...usual.implant });
  const { primed, gaps, issues } = usePrime(writePrime(plan, prime));
  const set = (change: Partial<Prime>): void => setPrime((before) => ({ ...before, ...change }));
  const choices = <T extends string>(all: readonly T[], name: "primeOccasion" | "primeHolds") =>
    all.map((value) => ({ value, label: words[`${name} ${value}` as never] as string }));
  return (
    <IssuesContext value={issues.filter(({ path }) => path.startsWith("programmed"))}>
      <div className="pair">
        <ChoiceField
          label={words.primeOccasion}
          path="occasion"
          value={prime.occasion}
          choices={choices(occasions, "primeOccasion")}
          onChange={(occasion) =>
            set({ occasion: occasion as Prime["occasion"], ...usual[occasion as Prime["occasion"]] })
          }
        />
        <ChoiceField
          label={words.primeHolds}
          path="catheterHolds"
          value={prime.catheterHolds}
          choices={choices(contents, "primeHolds")}
          onChange={(holds) => set({ catheterHolds: holds as Prime["catheterHolds"] })}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          data-path="tubingPrefilled"
          checked={prime.tubingPrefilled}
          onChange={({ target }) => set({ tubingPrefilled: target.checked })}
        />
        {words.primeFull}
      </label>
      <label className="check">
        <input
          type="checkbox"
          data-path="catheterRevised"
          checked={prime.catheterRevised}
          onChange={({ target }) => set({ catheterRevised: target.checked })}
        />
        {words.primeRevised}
      </label>
      <QuantityField
        label={words.primeProgrammed}
        path="programmed"
        hint={words.primeProgrammedHint}
        units={["mL"]}
        value={prime.programmed}
        onChange={(programmed) => set({ programmed })}
      />
      {primed ? <PrimeFigures primed={primed} gaps={gaps} /> : <p className="quiet">{words.notComputed}</p>}
    </IssuesContext>
  );
}
