import { memo, useDeferredValue, useMemo } from "react";
import { Icon } from "../icon.tsx";
import { MarkLink } from "../joint/study-link.tsx";
import { IssuesContext, TextField } from "../plan/field.tsx";
import { FindingList, Sentences, speaks, urgencyOf } from "../plan/findings.tsx";
import { Fold } from "../plan/fold.tsx";
import { Issues } from "../plan/issues.tsx";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useShow } from "../plan/show.ts";
import { useStore } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import { type Answers, type ProtocolAnswer, useProtocol, useSimulated } from "./answers.ts";
import { Checklist } from "./checklist.tsx";
import { Described } from "./described.tsx";
import { Plasma } from "./plasma.tsx";
import { PatientCard, PreparationCard } from "./preparation-editor.tsx";
import type { Ketamine } from "./read-ketamine.ts";
import { SessionsCard } from "./session-table.tsx";
import { SessionsEditor } from "./sessions-editor.tsx";
import { useDraft, useEditDraft } from "./use-draft.ts";

const nothing: readonly string[] = [];

export default function KetaminePage() {
  const { words, locale } = useWords();
  const { identity } = useStore();
  const draft = useDraft();
  const answers = useProtocol(draft, locale);
  // The sentences may follow a frame later than the figures while a rate is slid.
  const later = useDeferredValue(answers);
  const { last, issues } = answers;
  const simulated = useSimulated(last, draft.weight, locale);
  const stale = issues.length > 0;
  // The questions stay the same while a rate is slid: they are then not drawn again.
  const asks = JSON.stringify(last?.ask ?? []);
  const questions = useMemo(() => last?.ask ?? [], [asks]);
  const tells = JSON.stringify(last?.described ?? []);
  const described = useMemo(() => last?.described ?? [], [tells]);
  return (
    <IssuesContext value={issues}>
      <h1 className="unseen">{words.ketamine}</h1>
      <Summary answers={answers} />
      <Issues issues={issues} />
      <div className="bench">
        <div className="edit">
          <PatientCard
            weight={draft.weight}
            dosingWeight={draft.dosingWeight}
            indication={draft.indication}
            jurisdiction={draft.jurisdiction}
            identity={identity}
          />
          <PreparationCard
            drug={draft.drug}
            vial={draft.vial}
            preparation={draft.preparation}
            cap={draft.cap}
          />
          <SessionsEditor sessions={draft.sessions} />
          <SheetDetails firstDay={draft.firstDay} observeEvery={draft.observeEvery} />
        </div>
        <div className={stale ? "results stale" : "results"}>
          {stale && last && (
            <p className="changed">
              <strong>{words.changed}</strong> {words.changedKetamine}
            </p>
          )}
          {last ? (
            <>
              <VialCheck answer={last} />
              <SessionsCard answer={last} draft={draft} />
              <Plasma answer={last} draft={draft} simulated={simulated} />
              <MarkLink />
              <FindingsCard answers={later} said={simulated.band?.said ?? nothing} />
              <Checklist questions={questions} asked={draft.asked} />
              <Described described={described} />
            </>
          ) : (
            <section className="card">
              <p className="quiet">{words.notComputed}</p>
            </section>
          )}
        </div>
      </div>
    </IssuesContext>
  );
}

/** The finding that names the vial in hand, and what the same volume of one ten times off would hold (INC-7). */
const vialFinding = ({ findings }: ProtocolAnswer) => findings.find(({ id }) => id === "vial-strength");

function VialCheck({ answer }: { readonly answer: ProtocolAnswer }) {
  const { words } = useWords();
  const found = vialFinding(answer);
  if (!found) return null;
  return (
    <section
      className={found.confirm ? "card vial-check yellow" : "card vial-check"}
      aria-labelledby="k-check"
    >
      <h2 id="k-check">
        <Icon name={found.confirm ? "beyond" : "note"} /> {words.vialCheck}
      </h2>
      <p>{found.sentence}</p>
    </section>
  );
}

