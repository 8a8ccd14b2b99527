// What the page reads of the operations' answers, and the questions a plan asks.
import { useMemo, useRef } from "react";
import type { Reply } from "../../src/operations/operations.ts";
import type { Issue, Locale, Quantity } from "../../src/quantity/quantity.ts";
import { ask } from "../engine.ts";
import { concentrationOf, primaryOf, solutionChanges } from "./read-order.ts";
import type { Identity, Plan } from "./read-plan.ts";
import { writeCheck, writeDeliver } from "./write-input.ts";

export interface Dose {
  readonly drug: string;
  readonly dose: Quantity;
}

export interface DateAnswer {
  readonly after: Quantity<"time">;
  readonly at: string;
}

export interface Moments extends Readonly<
  Record<"alarm" | "worstAlarm" | "empty" | "earliestEmpty", DateAnswer | null>
> {
  readonly refillBy: (DateAnswer & { readonly governedBy: string }) | null;
}

export interface Delivered {
  readonly flow: Quantity<"flow">;
  /** Tubing and catheter; absent where either is not known. */
  readonly deadVolume?: Quantity<"volume">;
  readonly daily: readonly Dose[];
  readonly hourly: readonly { readonly flow: Quantity; readonly doses: readonly Dose[] }[];
  readonly worstDaily: readonly Dose[];
  readonly worstHour: readonly Dose[];
  readonly dates: Moments & {
    readonly stability: DateAnswer | null;
    readonly byTheHour?: Moments;
  };
  /** True where the pump can run dry before its own alarm. */
  readonly dryBeforeAlarm: boolean;
  readonly curve: readonly (DateAnswer & { readonly volume: Quantity<"volume"> })[];
  /** The patient's bolus: how many a day at most. */
  readonly bolus?: { readonly perDay: number };
  /** What the pump can deliver in whole steps, where its step is known. */
  readonly achievable?: { readonly daily: readonly Dose[] };
  /** Each drug before and after, where something ran before. */
  readonly change?: readonly Change[];
}

/** The dates of a plan: by the hours of its program, where one hour is not like the other. */
export const datesOf = ({ dates }: Delivered): Delivered["dates"] => ({ ...dates, ...dates.byTheHour });

export interface Change {
  readonly drug: string;
  readonly before: Quantity;
  readonly after: Quantity;
  /** After over before; null where nothing was given before. */
  readonly ratio: number | null;
}

export interface Bridged {
  readonly duration: Quantity<"time">;
  readonly flow: Quantity<"flow">;
  readonly volume: Quantity<"volume">;
  /** The dose at which the old solution goes on. */
  readonly dose: Quantity<"doseRate">;
  readonly thenFlow: Quantity<"flow">;
  readonly notes?: readonly string[];
  readonly without: {
    readonly duration: Quantity<"time">;
    readonly dose: Quantity;
    readonly ratio?: number | null;
  };
}

export interface Finding {
  readonly id: string;
  readonly drug?: string;
  readonly limit: { readonly says: { readonly en: string; readonly zh: string } } | null;
  readonly stands: "below" | "within" | "above" | "beyond";
  readonly verdict?: "on label" | "within consensus" | "neither";
  readonly blocks: boolean;
  readonly confirm: boolean;
  /** The case's own number; null where it has none, absent in what is not a limit's. */
  readonly value?: Quantity | null;
  readonly margin: Quantity | null;
  readonly sentence: string;
  /** Id of the source, and where in it. */
  readonly source: Readonly<Record<string, unknown>>;
  readonly status: string;
}

export interface Checked {
  readonly findings: readonly Finding[];
}

/** An issue, and whether it only says that something has not been entered yet. */
export interface Fault extends Issue {
  readonly blank: boolean;
}

export interface Answers {
  /** What runs now; undefined where nothing is known to run. */
  readonly before: Reply<Delivered> | undefined;
  readonly after: Reply<Delivered>;
  readonly check: Reply<Checked>;
  /** Undefined where the solution does not change. */
  readonly bridge: Reply<Bridged> | undefined;
  /** What was answered last, to stand pale while the draft cannot be read. */
  readonly last: {
    readonly before?: Delivered;
    readonly after?: Delivered;
    readonly check?: Checked;
    readonly bridge?: Bridged;
  };
  /** Every fault of the draft, once. */
  readonly issues: readonly Fault[];
}

