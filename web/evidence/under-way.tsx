import { Button } from "react-aria-components";
import { useWords } from "../words/words.tsx";
import { useFigures } from "./use-figures.ts";
import type { Asking } from "./use-tool.ts";

/** How far a tool is, with a way to stop it; and why it has no answer, or only part of one. */
export function UnderWay({ asking, label }: { readonly asking: Asking<unknown>; readonly label: string }) {
  const { words } = useWords();
  const show = useFigures();
  const { share, stopped, issues, gaps, stop } = asking;
  return (
    <>
      {share !== undefined && (
        <p className="evidence-actions">
          <progress aria-label={label} value={share} max={1} />
          <span className="quiet">{show.percent(Math.round(100 * share))}</span>
          <Button className="button" onPress={stop}>
            {words.evidenceStop}
          </Button>
        </p>
      )}
      {stopped && <p role="status">{words.evidenceStopped}</p>}
      {[...issues.map(({ message }) => message), ...gaps].map((message) => (
        <p className="quiet" key={message}>
          {message}
        </p>
      ))}
    </>
  );
}