const FindingsCard = memo(function FindingsCard({
  answers,
  said,
}: {
  readonly answers: Answers;
  readonly said: readonly string[];
}) {
  const { words } = useWords();
  const findings = answers.last?.findings ?? [];
  const speaking = findings.filter(speaks);
  const within = findings.filter((each) => !speaking.includes(each));
  const reply = answers.protocol;
  return (
    <section className="card" aria-labelledby="k-findings">
      <h2 id="k-findings">
        {words.findingsTitle}
        <span className="aside">{words.findingsCount(findings.length)}</span>
      </h2>
      <FindingList findings={speaking} />
      {within.length > 0 && (
        <Fold summary={words.showWithin(within.length)} startsOpen={speaking.length === 0}>
          <FindingList findings={within} />
        </Fold>
      )}
      <Sentences title={words.gapsTitle} sentences={reply.ok ? reply.gaps : []} open />
      <Sentences title={words.assumedTitle} sentences={[...(reply.ok ? reply.assumed : []), ...said]} />
    </section>
  );
});

/** The protocol in one line, always in sight. */
function Summary({ answers }: { readonly answers: Answers }) {
  const { words } = useWords();
  const show = useShow();
  const { last, issues } = answers;
  const largest = last?.sessions.reduce((a, b) => (b.draw.value > a.draw.value ? b : a));
  const wrong = issues.filter(({ blank }) => !blank).length;
  const asking = last?.findings.filter((each) => each.blocks || each.confirm) ?? [];
  const first = last?.findings[0];
  const tone = issues.length > 0 ? (wrong > 0 ? "yellow" : "cyan") : first ? urgencyOf(first).tone : "plain";
  const icon = issues.length > 0 ? (wrong > 0 ? "beyond" : "note") : first ? urgencyOf(first).icon : "note";
  const verdict =
    issues.length > 0
      ? wrong > 0
        ? words.issuesTitle(wrong)
        : words.emptyTitle(issues.length)
      : asking.length > 0
        ? words.toConfirm(asking.length)
        : words.findingsCount(last?.findings.length ?? 0);
  return (
    <section className="summary" aria-label={words.ketamine}>
      <dl className={issues.length > 0 ? "stale" : ""}>
        <div className="next">
          <dt>{words.draw}</dt>
          <dd>{largest ? show.quantity(largest.draw) : "–"}</dd>
        </div>
        <div>
          <dt>{words.sessionTotal}</dt>
          <dd>
            {largest ? (
              <>
                {show.quantity(largest.total)} <small>{show.quantity(largest.totalPerKg)}</small>
              </>
            ) : (
              "–"
            )}
          </dd>
        </div>
        <div className="until">
          <dt>{words.series}</dt>
          <dd>{last ? show.quantity(last.total) : "–"}</dd>
        </div>
      </dl>
      <p className={`verdict ${tone}`} role="status">
        <Icon name={icon} />
        {verdict}
      </p>
    </section>
  );
}

const SheetDetails = memo(function SheetDetails(draft: Pick<Ketamine, "firstDay" | "observeEvery">) {
  const { words } = useWords();
  const edit = useEditDraft();
  return (
    <section className="card" aria-labelledby="k-sheet">
      <h2 id="k-sheet">{words.sheetDetails}</h2>
      <div className="pair">
        <TextField
          label={words.firstDay}
          path="firstDay"
          type="date"
          value={draft.firstDay}
          onChange={(firstDay) => edit((draft) => ({ ...draft, firstDay }), "firstDay")}
        />
        <QuantityField
          label={words.observeEvery}
          path="observeEvery"
          hint={words.observeEveryHint}
          units={["min"]}
          value={draft.observeEvery}
          onChange={(observeEvery) => edit((draft) => ({ ...draft, observeEvery }), "observeEvery")}
        />
      </div>
      <p>
        <a className="button" href="#/ketamine-sheet">
          {words.ketamineSheet}
        </a>{" "}
        <a className="button" href="#/patients">
          {words.sessionForPatient}
        </a>
      </p>
    </section>
  );
});
