import { useState } from "react";
import { Button } from "react-aria-components";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";

/** Rows drawn before the reader asks for more: a thousand at once would hold up the page, and nobody tabs through them. */
export const rowsAtOnce = 50;

/** As many rows as were asked for, and the button that asks for more. */
export function useMoreRows<Row>(all: readonly Row[]): {
  readonly shown: readonly Row[];
  readonly more: React.ReactNode;
} {
  const { words } = useWords();
  const show = useShow();
  const [count, setCount] = useState(rowsAtOnce);
  const next = Math.min(rowsAtOnce, all.length - count);
  return {
    shown: all.slice(0, count),
    more: next > 0 && (
      <Button className="button plain" onPress={() => setCount(count + rowsAtOnce)}>
        {words.jointMore(show.number(next), show.number(all.length))}
      </Button>
    ),
  };
}
