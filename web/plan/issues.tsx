import { useEffect } from "react";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import type { Fault } from "./answers.ts";
import { useActions } from "./store.tsx";

/** What has to be mended or is still to be entered, each a way to its field; said aloud when it changes. */
export function Issues({ issues }: { readonly issues: readonly Fault[] }) {
  const { words } = useWords();
  const { announce } = useActions();
  const wrong = issues.filter(({ blank }) => !blank);
  const empty = issues.length - wrong.length;
  const sentence =
    wrong.length > 0 ? words.issuesTitle(wrong.length) : empty > 0 ? words.emptyTitle(empty) : "";
  useEffect(() => {
    // After a pause in typing, so that half a number is not complained about.
    const timer = setTimeout(() => announce(sentence), 700);
    return () => clearTimeout(timer);
  }, [sentence, announce]);
  const [first] = issues;
  if (!first) return null;
  return (
    <section className={wrong.length > 0 ? "issues" : "issues blank"} aria-label={sentence}>
      <h2>
        <Icon name={wrong.length > 0 ? "beyond" : "note"} />
        {sentence}
      </h2>
      <ul>
        {wrong.map(({ path, message }) => (
          <li key={`${path}${message}`}>
            <button type="button" className="link" onClick={() => goTo(path)}>
              {message}
            </button>
          </li>
        ))}
        {wrong.length === 0 && (
          <li>
            <button type="button" className="link" onClick={() => goTo(first.path)}>
              {words.goToFirst}
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}

/** Moves to the field at this path, or to the nearest group around it. */
function goTo(path: string): void {
  for (let at = path; at !== ""; at = at.replace(/(\.[^.[]*|\[\d+\]|^[^.[]*)$/, "")) {
    const found = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(at)}"]`);
    if (!found) continue;
    found.focus();
    found.scrollIntoView({ block: "center" });
    return;
  }
}
