import { useCallback, useEffect, useState } from "react";
import { whenHere } from "../people/when.ts";
import { askServer } from "../people/to-server.ts";
import { useWords } from "../words/words.tsx";
import { NoticesForm } from "./notices-form.tsx";
import type { Sent, Settled } from "./settled.ts";
import { TestNotice } from "./test-notice.tsx";

/** How notices leave the clinic: what, when, by which channel; a test; and what became of the last ones. */
export default function NoticesPage() {
  const { words, locale } = useWords();
  const [settled, setSettled] = useState<Settled>();
  const [away, setAway] = useState(false);
  const [saved, setSaved] = useState(false);
  const read = useCallback(async () => {
    const said = await askServer("GET", "/api/notices", locale);
    setAway(!said?.ok);
    if (said?.ok) setSettled(said.answer as unknown as Settled);
  }, [locale]);
  useEffect(() => void read(), [read]);
  return (
    <div className="people notices">
      <h1>{words.noticesTitle}</h1>
      <p className="lead">{words.noticesLead}</p>
      {away && !settled && (
        <p className="notice" role="alert">
          {words.noLedger}
        </p>
      )}
      {settled && (
        <>
          <NoticesForm
            key={settled.revision}
            settled={settled}
            onSaved={() => {
              setSaved(true);
              void read();
            }}
          />
          <p role="status" className="quiet">
            {saved && words.noticesSaved}
          </p>
          <TestNotice settled={settled} onTested={read} />
          <Last sent={settled.recent} />
        </>
      )}
    </div>
  );
}

function Last({ sent }: { readonly sent: readonly Sent[] }) {
  const { words, locale } = useWords();
  return (
    <section className="card" aria-labelledby="last-title">
      <h2 id="last-title">{words.noticesLast}</h2>
      {sent.length === 0 && <p className="quiet">{words.noticesNothing}</p>}
      <ul className="lines">
        {sent.map((one) => (
          <li key={`${one.madeAt} ${one.kind} ${one.target}`} data-state={one.state}>
            <p>
              <strong>{words.noticesKind(one.kind)}</strong> · {whenHere(Date.parse(one.madeAt), locale)} ·{" "}
              <span className="target">{one.target}</span>
            </p>
            <p>
              <span className={one.state === "sent" ? "tag" : "tag doubt"}>
                {one.kind === "test" && one.state === "given up"
                  ? words.noticesNotSent
                  : words.noticesState(one.state)}
              </span>{" "}
              {words.noticesTries(one.tries)}
              {one.state === "failing" && one.nextAt !== null && (
                <>, {words.noticesNext(whenHere(Date.parse(one.nextAt), locale))}</>
              )}
            </p>
            {one.sentence !== null && <p className="quiet">{one.sentence}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
