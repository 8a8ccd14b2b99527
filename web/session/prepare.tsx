import { useState } from "react";
import { Button } from "react-aria-components";
import { compare, readQuantity } from "../../src/quantity/quantity.ts";
import type { Answers } from "../ketamine/answers.ts";
import { FlowTable } from "../ketamine/session-table.tsx";
import { Icon } from "../icon.tsx";
import { YesField, WordsField } from "../patients/form-fields.tsx";
import type { Patient } from "../patients/use-patient.ts";
import { ByField } from "../people/by-field.tsx";
import { ChoiceField, IssuesContext, TextField } from "../plan/field.tsx";
import { FindingList, speaks } from "../plan/findings.tsx";
import { MomentField } from "../plan/moment-field.tsx";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { AskedToday } from "./asked-today.tsx";
import { type Draft, type EditSession, ownItems } from "./draft.ts";
import type { Prepared } from "./prepared.ts";
import { ProtocolChoice } from "./protocol-choice.tsx";
import { todaysOf } from "./write-session.ts";

interface Props {
  readonly patient: Patient;
  readonly draft: Draft;
  readonly edit: EditSession;
  readonly answers: Answers;
  readonly prepared: Prepared;
  /** Keeps the beginning in the record; what speaks against it comes back as sentences. */
  readonly start: () => Promise<readonly string[]>;
}

/** Everything before the infusion starts: protocol, vial, patient, questions. */
export function Prepare(props: Props) {
  const { prepared } = props;
  return (
    <IssuesContext value={prepared.faults}>
      <div className="step-columns">
        <div className="one-column">
          <Protocol {...props} />
          <Vial {...props} />
        </div>
        <div className="one-column">
          <Identity {...props} />
          <AskedToday draft={props.draft} edit={props.edit} questions={props.answers.last?.ask ?? []} />
          <Start {...props} />
        </div>
      </div>
    </IssuesContext>
  );
}

function Protocol({ patient, draft, edit, answers, prepared }: Props) {
  const { words } = useWords();
  const show = useShow();
  const { last } = answers;
  const { standing } = patient;
  const series = standing.ketamine?.drugs.find(({ drug }) => drug === draft.protocol?.drug)?.series;
  const recorded = standing.person?.weight;
  const weight = readQuantity(draft.protocol?.weight ?? "", "weight");
  const today = todaysOf(draft, last);
  return (
    <section className="card" aria-labelledby="s-protocol">
      <h2 id="s-protocol">{words.protocolTitle}</h2>
      <ProtocolChoice draft={draft} edit={edit} />
      {prepared.ofAnother && (
        <Stop says={words.protocolOfAnother(draft.writtenFor.name || draft.writtenFor.number)} />
      )}
      {draft.protocol && answers.issues.length > 0 && (
        <Stop says={`${words.protocolWrong} ${answers.issues[0]?.message ?? ""}`} />
      )}
      {draft.protocol && last && (
        <>
          <div className="pair">
            <ChoiceField
              label={words.dayToGive}
              path="day"
              value={draft.day}
              choices={last.sessions.map(({ day, total }) => ({
                value: String(day),
                label: words.dayAndTotal(String(day), show.quantity(total)),
              }))}
              onChange={(day) => edit((draft) => ({ ...draft, day }), "day")}
            />
            <ChoiceField
              label={words.seriesOf}
              path="series"
              value={draft.series}
              choices={[
                { value: "", label: words.newSeries },
                ...(series
                  ? [
                      {
                        value: series.entry,
                        label: words.goesOnSeries(
                          show.date(series.since),
                          words.sessionsCount(series.sessions),
                        ),
                      },
                    ]
                  : []),
              ]}
              onChange={(series) => edit((draft) => ({ ...draft, series }), "series")}
            />
          </div>
          {recorded && "quantity" in weight && compare(weight.quantity, recorded) !== 0 && (
            <p className="say yellow">
              <Icon name="beyond" />
              <span>{words.weightDiffers(show.quantity(weight.quantity), show.quantity(recorded))}</span>
            </p>
          )}
          {today && (
            <div className="scroll" tabIndex={0} role="group" aria-label={words.prepareAndRun}>
              <FlowTable session={today} weight={draft.protocol.dosingWeight || draft.protocol.weight} />
            </div>
          )}
          <FindingList
            findings={last.findings.filter((each) => speaks(each) && each.id !== "vial-strength")}
          />
        </>
      )}
    </section>
  );
}

