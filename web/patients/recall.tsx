import { useState } from "react";
import { Button } from "react-aria-components";
import type { Reply } from "../../src/operations/operations.ts";
import { TextField } from "../plan/field.tsx";
import { Fold } from "../plan/fold.tsx";
import { pumpName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { findRecalled, type Recalled } from "./ledger.ts";

const keys = ["model", "serial", "lot", "tubingVersion"] as const;
const blank = { model: "", serial: "", lot: "", tubingVersion: "" };

/** Whose pump, catheter or solution a recall names: those still in a patient first, then those that were. */
export function RecallSearch() {
  const { words, locale } = useWords();
  const [asked, setAsked] = useState(blank);
  const [reply, setReply] = useState<Reply<Recalled> | "none">();
  const look = (): void => {
    const recall = Object.fromEntries(
      keys.flatMap((key) => (asked[key].trim() === "" ? [] : [[key, asked[key].trim()]])),
    );
    void findRecalled(recall, locale).then((found) => setReply(found ?? "none"));
  };
  return (
    <Fold summary={words.recallTitle}>
      <p className="quiet">{words.recallHow}</p>
      <div className="filters">
        {keys.map((key) => (
          <TextField
            key={key}
            label={words[`recall ${key}`]}
            path={`recall.${key}`}
            value={asked[key]}
            onChange={(text) => setAsked((before) => ({ ...before, [key]: text }))}
          />
        ))}
        <Button className="button" onPress={look} isDisabled={keys.every((key) => asked[key].trim() === "")}>
          {words.recallLook}
        </Button>
      </div>
      {reply === "none" && <p role="alert">{words.noLedger}</p>}
      {reply !== undefined && reply !== "none" && !reply.ok && (
        <p role="alert">{reply.issues.map(({ message }) => message).join(" ")}</p>
      )}
      {reply !== undefined && reply !== "none" && reply.ok && <Found found={reply.answer.affected} />}
    </Fold>
  );
}

function Found({ found }: { readonly found: Recalled["affected"] }) {
  const { words } = useWords();
  const show = useShow();
  const still = found.filter(({ until }) => until === null).length;
  return (
    <>
      <p role="status">{words.recallFound(still, found.length - still)}</p>
      <ul className="patient-list">
        {found.map((one) => (
          <li key={`${one.patient} ${one.what} ${one.since}`}>
            <a
              className="patient-link"
              href={`#/patient/${one.patient}`}
              data-recalled={one.serial ?? one.lot}
            >
              <strong>{one.name ?? words.noPatient}</strong>
              <span className="quiet">
                {[
                  words[`recalled ${one.what}`],
                  one.model && pumpName(one.model),
                  one.serial,
                  one.lot && `${words["recall lot"]} ${one.lot}`,
                  one.tubingVersion,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
              <span className="quiet">
                {show.date(one.since)}
                {" – "}
                {one.until === null ? (
                  <span className="tag strong">{words.recallStill}</span>
                ) : (
                  show.date(one.until)
                )}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
