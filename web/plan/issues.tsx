import { useEffect, useState } from "react";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import type { Fault } from "./answers.ts";

/** What has to be mended or is still to be entered, each a way to its field; said aloud when it changes. */
export function Issues({ issues }: { readonly issues: readonly Fault[] }) {
  const { words } = useWords();
  const wrong = issues.filter(({ blank }) => !blank);
  const empty = issues.length - wrong.length;
  const sentence =
    wrong.length > 0 ? words.issuesTitle(wrong.length) : empty > 0 ? words.emptyTitle(empty) : "";
  const [first] = issues;
  // Spoken from a place of its own: what was just done is still being said elsewhere.
  return (
    <>
      <Spoken sentence={sentence} />
      {first && <List issues={wrong} first={first} sentence={sentence} />}
    </>
  );
}

/** Said after a pause in typing, so that half a number is not complained about. */
function Spoken({ sentence }: { readonly sentence: string }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(sentence), 700);
    return () => clearTimeout(timer);
  }, [sentence]);
  return (
    <div className="unseen issues-said" role="status">
      {said}
    </div>
  );
}

function List({
  issues: wrong,
  first,
  sentence,
}: {
  readonly issues: readonly Fault[];
  readonly first: Fault;
  readonly sentence: string;
}) {
  const { words } = useWords();
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
