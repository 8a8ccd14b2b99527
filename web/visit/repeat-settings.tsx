import { useState } from "react";
import { Button } from "react-aria-components";
import { ask } from "../engine.ts";
import { Icon } from "../icon.tsx";
import { useShow } from "../plan/show.ts";
import { type KeptBolus, type KeptProgram, typedBolus, typedProgram } from "../patients/standing.ts";
import { useWords } from "../words/words.tsx";
import { isRepeated } from "./write-visit.ts";
import { useVisit } from "./visit-context.ts";

interface Repeated {
  readonly of: string;
  readonly at: string;
  readonly by: string;
  readonly hash: string;
  readonly program: KeptProgram;
  readonly patientBolus: KeptBolus | null;
}

/** Takes exactly the last saved settings of this patient and this pump, their hash verified; otherwise says why not (P-14). */
export function RepeatSettings() {
  const { words, locale } = useWords();
  const show = useShow();
  const { draft, edit, patient } = useVisit();
  const [refusal, setRefusal] = useState("");
  const repeat = (): void => {
    const asked = ask<Repeated>(
      "repeat",
      {
        now: draft.at,
        patient: patient.id,
        serial: draft.interrogation.serial.trim(),
        entries: patient.entries,
      },
      locale,
    );
    if (!asked.ok) return setRefusal(asked.issues.map(({ message }) => message).join(" "));
    setRefusal("");
    const { program, patientBolus, ...told } = asked.answer;
    edit((draft) => {
      const typed = { program: typedProgram(program), patientBolus: typedBolus(patientBolus ?? undefined) };
      return {
        ...draft,
        confirmed: "",
        plan: { ...draft.plan, draft: { ...draft.plan.draft, ...typed } },
        repeats: { ...told, program, patientBolus, as: JSON.stringify([typed.program, typed.patientBolus]) },
      };
    }, "");
  };
  const { repeats } = draft;
  return (
    <>
      <Button className="button" data-repeat onPress={repeat}>
        {words.repeatSettings}
      </Button>
      {repeats && isRepeated(draft) && (
        <p className="say cyan" role="status">
          <Icon name="note" />
          <span>{words.repeatedFrom(show.moment(repeats.at), repeats.by, repeats.hash.slice(0, 12))}</span>
        </p>
      )}
      {refusal && (
        <p className="say red" role="alert">
          <Icon name="stop" />
          <span>{words.notRepeated(refusal)}</span>
        </p>
      )}
    </>
  );
}
