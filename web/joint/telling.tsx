import type { ReactNode } from "react";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import type { Result, Told } from "./answers.ts";
import { useShowEffect } from "./show-effect.ts";

/** A term and what belongs to it, in a list of both. */
export const Line = ({ term, children }: { readonly term: string; readonly children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);

type Names = Readonly<Record<string, string>> | undefined;

/** What was found, one outcome under the other. */
export function Tellings({ all, arms }: { readonly all: readonly Told[]; readonly arms?: Names }) {
  const { words } = useWords();
  if (all.length === 0) return words.jointNotTold;
  return (
    <ul>
      {all.map((told) => (
        <li key={told.id}>
          <Telling told={told} arms={arms} />
        </li>
      ))}
    </ul>
  );
}

function Telling({ told, arms }: { readonly told: Told; readonly arms: Names }) {
  const { says, at, threshold, results, difference, p, pBelow, note, status } = told;
  const { words } = useWords();
  const show = useShow();
  const { number, withInterval } = useShowEffect(false, "1");
  const result = useResult();
  const said = (results ?? []).flatMap((one) => {
    const parts = result(one);
    return parts === "" ? [] : [`${one.arm ? `${arms?.[one.arm] ?? one.arm}: ` : ""}${parts}`];
  });
  const chance = p !== undefined ? `P = ${number(p)}` : pBelow !== undefined ? `P ≤ ${number(pBelow)}` : "";
  return (
    <>
      {[
        says,
        threshold,
        at && show.quantity(at),
        said.join("; "),
        difference && `${difference.as} ${withInterval(difference.estimate, difference.ci)}`,
        chance,
        note,
      ]
        .filter(Boolean)
        .join(" · ")}
      {status.startsWith("recalled") && <span className="tag doubt">{words.notVerified}</span>}
    </>
  );
}

/** One arm's numbers as the source prints them. */
function useResult(): (one: Result) => string {
  const { words } = useWords();
  const show = useShow();
  const { number } = useShowEffect(false, "1");
  const level = ({ mean, median, spread }: Pick<Result, "mean" | "median" | "spread">): string => {
    const centre = mean ?? median;
    return centre === undefined
      ? ""
      : `${number(centre)}${spread === undefined ? "" : ` ± ${number(spread)}`}`;
  };
  const percent = (value: number): string => show.quantity({ value, unit: "%" }).replace(/^-/, "−");
  return (one) => {
    const { events, of, share, before, change, changePercent, ci } = one;
    const levels = [before ? level(before) : "", level(one)].filter(Boolean).join(" → ");
    const interval = ci ? ` (${percent(ci[0])}; ${percent(ci[1])})` : "";
    return [
      events !== undefined &&
        (of === undefined ? show.number(events) : words.jointOf(show.number(events), show.number(of))),
      share && show.quantity(share),
      levels,
      change !== undefined && words.jointPercentChange(number(change)),
      changePercent !== undefined && words.jointPercentChange(percent(changePercent) + interval),
    ]
      .filter(Boolean)
      .join(", ");
  };
}
