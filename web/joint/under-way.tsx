import { Button } from "react-aria-components";
import { useWords } from "../words/words.tsx";
import { useShowEffect } from "./show-effect.ts";
import type { Asking } from "./use-answer.ts";

/** How far the work is, with a way to stop it. */
export function UnderWay({ asking, label }: { readonly asking: Asking<unknown>; readonly label: string }) {
  const { words } = useWords();
  const { percent } = useShowEffect(false, "1");
  const { share, stopped, issues, stop } = asking;
  return (
    <>
      {share !== undefined && (
        <p className="joint-work">
          <progress aria-label={label} value={share} max={1} />
          <span className="quiet">{words.jointWorking(percent(Math.round(share * 100) / 100))}</span>
          <Button className="button" onPress={stop}>
            {words.jointStop}
          </Button>
        </p>
      )}
      {stopped && <p role="status">{words.jointStopped}</p>}
      {share === undefined && issues.length > 0 && (
        <ul className="faults" role="alert">
          {issues.map(({ path, message }) => (
            <li key={`${path}${message}`}>
              {path}: {message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** A table that is wider than a narrow screen is pushed sideways on its own, by touch or by the arrow keys. */
export function Wide({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className="joint-wide" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
