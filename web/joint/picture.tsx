import { useEffect, useMemo, useState } from "react";
import { Button } from "react-aria-components";
import { plotBubble } from "../../src/plot/plot.ts";
import { useWords } from "../words/words.tsx";
import type { Answer } from "./answers.ts";
import type { Synthesis } from "./read-synthesis.ts";
import { saveFile } from "./save-file.ts";
import { wordOf } from "./show-effect.ts";

const narrow = "(max-width: 620px)";

/** The trials, what they say together, and the protocol on the axis. */
export function Picture({ answer, draft }: { readonly answer: Answer; readonly draft: Synthesis }) {
  const { words, locale } = useWords();
  const slim = useMatches(narrow);
  const drawn = useMemo(() => {
    const { points, line, range, mark, ratio, exposure } = answer;
    if (points.length === 0) return null;
    const logX = draft.shape === "log-linear" && (mark?.x ?? 1) > 0;
    const named = (what: string): string => wordOf(words, what);
    const unit = exposure.unit === "1" ? "" : ` (${exposure.unit.replace("ng.h/mL", "ng·h/mL")})`;
    const matrix = exposure.matrix ? `, ${named(exposure.matrix)}` : "";
    const draw = (width?: number): string =>
      plotBubble({
        title: words.jointPicture(named(answer.measure), named(exposure.measure)),
        locale,
        measure: named(answer.measure),
        moderator: `${named(exposure.measure)}${unit}${matrix}`,
        log: ratio,
        level: 0.95,
        points: points.map(({ name, x, yi, weight }) => ({
          label: name.replace(/ \(.*\)$/, ""),
          x,
          estimate: yi,
          weight,
        })),
        fit: line.map(({ x, estimate, ci, prediction }) => ({
          x,
          estimate,
          ci,
          ...(prediction && { prediction }),
        })),
        named: points.length <= 12,
        logX,
        ...(range && { range }),
        ...(mark &&
          mark.x !== null && {
            mark: {
              label: words.jointYours,
              x: mark.x,
              ...(mark.predicted && { estimate: mark.predicted.estimate, ci: mark.predicted.ci }),
            },
          }),
        ...(width && { width }),
      });
    return { draw, whole: draw() };
  }, [answer, draft.shape, words, locale]);
  if (!drawn) return <p>{words.jointNoEffect}</p>;
  return (
    <figure className="joint-figure">
      {/* Made by `plot` from numbers; what is text in it is escaped there. */}
      <div className="joint-svg" dangerouslySetInnerHTML={{ __html: slim ? drawn.draw(360) : drawn.whole }} />
      <Button className="button" onPress={() => saveFile("theca-trials.svg", "image/svg+xml", drawn.whole)}>
        {words.jointSaveFigure}
      </Button>
    </figure>
  );
}

function useMatches(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = (): void => setMatches(media.matches);
    media.addEventListener("change", changed);
    return () => media.removeEventListener("change", changed);
  }, [query]);
  return matches;
}