function Vial({ draft, edit, answers, prepared }: Props) {
  const { words } = useWords();
  const show = useShow();
  const today = todaysOf(draft, answers.last);
  const found = answers.last?.findings.find(({ id }) => id === "vial-strength");
  return (
    <section className="card" aria-labelledby="s-vial">
      <h2 id="s-vial">{words.prepTitle}</h2>
      <div className="pair">
        <QuantityField
          label={words.vialRead}
          path="begun.vial"
          hint={words.vialReadHint}
          units={["mg/mL"]}
          value={draft.vial}
          onChange={(vial) => edit((draft) => ({ ...draft, vial }), "vial")}
        />
        <QuantityField
          label={words.optionally(words.containerHolds)}
          path="begun.container"
          units={["mL"]}
          value={draft.container}
          onChange={(container) => edit((draft) => ({ ...draft, container }), "container")}
        />
      </div>
      {prepared.vialDiffers && (
        <Stop
          says={words.vialDiffers(sayTyped(draft.vial, show), sayTyped(draft.protocol?.vial ?? "", show))}
        />
      )}
      {!prepared.vialDiffers && draft.vial !== "" && found && <p className="vial-says">{found.sentence}</p>}
      {today && (
        <p>
          {words.drawFromVial}: <b>{show.quantity(today.draw)}</b> · {words.infusateStrength}:{" "}
          <b>{show.quantity(today.infusate.concentration)}</b> · {words.sessionTotal}:{" "}
          <b>{show.quantity(today.total)}</b>
        </p>
      )}
    </section>
  );
}

/** A quantity as it was typed, by the display rules. */
function sayTyped(text: string, show: ReturnType<typeof useShow>): string {
  const read = readQuantity(text, "concentration");
  return "quantity" in read ? show.quantity(read.quantity) : text;
}

function Identity({ draft, edit, prepared }: Props) {
  const { words } = useWords();
  return (
    <section className="card" aria-labelledby="s-who">
      <h2 id="s-who">{words.identityTitle}</h2>
      <div className="pair">
        <TextField
          label={words.wristband}
          path="begun.wristband"
          hint={words.wristbandHint}
          value={draft.wristband}
          onChange={(wristband) => edit((draft) => ({ ...draft, wristband }), "wristband")}
        />
        <ByField
          label={words.enteredBy}
          path="by"
          value={draft.by}
          onChange={(by) => edit((draft) => ({ ...draft, by }), "by")}
        />
      </div>
      {prepared.wristbandDiffers && <Stop says={words.wristbandDiffers} />}
      <h3>{words.ownListTitle}</h3>
      <p className="hint">{words.ownListSays}</p>
      <div className="own-list">
        {ownItems.map((id) => (
          <YesField
            key={id}
            label={words[`own ${id}`]}
            path={`own.${id}`}
            value={draft.own[id] ?? ""}
            onChange={(answer) =>
              edit((draft) => ({ ...draft, own: { ...draft.own, [id]: answer } }), `own ${id}`)
            }
          />
        ))}
      </div>
    </section>
  );
}

function Start({ draft, edit, prepared, start }: Props) {
  const { words } = useWords();
  const [failed, setFailed] = useState<readonly string[]>([]);
  const [sending, setSending] = useState(false);
  const press = async (): Promise<void> => {
    setSending(true);
    setFailed(await start());
    setSending(false);
  };
  return (
    <section className="card" aria-labelledby="s-start">
      <h2 id="s-start">{words.startTitle}</h2>
      {prepared.open > 0 && (
        <div className="rule">
          <p className="say yellow">
            <Icon name="beyond" />
            <span>
              {words.openItems(prepared.open)}. {words.takeOn}.
            </span>
          </p>
          <div className="pair">
            <TextField
              label={words.takenOnBy}
              path="override.by"
              value={draft.override.by}
              onChange={(by) => edit((draft) => ({ ...draft, override: { ...draft.override, by } }), "oby")}
            />
            <WordsField
              label={words["field reason"]}
              path="override.reason"
              value={draft.override.reason}
              onChange={(reason) =>
                edit((draft) => ({ ...draft, override: { ...draft.override, reason } }), "oreason")
              }
            />
          </div>
        </div>
      )}
      <MomentField
        label={words.optionally(words.startedAt)}
        path="at"
        hint={words.startedAtHint}
        value={draft.at}
        onChange={(at) => edit((draft) => ({ ...draft, at }), "at")}
      />
      {failed.map((message) => (
        <p key={message} className="notice" role="alert">
          {message}
        </p>
      ))}
      <p className="quiet" role="status">
        {prepared.faults.length > 0 ? words.stillToEnter(prepared.faults.length) : words.stepDone}
      </p>
      <Button
        className="button main"
        data-start
        isDisabled={prepared.faults.length > 0 || sending}
        onPress={() => void press()}
      >
        <Icon name="arrow" />
        {words.startSession}
      </Button>
      <p className="hint">{words.startSays}</p>
    </section>
  );
}

/** What must not be gone over. */
function Stop({ says }: { readonly says: string }) {
  return (
    <p className="say red" role="alert">
      <Icon name="stop" />
      <span>{says}</span>
    </p>
  );
}