const doseOf = (delivered: Delivered, drug: string): Quantity | undefined =>
  delivered.daily.find((each) => each.drug === drug)?.dose;

function askBridge(
  plan: Plan,
  before: Reply<Delivered> | undefined,
  after: Reply<Delivered>,
  locale: Locale,
): Reply<Bridged> | undefined {
  if (
    !plan.active ||
    !before?.ok ||
    !after.ok ||
    !after.answer.deadVolume ||
    !solutionChanges(plan.active, plan.draft)
  )
    return undefined;
  const [from, to] = [primaryOf(plan.active), primaryOf(plan.draft)];
  return ask<Bridged>(
    "bridge",
    {
      deadVolume: after.answer.deadVolume,
      from: {
        drug: from,
        concentration: concentrationOf(plan.active, from),
        dose: doseOf(before.answer, from),
      },
      to: { drug: to, concentration: concentrationOf(plan.draft, to), dose: doseOf(after.answer, to) },
      ...(plan.bridge.dose === "" ? {} : { bridgeDose: plan.bridge.dose }),
    },
    locale,
  );
}

/** Asks everything the plan's page shows. Parts that did not change are not asked again. */
export function useAnswers(plan: Plan, identity: Identity, locale: Locale): Answers {
  const { pump, catheter, clinic, active, draft } = plan;
  const before = useMemo(
    () =>
      active
        ? ask<Delivered>("deliver", writeDeliver({ pump, catheter, clinic }, active), locale)
        : undefined,
    [pump, catheter, clinic, active, locale],
  );
  const ran = before?.ok ? active : null;
  const after = useMemo(
    () => ask<Delivered>("deliver", writeDeliver({ pump, catheter, clinic }, draft, ran), locale),
    [pump, catheter, clinic, draft, ran, locale],
  );
  const check = useMemo(
    () => ask<Checked>("check", writeCheck(plan, identity), locale),
    [plan, identity, locale],
  );
  const bridge = useMemo(() => askBridge(plan, before, after, locale), [plan, before, after, locale]);

  const last = useRef<{ of: string } & Answers["last"]>({ of: plan.caseId });
  if (last.current.of !== plan.caseId) last.current = { of: plan.caseId };
  last.current = {
    of: plan.caseId,
    before: before === undefined ? undefined : before.ok ? before.answer : last.current.before,
    after: after.ok ? after.answer : last.current.after,
    check: check.ok ? check.answer : last.current.check,
    bridge: bridge?.ok ? bridge.answer : after.ok ? undefined : last.current.bridge,
  };
  const issues = useMemo(
    () =>
      gather([
        [after, writeDeliver({ pump, catheter, clinic }, draft)],
        [check, writeCheck(plan, identity)],
        [bridge, { bridgeDose: plan.bridge.dose }],
      ]),
    [after, check, bridge, plan, identity, pump, catheter, clinic, draft],
  );
  return { before, after, check, bridge, last: last.current, issues };
}

const noFaults: Fault[] = [];

/** The issues of several replies, each once, beside the input that each was given. */
export function gather(asked: readonly (readonly [Reply | undefined, unknown])[]): Fault[] {
  const all = asked.flatMap(([reply, input]) =>
    reply && !reply.ok ? reply.issues.map((issue) => ({ ...issue, blank: isBlank(input, issue.path) })) : [],
  );
  // The same list while there is nothing to mend: fields are then not drawn again.
  if (all.length === 0) return noFaults;
  const seen = new Set<string>();
  return all.filter(({ path, message }) => {
    const key = `${path}\n${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Whether nothing stands at a path of an input. */
function isBlank(input: unknown, path: string): boolean {
  const steps = path.match(/[^.[\]]+/g) ?? [];
  const found = steps.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
    input,
  );
  return found === "" || found === undefined;
}
