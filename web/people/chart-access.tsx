import { useCallback, useEffect, useState } from "react";
import { useWords } from "../words/words.tsx";
import { AskForm, TextField } from "./form.tsx";
import { usePerson } from "./standing.ts";
import { askServer } from "./to-server.ts";

interface Colleague {
  readonly id: string;
  readonly by: string;
}
interface Team {
  readonly relation: "open" | "member" | "glass";
  readonly accounts: readonly string[];
}

/** Who may see a patient's chart, for those who may; shows nothing where nobody signs in. */
export function ChartAccess({ patient }: { readonly patient: string }) {
  const { words, locale } = useWords();
  const person = usePerson();
  const [team, setTeam] = useState<Team>();
  const [colleagues, setColleagues] = useState<readonly Colleague[]>([]);
  const read = useCallback(async () => {
    if (!person) return;
    const [found, all] = await Promise.all([
      askServer("GET", `/api/team/${patient}`, locale),
      askServer("GET", "/api/colleagues", locale),
    ]);
    if (found?.ok) setTeam(found.answer as unknown as Team);
    if (all?.ok) setColleagues(all.answer["colleagues"] as Colleague[]);
  }, [patient, person, locale]);
  useEffect(() => void read(), [read]);
  if (!person || !team) return null;
  return (
    <details className="chart-access">
      <summary>
        {team.relation === "open"
          ? words.chartIsOpen
          : team.relation === "glass"
            ? words.chartThroughGlass
            : words.chartIsRestricted(team.accounts.length)}
      </summary>
      <AskForm
        path={`/api/team/${patient}`}
        method="PUT"
        button={words.chartSave}
        toBody={(_, form) => ({ accounts: form.getAll("accounts") })}
        onAnswer={() => void read()}
      >
        <fieldset className="roles">
          <legend>{words.chartTeam}</legend>
          {colleagues.map(({ id, by }) => (
            <label key={id}>
              <input type="checkbox" name="accounts" value={id} defaultChecked={team.accounts.includes(id)} />
              {by}
            </label>
          ))}
        </fieldset>
        <p className="hint">{words.chartHint}</p>
      </AskForm>
    </details>
  );
}

/** Finds a restricted chart by exact number and birth date, and opens it in an emergency. */
export function EmergencyAccess() {
  const { words } = useWords();
  const [patient, setPatient] = useState<string>();
  const [opened, setOpened] = useState(false);
  if (opened) return <p role="status">{words.breakDone}</p>;
  if (patient !== undefined) return <BreakGlass patient={patient} onOpened={() => setOpened(true)} />;
  return (
    <AskForm
      path="/api/glass/find"
      button={words.breakFind}
      onAnswer={({ answer }) => setPatient(String(answer["patient"]))}
    >
      <TextField name="number" label={words.patientNumber} autoComplete="off" />
      <TextField name="birthDate" label={words.patientBorn} type="date" autoComplete="off" />
    </AskForm>
  );
}

/** What stands in the place of a chart that is restricted to others: the way in, in an emergency. */
export function BreakGlass({
  patient,
  onOpened,
}: {
  readonly patient: string;
  readonly onOpened: () => void;
}) {
  const { words } = useWords();
  return (
    <section className="notice" aria-labelledby="break-title">
      <h2 id="break-title">{words.breakTitle}</h2>
      <p>{words.breakHow}</p>
      <AskForm
        path="/api/glass"
        button={words.breakButton}
        toBody={({ reason }) => ({ patient, reason })}
        onAnswer={onOpened}
      >
        <TextField name="reason" label={words.breakReason} hint={words.breakHint} />
      </AskForm>
    </section>
  );
}
