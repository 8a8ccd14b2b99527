import type { Quantity } from "../../src/quantity/quantity.ts";
import { FindingList } from "../plan/findings.tsx";
import { drugName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { useWords, type Words } from "../words/words.tsx";
import type { Finding } from "../plan/answers.ts";
import { useVisit } from "./visit-context.ts";

interface Range {
  readonly lowest: Quantity;
  readonly highest: Quantity;
}
/** What the pump gives and what else of the same kind is taken, as answered. */
export interface Together {
  readonly class: string;
  readonly pump: readonly { readonly drug: string; readonly dose: Quantity; readonly most: Quantity }[];
  readonly beside: readonly { readonly drug: string; readonly route: string; readonly dose: Quantity }[];
  readonly oralMorphine: { readonly before: Range; readonly after: Range } | null;
  readonly sums: readonly {
    readonly drug: string;
    readonly dose: Quantity;
    readonly most: Quantity;
    readonly findings: readonly Finding[] | null;
  }[];
  readonly sentences: readonly string[];
}

/** Two routes or pumps of one kind in one patient: what they come to together, before the program is confirmed (L-14). */
export function TogetherCards() {
  const { together } = useVisit();
  return together.map((one) => <Card key={one.class} one={one} />);
}

function Card({ one }: { readonly one: Together }) {
  const { words, locale } = useWords();
  const show = useShow();
  const range = ({ lowest, highest }: Range): string =>
    words.loadRange(show.quantity(lowest), show.quantity(highest));
  const route = (name: string): string => (words as Record<string, unknown>)[`choice ${name}`] as string;
  const rows: readonly (readonly [string, string])[] = [
    ...one.pump.map(({ drug, dose }): [string, string] => [
      `${drugName(drug, locale)} · ${words.byThisPump}`,
      show.quantity(dose),
    ]),
    ...one.beside.map(({ drug, route: by, dose }): [string, string] => [
      `${drugName(drug, locale)} · ${route(by)}`,
      show.quantity(dose),
    ]),
    ...(one.oralMorphine
      ? ([
          [words.togetherBefore, range(one.oralMorphine.before)],
          [words.togetherAfter, range(one.oralMorphine.after)],
        ] as const)
      : []),
    ...one.sums.map(({ drug, dose }): [string, string] => [
      words.bothPumps(drugName(drug, locale)),
      show.quantity(dose),
    ]),
  ];
  return (
    <section className="card" data-together={one.class}>
      <h2>{words.togetherTitle(words[`class ${one.class}` as keyof Words] as string)}</h2>
      <dl className="rows">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <FindingList findings={one.sums.flatMap(({ findings }) => findings ?? [])} />
      {one.sentences.map((sentence) => (
        <p key={sentence} className="quiet">
          {sentence}
        </p>
      ))}
    </section>
  );
}
