import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { flushSync } from "react-dom";
import type { Reply } from "../../src/operations/operations.ts";
import { Icon } from "../icon.tsx";
import { saveFile } from "../joint/save-file.ts";
import { Fold } from "../plan/fold.tsx";
import { useActions } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import { listMissed, type MissedList } from "./ledger.ts";
import { MissedSays } from "./missed-says.tsx";

/** A longer list is opened by whoever asks for it. */
const shownAtOnce = 12;
const fileName = "missed.csv";

/** Everybody who was expected and has not come, whom nobody has tried to reach first. */
export function Missed({ asOf, again }: { readonly asOf: string; readonly again: number }) {
  const { words, locale } = useWords();
  const { announce } = useActions();
  const [printing, setPrinting] = useState(false);
  const [reply, setReply] = useState<Reply<MissedList>>();
  useEffect(() => {
    let stale = false;
    void listMissed(asOf, locale).then((found) => !stale && setReply(found));
    return () => {
      stale = true;
    };
  }, [asOf, locale, again]);
  if (!reply?.ok) return null;
  const { missed } = reply.answer;
  const save = async (): Promise<void> => {
    const found = await listMissed(asOf, locale, "csv");
    if (!found?.ok || found.answer.csv === undefined) return announce(words.notExported);
    saveFile(fileName, "text/csv", found.answer.csv);
    announce(words.exported(fileName));
  };
  if (missed.length === 0) return null;
  return (
    <section
      className="card missed-list"
      aria-labelledby="missed-list-title"
      data-missed-list
      data-printing={printing || undefined}
    >
      <h2 id="missed-list-title">{words.missedTitle}</h2>
      <Fold summary={words.missedCount(missed.length)} startsOpen={missed.length <= shownAtOnce}>
        <ul className="missed-lines">
          {missed.map((date) => (
            <li key={`${date.patient} ${date.what} ${date.due}`}>
              <a href={`#/patient/${date.patient}`} className="who-name">
                {date.name ?? words.noPatient}
              </a>{" "}
              <span className="quiet">{date.identifiers.map(({ value }) => value).join(", ")}</span>{" "}
              <MissedSays date={date} />
            </li>
          ))}
        </ul>
      </Fold>
      <p className="hint">{words.missedSays}</p>
      <div className="exports no-print">
        <Button className="button" onPress={() => void save()}>
          <Icon name="save" />
          {words.asSpreadsheet}
        </Button>
        <Button
          className="button"
          onPress={() => {
            // The list alone goes on paper.
            flushSync(() => setPrinting(true));
            print();
            setPrinting(false);
          }}
        >
          <Icon name="print" />
          {words.printList}
        </Button>
      </div>
    </section>
  );
}
