import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { type Answers, datesOf, useAnswers } from "./answers.ts";
import { BridgeCard } from "./bridge-card.tsx";
import { Compare } from "./compare.tsx";
import { Confirm, differs } from "./confirm.tsx";
import { Dates, governedBy } from "./dates.tsx";
import { IssuesContext } from "./field.tsx";
import { Findings, urgencyOf } from "./findings.tsx";
import { Issues } from "./issues.tsx";
import { PatientEditor } from "./patient-editor.tsx";
import { PrimeCard } from "./prime-card.tsx";
import { PatientBolusEditor, ProgramEditor } from "./program-editor.tsx";
import { PumpEditor } from "./pump-editor.tsx";
import { primaryOf } from "./read-order.ts";
import { ReservoirEditor } from "./reservoir-editor.tsx";
import { useShow } from "./show.ts";
import { useStore } from "./store.tsx";

export default function PlanPage() {
  const { words, locale } = useWords();
  const { plan, identity } = useStore();
  const answers = useAnswers(plan, identity, locale);
  const stale = answers.issues.length > 0;
  return (
    <IssuesContext value={answers.issues}>
      <h1 className="unseen">{words.plan}</h1>
      <Summary answers={answers} />
      <Issues issues={answers.issues} />
      <div className="bench">
        <div className="edit">
          <PatientEditor
            indication={plan.indication}
            jurisdiction={plan.jurisdiction}
            phase={plan.phase}
            opioid={plan.opioid}
            weight={plan.weight}
            identity={identity}
          />
          <PumpEditor pump={plan.pump} catheter={plan.catheter} clinic={plan.clinic} />
          <ReservoirEditor reservoir={plan.draft.reservoir} />
          <ProgramEditor answers={answers} />
          <PatientBolusEditor answers={answers} />
        </div>
        <div className={stale ? "results stale" : "results"}>
          {stale && answers.last.after && (
            <p className="changed">
              <strong>{words.changed}</strong> {words.changedSays}
            </p>
          )}
          <Compare answers={answers} />
          <Findings answers={answers} />
          <BridgeCard answers={answers} />
          <Dates answers={answers} />
          <PrimeCard />
        </div>
      </div>
    </IssuesContext>
  );
}

/** The plan in one line, always in sight: what runs, what is wanted, until when, and what speaks against it. */
function Summary({ answers }: { readonly answers: Answers }) {
  const { words } = useWords();
  const show = useShow();
  const { plan } = useStore();
  const { before, after, check } = answers.last;
  const stale = answers.issues.length > 0;
  const drug = primaryOf(plan.draft);
  const dose = (side: typeof before): string => {
    const found = side?.daily.find((each) => each.drug === drug)?.dose ?? side?.daily[0]?.dose;
    return found ? show.quantity(found) : "–";
  };
  const ratio = after?.change?.find((each) => each.drug === drug)?.ratio;
  const { refillBy: refill, earliestEmpty: earliest } = after ? datesOf(after) : {};
  // The refill date counts what is programmed; within its accuracy the pump can be empty before it.
  const emptyBefore = refill && earliest && earliest.at < refill.at ? earliest : undefined;
  const asking = (check?.findings ?? []).filter((each) => each.blocks || each.confirm);
  const [first] = check?.findings ?? [];
  const wrong = answers.issues.filter(({ blank }) => !blank).length;
  const tone = stale ? (wrong > 0 ? "yellow" : "cyan") : first ? urgencyOf(first).tone : "plain";
  const verdict = stale
    ? wrong > 0
      ? words.issuesTitle(wrong)
      : words.emptyTitle(answers.issues.length)
    : asking.some(({ blocks }) => blocks)
      ? words.blocking(asking.filter(({ blocks }) => blocks).length)
      : asking.length > 0
        ? words.toConfirm(asking.length)
        : tone === "plain" && first
          ? words.allWithin
          : words.findingsCount(check?.findings.length ?? 0);
  return (
    <section className="summary" aria-label={words.compare}>
      <dl className={stale ? "stale" : undefined}>
        <div>
          <dt>{words.now}</dt>
          <dd>{plan.active ? dose(before) : "–"}</dd>
        </div>
        <div className="next">
          <dt>{words.next}</dt>
          <dd>
            {dose(after)} {typeof ratio === "number" && <span className="ratio">{show.ratio(ratio)}</span>}
          </dd>
        </div>
        <div className="until">
          <dt>{words.refillBy}</dt>
          <dd>
            {refill ? (
              <>
                {show.date(refill.at)} <small>{show.left(refill.after)}</small>
                <small className="wide-only"> · {governedBy(words, refill.governedBy)}</small>
                {emptyBefore && (
                  <small className="warned">
                    <Icon name="beyond" /> {words.mayBeEmpty(show.date(emptyBefore.at))}
                  </small>
                )}
              </>
            ) : (
              "–"
            )}
          </dd>
        </div>
      </dl>
      <p className={`verdict ${tone}`} role="status">
        <Icon name={stale ? (wrong > 0 ? "beyond" : "note") : first ? urgencyOf(first).icon : "note"} />
        {verdict}
      </p>
      <div className="actions">
        {plan.active && !differs(plan) ? (
          <span className="quiet done">
            <Icon name="within" /> {words.unchanged}
          </span>
        ) : (
          <Confirm answers={answers} />
        )}
      </div>
    </section>
  );
}
