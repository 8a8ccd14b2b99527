import { useState } from "react";
import { Button } from "react-aria-components";
import type { Patient } from "../patients/use-patient.ts";
import { Fold } from "../plan/fold.tsx";
import { useWords } from "../words/words.tsx";
import { countsOf, JudgedLog, LogField, useLog } from "./boluslog.tsx";

/** The counts of a visit, taken from the pump's log. */
export function CountFromLog(props: {
  readonly patient: Patient;
  readonly to: string;
  readonly onCounts: (given: string, denied: string) => void;
}) {
  const { words } = useWords();
  return (
    <Fold summary={words.bolusLogFromLog} className="count-from-log">
      <FromLog {...props} />
    </Fold>
  );
}

function FromLog({ patient, to, onCounts }: Parameters<typeof CountFromLog>[0]) {
  const { words } = useWords();
  const log = useLog(patient.standing, patient.entries, to);
  const [taken, setTaken] = useState("");
  const counts = countsOf(log);
  return (
    <>
      <LogField log={log} standing={patient.standing} entries={patient.entries} />
      <JudgedLog log={log} folded />
      {counts && (
        <Button
          className="button"
          data-take-counts
          onPress={() => {
            onCounts(String(counts.given), String(counts.denied));
            setTaken(log.text);
          }}
        >
          {words.bolusLogTake}
        </Button>
      )}
      {taken !== "" && taken === log.text && <p role="status">{words.bolusLogTaken}</p>}
    </>
  );
}
