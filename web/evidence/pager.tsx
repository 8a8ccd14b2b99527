import { Button } from "react-aria-components";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";

/** So many rows of a long table or picture are drawn at once: nobody reads more, and drawing them would hold the page up. */
export const atOnce = 200;

/** Which of many rows are drawn, with the ways to the others; nothing where all are. */
export function Pager({
  from,
  count,
  all,
  busy = false,
  onMove,
}: {
  readonly from: number;
  readonly count: number;
  readonly all: number;
  readonly busy?: boolean;
  readonly onMove: (from: number) => void;
}) {
  const { words } = useWords();
  const show = useShow();
  if (all <= count) return null;
  const last = Math.min(from + count, all);
  return (
    <>
      <Button
        className="button"
        isDisabled={busy || from === 0}
        onPress={() => onMove(Math.max(0, from - count))}
      >
        {words.evidenceEarlier}
      </Button>
      <Button className="button" isDisabled={busy || last >= all} onPress={() => onMove(from + count)}>
        {words.evidenceLater}
      </Button>
      <span className="quiet">
        {words.evidencePart(show.number(from + 1), show.number(last), show.number(all))}
      </span>
    </>
  );
}
