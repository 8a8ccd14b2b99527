import { library } from "../../src/knowledge/knowledge.ts";
import { StatusTag } from "../plan/findings.tsx";
import { useWords, type Words } from "../words/words.tsx";
import { type Question, receiptOf } from "./answers.ts";
import type { Ketamine } from "./read-ketamine.ts";
import { ReceiptFold } from "./receipt.tsx";

/** Whether a test is for some patients only, so that it may not be needed. */
export const isForSome = (id: string): boolean =>
  [...library.drugs.values()].some(({ rules }) =>
    rules.some((rule) => rule.id === id && (rule.conditions ?? []).length > 0),
  );

/** The two answers to a question: a contraindication is there or not; a test for everybody is in place or not. */
export function answersTo(
  { id, about }: Pick<Question, "id" | "about">,
  words: Words,
): readonly [no: string, yes: string] {
  if (about === "contraindication") return [words.absent, words.present];
  return isForSome(id) ? [words.notNeeded, words.done] : [words.notInPlace, words.inPlace];
}

/** The contraindications and tests that the sources name, each to be answered by a person before the start. */
export function Questions({
  title,
  questions,
  asked,
  onAnswer,
}: {
  readonly title: string;
  readonly questions: readonly Question[];
  readonly asked: Ketamine["asked"];
  readonly onAnswer: (id: string, answer: "yes" | "no") => void;
}) {
  const { words } = useWords();
  const open = questions.filter(({ id }) => asked[id] === undefined).length;
  if (questions.length === 0) return null;
  return (
    <section className="card" aria-labelledby="k-ask">
      <h2 id="k-ask">
        {title}
        <span className="aside">{open > 0 ? words.askOpen(open) : words.askDone}</span>
      </h2>
      {(["contraindication", "monitoring"] as const).map((about) => (
        <div key={about}>
          <h3>{words[about]}</h3>
          <ul className="asks">
            {questions
              .filter((each) => each.about === about)
              .map((question) => (
                <li key={question.id}>
                  <fieldset className="group asked">
                    <legend>
                      {question.says} <StatusTag status={question.status} />
                    </legend>
                    <div className="checks">
                      {(["no", "yes"] as const).map((answer, i) => (
                        <label className="check" key={answer}>
                          <input
                            type="radio"
                            name={`ask-${question.id}`}
                            data-ask={`${question.id} ${answer}`}
                            checked={asked[question.id] === answer}
                            onChange={() => onAnswer(question.id, answer)}
                          />
                          {answersTo(question, words)[i]}
                        </label>
                      ))}
                    </div>
                  </fieldset>
                  <ReceiptFold of={question.says} receipt={receiptOf(question)} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
