import { useWords } from "../words/words.tsx";
import { useLevelName } from "./where-fields.tsx";
import { landmarks } from "./write-question.ts";

/** Which levels are drawn; the last one chosen stays. */
export function LevelChoice({
  levels,
  onChange,
}: {
  readonly levels: readonly string[];
  readonly onChange: (levels: readonly string[]) => void;
}) {
  const { words } = useWords();
  const name = useLevelName();
  const turn = (id: string, on: boolean): void => {
    const next = landmarks
      .map((each) => each.id)
      .filter((each) => (each === id ? on : levels.includes(each)));
    if (next.length > 0) onChange(next);
  };
  return (
    <fieldset className="canal-levels no-print">
      <legend>{words.canalLevels}</legend>
      {landmarks.map(({ id }) => (
        <label className="check" key={id}>
          <input
            type="checkbox"
            checked={levels.includes(id)}
            onChange={(event) => turn(id, event.target.checked)}
          />
          {name(id)}
        </label>
      ))}
    </fieldset>
  );
}

/** Each level keeps its colour and dash in every picture. */
export const inkOf = (level: string): number =>
  Math.max(
    0,
    landmarks.findIndex(({ id }) => id === level),
  );
