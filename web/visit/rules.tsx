import { Icon } from "../icon.tsx";
import { WordsField } from "../patients/form-fields.tsx";
import { useWords } from "../words/words.tsx";
import type { Step } from "./draft.ts";
import { useVisit } from "./visit-context.ts";
import { ByField } from "../people/by-field.tsx";

/** What the record will not take at this step, with the way to take it on by name where there is one. */
export function Rules({ step }: { readonly step: Step }) {
  const { faults, draft, asked } = useVisit();
  const against = faults[step].filter(({ path }) => path.startsWith("rule "));
  // Whoever took a finding on can still read and change what was said.
  const taken = Object.keys(draft.overrides).filter(
    (finding) => !isAsked(finding) && stepOfTaken[finding] === step,
  );
  function isAsked(finding: string): boolean {
    return against.some(({ path }) => path === `rule ${finding}`);
  }
  return (
    <>
      {against.map(({ path, message }) => {
        const rule = path.replace("rule ", "");
        const overridable = asked?.objections.some((one) => one.rule === rule && one.overridable) ?? false;
        return (
          <div key={path} className="rule" data-rule={rule}>
            <p className="say red" role="alert">
              <Icon name="stop" />
              <span>{message}</span>
            </p>
            {overridable && <TakeOn finding={rule} />}
          </div>
        );
      })}
      {taken.map((finding) => (
        <TakeOn key={finding} finding={finding} />
      ))}
    </>
  );
}

const stepOfTaken: Readonly<Record<string, Step>> = {
  "unexplained residual": "program",
  "filled otherwise than told": "refill",
  "above capacity": "refill",
  expired: "refill",
};

/** A finding that goes on only over a name and a reason. */
export function TakeOn({ finding }: { readonly finding: string }) {
  const { words } = useWords();
  const { draft, edit } = useVisit();
  const { by = "", reason = "" } = draft.overrides[finding] ?? {};
  const set = (change: { by?: string; reason?: string }): void =>
    edit(
      (draft) => ({
        ...draft,
        overrides: { ...draft.overrides, [finding]: { by, reason, ...change } },
      }),
      `override ${finding} ${Object.keys(change)[0]}`,
    );
  return (
    <fieldset className="group override">
      <legend>{words.takeOn}</legend>
      <ByField
        label={words.takenOnBy}
        path={`override ${finding}.by`}
        value={by}
        onChange={(by) => set({ by })}
      />
      <WordsField
        label={words["field reason"]}
        path={`override ${finding}.reason`}
        value={reason}
        onChange={(reason) => set({ reason })}
      />
    </fieldset>
  );
}
