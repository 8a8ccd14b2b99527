import { useState } from "react";
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import type { Answers } from "./answers.ts";
import { Totals } from "./compare.tsx";
import { urgencyOf } from "./findings.tsx";
import { primaryOf } from "./read-order.ts";
import type { Plan } from "./read-plan.ts";
import { useShow } from "./show.ts";
import { useActions, useStore } from "./store.tsx";

/** Whether the draft says anything else than what runs. */
export const differs = (plan: Plan): boolean => JSON.stringify(plan.draft) !== JSON.stringify(plan.active);

/** The draft becomes what runs; what ran is kept for the sheet; the next draft starts from it. */
const confirmed = (plan: Plan, by: string, reason: string): Plan => ({
  ...plan,
  previous: plan.active,
  active: plan.draft,
  since: plan.draft.reservoir.asOf,
  confirmed: { by, reason },
});

/** The way from draft to running program: both totals named, a stopped program only over a name and a reason. */
export function Confirm({ answers }: { readonly answers: Answers }) {
  const { words } = useWords();
  const { plan } = useStore();
  const ready = answers.issues.length === 0 && answers.after.ok && answers.check.ok;
  const changes = differs(plan);
  return (
    <DialogTrigger>
      <Button className="button main" isDisabled={!ready || !changes}>
        {plan.active ? words.confirmButton : words.confirmStart}
      </Button>
      <ModalOverlay className="veil" isDismissable>
        <Modal className="modal">
          <Dialog className="dialog">{({ close }) => <Question answers={answers} close={close} />}</Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

function Question({ answers, close }: { readonly answers: Answers; readonly close: () => void }) {
  const { words } = useWords();
  const show = useShow();
  const { plan } = useStore();
  const { edit, announce } = useActions();
  const [read, setRead] = useState(false);
  const [by, setBy] = useState("");
  const [reason, setReason] = useState("");
  const findings = answers.last.check?.findings ?? [];
  const asking = findings.filter((finding) => finding.blocks || finding.confirm);
  const stopped = findings.some(({ blocks }) => blocks);
  const undecided = answers.bridge !== undefined && plan.bridge.choice === "open";
  const drug = primaryOf(plan.draft);
  const total = (delivered: Answers["last"]["after"], drug: string): string => {
    const dose = delivered?.daily.find((each) => each.drug === drug)?.dose ?? delivered?.daily[0]?.dose;
    return dose ? show.quantity(dose) : words.notKnown;
  };
  const after = total(answers.last.after, drug);
  const before = plan.active ? total(answers.last.before, primaryOf(plan.active)) : undefined;
  const mustRead = asking.length > 0 || !plan.active;
  const may = (!mustRead || read) && (!stopped || (by.trim() !== "" && reason.trim() !== "")) && !undecided;
  return (
    <>
      <Heading slot="title">{words.confirmTitle}</Heading>
      <Totals side={answers.last} />
      {asking.length > 0 && (
        <ul className="asking">
          {asking.map((finding, i) => {
            const { tone, icon, word } = urgencyOf(finding);
            return (
              <li key={`${finding.id} ${i}`} className={`say ${tone}`}>
                <Icon name={icon} />
                <span>
                  <strong>{words[word] as string}.</strong> {finding.sentence}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      {undecided && (
        <p className="say yellow">
          <Icon name="beyond" />
          <span>{words.confirmBridgeOpen}</span>
        </p>
      )}
      {mustRead && (
        <label className="check">
          <input type="checkbox" checked={read} onChange={(event) => setRead(event.target.checked)} />
          {before === undefined ? words.confirmReadStart(after) : words.confirmRead(before, after)}
        </label>
      )}
      {stopped && (
        <div className="override">
          <p>{words.confirmReasonNeeded}</p>
          <div className="field">
            <label htmlFor="confirm-by">{words.confirmBy}</label>
            <input
              id="confirm-by"
              value={by}
              maxLength={80}
              onChange={(event) => setBy(event.target.value)}
            />
          </div>
          <div className="field">
            <label htmlFor="confirm-reason">{words.confirmReason}</label>
            <textarea
              id="confirm-reason"
              rows={2}
              maxLength={400}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
        </div>
      )}
      <p className="hint">{words.confirmNote}</p>
      <div className="actions">
        <Button className="button plain" onPress={close}>
          {words.back}
        </Button>
        <Button
          className="button main"
          isDisabled={!may}
          onPress={() => {
            edit((plan) => confirmed(plan, by.trim(), reason.trim()), "");
            announce(words.confirmed);
            close();
          }}
        >
          {plan.active ? words.confirmDo : words.confirmStart}
        </Button>
      </div>
    </>
  );
}
