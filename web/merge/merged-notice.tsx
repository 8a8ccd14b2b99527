import { Icon } from "../icon.tsx";
import type { Patient } from "../patients/use-patient.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { whoOf } from "./compared.ts";

/** That this record was given up for another, or others for it: first of all that is read. */
export function MergedNotice({
  patient: { standing, id },
}: {
  readonly patient: Pick<Patient, "standing" | "id">;
}) {
  const { words } = useWords();
  const show = useShow();
  const { merged, given } = standing;
  if (merged)
    return (
      <div className="notice gone-on" role="status" data-merged-away>
        <p>
          <Icon name="arrow" /> <strong>{words.mergedAway(show.date(merged.at), merged.by)}</strong>{" "}
          <span className="quiet">{words.mergedWhy(merged.reason)}</span>
        </p>
        <span className="visit-tools no-print">
          <a className="button main" href={`#/patient/${merged.kept}`} data-to-kept>
            {words.mergedToKept}
          </a>
          <a className="button plain" href={`#/merge/${merged.kept}`}>
            {words.partAgain}
          </a>
        </span>
      </div>
    );
  return given.map((one) => (
    <div className="notice gone-on" role="status" key={one.patient} data-merged-in={one.patient}>
      <p>
        <Icon name="note" />{" "}
        <strong>
          {words.mergedIn(whoOf(one, words.noPatient), one.at ? show.date(one.at) : "", one.by ?? "")}
        </strong>{" "}
        <span className="quiet">{one.reason && words.mergedWhy(one.reason)}</span>
      </p>
      <span className="visit-tools no-print">
        <a className="button" href={`#/patient/${one.patient}`}>
          {words.mergedReadAlone}
        </a>
        <a className="button plain" href={`#/merge/${id}`} data-part-again>
          {words.partAgain}
        </a>
      </span>
    </div>
  ));
}

/** Where a visit or a session was asked for in a record that takes none any more. */
export function GivenUpPage({ patient }: { readonly patient: Patient }) {
  const { words } = useWords();
  return (
    <>
      <h1>{patient.standing.person?.name ?? words.patient}</h1>
      <MergedNotice patient={patient} />
    </>
  );
}
