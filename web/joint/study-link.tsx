import type { ReactNode } from "react";
import type { Quantity } from "../../src/quantity/quantity.ts";
import { limitsBesideTrials } from "../../src/evidence/evidence.ts";
import { writeAsked } from "../address.ts";
import { useWords } from "../words/words.tsx";

/** Leads to one trial, told whole. */
export const StudyLink = ({ study, children }: { readonly study: string; readonly children: ReactNode }) => (
  <a href={writeAsked("joint", { study })}>{children}</a>
);

/** Leads to a limit with the trials at and around it. */
export const LimitLink = ({ limit, children }: { readonly limit: string; readonly children: ReactNode }) => (
  <a href={writeAsked("joint", { limit })}>{children}</a>
);

let known: ReadonlySet<string> | undefined;
/** Whether some trial's arm has a number of the kind that this limit bounds. */
export const hasTrials = (limit: string): boolean => (known ??= limitsBesideTrials()).has(limit);

/** From a finding to the trials at and around its dose; nothing where no trial has such a number. */
export function TrialsLink({
  limit,
  value,
  of,
}: {
  readonly limit: string;
  /** The case's own number, where it has one. */
  readonly value?: Quantity | null | undefined;
  /** The sentence that the link belongs to, for those who hear the page. */
  readonly of: string;
}) {
  const { words } = useWords();
  if (!hasTrials(limit)) return null;
  const at = value && value.value > 0 ? { at: `${value.value} ${value.unit}` } : {};
  return (
    <a
      className="trials-link no-print"
      href={writeAsked("joint", { limit, ...at })}
      aria-label={`${words.jointTrialsNear}: ${of}`}
    >
      {words.jointTrialsNear}
    </a>
  );
}

/** From the ketamine page to its protocol among the trials. */
export function MarkLink() {
  const { words } = useWords();
  return (
    <p className="no-print">
      <a className="button" href={writeAsked("joint", { mark: "table" })}>
        {words.jointSeeMark}
      </a>
    </p>
  );
}
