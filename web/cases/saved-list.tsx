import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { useActions } from "../plan/store.tsx";
import { seesPatients, usePerson } from "../people/standing.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { listSaved, readSaved, remove, type SavedHead } from "./saved.ts";

/** The plans kept on this machine; nothing where none are kept. */
export function SavedList() {
  const { words } = useWords();
  const { reopen, announce } = useActions();
  const show = useShow();
  const [saved, setSaved] = useState<readonly SavedHead[]>([]);
  const sees = seesPatients(usePerson());
  const [doomed, setDoomed] = useState("");
  useEffect(() => {
    if (!sees) return;
    let gone = false;
    void listSaved().then((found) => !gone && setSaved(found ?? []));
    return () => {
      gone = true;
    };
  }, [sees]);
  if (saved.length === 0) return null;

  const open = async (head: SavedHead): Promise<void> => {
    const found = await readSaved(head.id);
    if (found) reopen(found);
    else announce(words.savedUnreadable);
  };
  const forget = async (head: SavedHead): Promise<void> => {
    if (doomed !== head.id) {
      setDoomed(head.id);
      return;
    }
    await remove(head);
    setDoomed("");
    setSaved((await listSaved()) ?? []);
  };
  return (
    <section aria-labelledby="saved-title" className="saved">
      <h2 id="saved-title">{words.savedTitle}</h2>
      <ul>
        {saved.map((head) => (
          <li key={head.id}>
            <span className="saved-name">
              <strong>{head.title}</strong> <span className="quiet">{show.moment(head.savedAt)}</span>
            </span>
            <Button
              className="button"
              aria-label={`${words.openCase}: ${head.title}`}
              onPress={() => void open(head)}
            >
              {words.openCase}
            </Button>
            <Button
              className="button plain"
              aria-label={`${words.remove(head.title)}${doomed === head.id ? `: ${words.removeSure}` : ""}`}
              onPress={() => void forget(head)}
            >
              {doomed === head.id ? words.removeSure : words.removeSaved}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
