import { useMemo } from "react";
import type { Quantity } from "../../src/quantity/quantity.ts";
import { ask } from "../engine.ts";
import { useWords } from "../words/words.tsx";
import { type Dose, type Fault, type Finding, gather } from "./answers.ts";
import { FindingList, Sentences } from "./findings.tsx";
import { drugName } from "./names.ts";
import { useShow } from "./show.ts";

interface Primed {
  readonly volume: Quantity<"volume">;
  readonly pastTip: Quantity<"volume">;
  readonly parts: { readonly tubing: Quantity<"volume">; readonly catheter: Quantity<"volume"> };
  readonly shortOfTip?: Quantity<"volume">;
  readonly pastTipDoses?: readonly (Pick<Dose, "drug"> & { readonly amount: Quantity })[];
  readonly findings: readonly Finding[];
}

/** What is asked of `prime`, as it stands in a form. */
export type PrimeInput = Readonly<Record<string, unknown>>;

/** A prime and its faults; the answer is undefined where there is none. */
export function usePrime(input: PrimeInput) {
  const { locale } = useWords();
  const asked = JSON.stringify(input);
  return useMemo(() => {
    const reply = ask<Primed>("prime", JSON.parse(asked), locale);
    const issues: readonly Fault[] = gather([[reply, JSON.parse(asked)]]);
    return { primed: reply.ok ? reply.answer : undefined, gaps: reply.ok ? reply.gaps : [], issues };
  }, [asked, locale]);
}

/** What fills the line, and what goes past the tip as a dose, with whatever speaks about that. */
export function PrimeFigures({
  primed,
  gaps,
}: {
  readonly primed: Primed;
  readonly gaps: readonly string[];
}) {
  const { words, locale } = useWords();
  const show = useShow();
  const { volume, parts, pastTip, shortOfTip, pastTipDoses = [], findings } = primed;
  const doses = pastTipDoses.map(({ drug, amount }) => `${drugName(drug, locale)} ${show.quantity(amount)}`);
  return (
    <div className="prime-figures" role="status">
      <p>
        {words.primeFills(show.quantity(volume), show.quantity(parts.tubing), show.quantity(parts.catheter))}
      </p>
      {shortOfTip && shortOfTip.value > 0 && <p>{words.primeShort(show.quantity(shortOfTip))}</p>}
      {shortOfTip && shortOfTip.value === 0 && (
        <p>
          {findings.some(({ id }) => id === "prime-past-tip")
            ? words.primePast([show.quantity(pastTip), ...doses].join(" · "))
            : words.primeNothingPast}
        </p>
      )}
      <FindingList findings={findings} />
      <Sentences title={words.gapsTitle} sentences={gaps} open />
    </div>
  );
}
