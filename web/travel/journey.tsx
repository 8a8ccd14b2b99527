import { Icon } from "../icon.tsx";
import type { Weekday } from "../patients/standing.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";

/** The answer of `travel`. */
export interface Travelled {
  readonly zone: string;
  readonly from: string;
  readonly to: string | null;
  readonly stretches: readonly {
    readonly from: string;
    readonly sentence: string;
    readonly steps: readonly {
      readonly pump: string;
      readonly there: string;
      readonly shift: number;
      readonly days?: readonly Weekday[];
    }[];
  }[];
  readonly dates: readonly {
    readonly what: "refill" | "alarm" | "empty";
    readonly falls: "before" | "during" | "after";
    readonly sentence: string;
  }[];
}

/** What is due before, during and after the journey: what cannot wait until the end is marked. */
export function Due({ dates }: { readonly dates: Travelled["dates"] }) {
  const { words } = useWords();
  if (dates.length === 0) return <p>{words.noValidDate}</p>;
  return (
    <ul className="travel-due">
      {dates.map(({ what, falls, sentence }) => {
        const tone = falls === "after" ? "plain" : what === "empty" ? "red" : "yellow";
        const icon = { plain: "within", red: "stop", yellow: "beyond" } as const;
        return (
          <li key={what} className={`say ${tone}`} data-due={what} data-falls={falls}>
            <Icon name={icon[tone]} />
            <span>{sentence}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** The program by the clocks there; anew from each change of those clocks. */
export function Journey({ travelled: { stretches } }: { readonly travelled: Travelled }) {
  const { words } = useWords();
  const show = useShow();
  return stretches.map(({ from, sentence, steps }) => {
    const byDays = steps.some(({ days }) => days);
    return (
      <div key={from} className="stretch" data-stretch>
        <p>
          <b>{words.travelSince(show.moment(from), offsetOf(from))}</b> {sentence}
        </p>
        {steps.length > 0 && (
          <table className="plain">
            <thead>
              <tr>
                {byDays && <th scope="col">{words.travelDays}</th>}
                <th scope="col">{words.travelPump}</th>
                <th scope="col">{words.travelThere}</th>
              </tr>
            </thead>
            <tbody>
              {steps.map(({ pump, there, shift, days }) => (
                <tr key={`${pump} ${days?.join() ?? ""}`}>
                  {byDays && <td>{days?.map((day) => words[day]).join(", ")}</td>}
                  <td>{pump}</td>
                  <td>
                    {there} {words.travelShift(shift)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    );
  });
}

const offsetOf = (moment: string): string => /([+-]\d\d:\d\d)$/.exec(moment)?.[1] ?? "+00:00";
