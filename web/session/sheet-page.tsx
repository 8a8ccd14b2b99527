import { Button } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { Waiting } from "../patients/patient-page.tsx";
import { usePatient } from "../patients/use-patient.ts";
import { useWords } from "../words/words.tsx";
import { lastSession } from "./last-session.ts";
import { SessionSheet } from "./session-sheet.tsx";

/** The sheet of the last session. */
export default function SessionSheetPage({ of }: { readonly of: string }) {
  const { words } = useWords();
  const read = usePatient(of);
  if (read.state === "reading") return <Waiting text={words.loading} />;
  if (read.state === "missing") return <Waiting text={read.message} />;
  const session = lastSession(read.patient.entries);
  if (!session) return <Waiting text={words.noSessionYet} />;
  return (
    <>
      <div className="sheet-bar no-print">
        <p>
          <a href={`#/patient/${read.patient.id}`}>{words.backToPatient}</a>
        </p>
        <Button className="button main" onPress={() => print()}>
          <Icon name="print" />
          {words.print}
        </Button>
      </div>
      <SessionSheet patient={read.patient} session={session} />
    </>
  );
}
