import { useMemo, useState } from "react";
import { Button } from "react-aria-components";
import type { Locale } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { ChoiceField, TextField } from "../plan/field.tsx";
import { Waiting } from "../patients/patient-page.tsx";
import { type Patient, usePatient } from "../patients/use-patient.ts";
import { LocaleContext, localeNames, useWords } from "../words/words.tsx";
import { PatientCard } from "./card.tsx";
import { type KeptVisit, lastVisit } from "./last-visit.ts";
import { Sign } from "./sign.tsx";
import { VisitSheet } from "./visit-sheet.tsx";

/** The sheet of the last visit and the patient's card. */
export default function VisitSheetPage({ of }: { readonly of: string }) {
  const { words, locale } = useWords();
  const read = usePatient(of);
  const patient = read.state === "read" ? read.patient : undefined;
  const visit = useMemo(() => patient && lastVisit(patient.entries, locale), [patient, locale]);
  if (read.state === "reading") return <Waiting text={words.loading} />;
  if (read.state === "missing") return <Waiting text={read.message} />;
  if (!visit) return <Waiting text={words.noVisitYet} />;
  return <Printed patient={read.patient} visit={visit} />;
}

function Printed({ patient, visit }: { readonly patient: Patient; readonly visit: KeptVisit }) {
  const { words, locale } = useWords();
  const [cardLocale, setCardLocale] = useState<Locale>(locale);
  const [call, setCall] = useState("");
  return (
    <>
      <div className="sheet-bar no-print">
        <p>
          <a href={`#/patient/${patient.id}`}>{words.backToPatient}</a>
        </p>
        <Button className="button main" onPress={() => print()}>
          <Icon name="print" />
          {words.printSheetAndCard}
        </Button>
      </div>
      <Sign patient={patient} visit={visit} />
      <VisitSheet visit={visit} />
      <div className="sheet-bar card-bar no-print">
        <ChoiceField
          label={words.cardLanguage}
          path="cardLanguage"
          value={cardLocale}
          choices={Object.entries(localeNames).map(([value, label]) => ({ value, label }))}
          onChange={(value) => setCardLocale(value as Locale)}
        />
        <TextField label={words.whomToCall} path="call" value={call} onChange={setCall} />
      </div>
      <LocaleContext value={cardLocale}>
        <PatientCard standing={visit.after} call={call} />
      </LocaleContext>
    </>
  );
}
