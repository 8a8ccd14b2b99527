import { Button } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { useFigures } from "./use-figures.ts";
import type { Asking } from "./use-tool.ts";

/** How far a tool is, with a way to stop it; and why it has no answer, or only part of one. */
export function UnderWay({ asking, label }: { readonly asking: Asking<unknown>; readonly label: string }) {
  const { words } = useWords();
  const show = useFigures();
  const { share, stopped, answer, issues, gaps, stop } = asking;
  const said = [...issues.map(({ message }) => message), ...gaps];
  return (
    <>
      {share !== undefined && (
        <p className="evidence-actions">
          <progress aria-label={label} value={share} max={1} />
          <span className="quiet">{show.percent(Math.round(100 * share))}</span>
          <Button className="button" onPress={stop} isDisabled={stopped}>
            {words.evidenceStop}
          </Button>
        </p>
      )}
      <div role="status">
        {stopped && share === undefined && !answer && <p>{words.evidenceStopped}</p>}
        {said.map((message) => (
          <p className={stopped ? "verdict yellow" : "quiet"} key={message}>
            {stopped && <Icon name="beyond" />} {message}
          </p>
        ))}
      </div>
    </>
  );
}
