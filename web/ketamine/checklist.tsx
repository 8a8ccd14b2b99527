import { StatusTag } from "../plan/findings.tsx";
import { useWords } from "../words/words.tsx";
import type { ProtocolAnswer, Question } from "./answers.ts";
import type { Ketamine } from "./read-ketamine.ts";
import { useEditDraft } from "./use-draft.ts";

/** Contraindications and tests, each to be answered by a person before the start. */
export function Checklist({ answer, draft }: { readonly answer: ProtocolAnswer; readonly draft: Ketamine }) {
  const { words } = useWords();
  const open = answer.ask.filter(({ id }) => draft.asked[id] === undefined).length;
  if (answer.ask.length === 0) return null;
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
            {answer.ask
              .filter((each) => each.about === about)
              .map((each) => (
                <Asked key={each.id} question={each} draft={draft} />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Asked({ question, draft }: { readonly question: Question; readonly draft: Ketamine }) {
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
                checked={draft.asked[id] === answer}
                onChange={() => say(answer)}
              />
              {answers[i]}
            </label>
          ))}
        </div>
      </fieldset>
    </li>
  );
}
