import { memo } from "react";
import { StatusTag } from "../plan/findings.tsx";
import { useWords } from "../words/words.tsx";
import { type Question, receiptOf } from "./answers.ts";
import type { Ketamine } from "./read-ketamine.ts";
import { ReceiptFold } from "./receipt.tsx";
import { useEditDraft } from "./use-draft.ts";

/** Contraindications and tests, each to be answered by a person before the start. */
export const Checklist = memo(function Checklist({
  questions,
  asked,
}: {
  readonly questions: readonly Question[];
  readonly asked: Ketamine["asked"];
}) {
  const { words } = useWords();
  const open = questions.filter(({ id }) => asked[id] === undefined).length;
  if (questions.length === 0) return null;
  return (
    <section className="card" aria-labelledby="k-ask">
      <h2 id="k-ask">
        {words.askTitle}
        <span className="aside">{open > 0 ? words.askOpen(open) : words.askDone}</span>
      </h2>
      {(["contraindication", "monitoring"] as const).map((about) => (
        <div key={about}>
          <h3>{words[about]}</h3>
          <ul className="asks">
            {questions
              .filter((each) => each.about === about)
              .map((each) => (
                <Asked key={each.id} question={each} answered={asked[each.id]} />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
});

function Asked({
  question,
  answered,
}: {
  readonly question: Question;
  readonly answered: "yes" | "no" | undefined;
}) {
  const { words } = useWords();
  const edit = useEditDraft();
  const { id, about, says, status } = question;
  const answers =
    about === "contraindication"
      ? ([words.absent, words.present] as const)
      : ([words.notNeeded, words.done] as const);
  const say = (answer: "yes" | "no"): void =>
    edit((draft) => ({ ...draft, asked: { ...draft.asked, [id]: answer } }), "");
  return (
    <li>
      <fieldset className="group asked">
        <legend>
          {says} <StatusTag status={status} />
        </legend>
        <div className="checks">
          {(["no", "yes"] as const).map((answer, i) => (
            <label className="check" key={answer}>
              <input
                type="radio"
                name={`ask-${id}`}
                checked={answered === answer}
                onChange={() => say(answer)}
              />
              {answers[i]}
            </label>
          ))}
        </div>
      </fieldset>
      <ReceiptFold of={says} receipt={receiptOf(question)} />
    </li>
  );
}
