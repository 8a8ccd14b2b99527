import { noRemarks, type Plan, planOf } from "../delivery/delivery.ts";
import { indications, jurisdictions, phases } from "../knowledge/knowledge.ts";
import { check, type Finding } from "../limits/limits.ts";
import { hoursBetween, type Instant, type Locale, readInstant } from "../quantity/quantity.ts";
import { reservoirAt, type Running, type State } from "../records/records.ts";

/** What a program is for and whose labels hold, as it is recorded. */
export type RecordedPurpose = NonNullable<Running["purpose"]>;
/** The same in the words that limits are chosen by. */
export type Purpose = RecordedPurpose & {
  readonly indication: (typeof indications)[number];
  readonly phase: (typeof phases)[number];
  readonly jurisdiction: (typeof jurisdictions)[number];
};

/** A recorded purpose, where limits can be chosen by it. */
export function readPurpose(purpose: RecordedPurpose | undefined): Purpose | undefined {
  const isOne = (list: readonly string[], value: string | undefined): boolean =>
    value !== undefined && list.includes(value);
  return isOne(indications, purpose?.indication) &&
    isOne(phases, purpose?.phase) &&
    isOne(jurisdictions, purpose?.jurisdiction)
    ? (purpose as Purpose)
    : undefined;
}

/** What a patient's pump runs at a moment, as a plan; what happened is taken as it happened. */
export function planRunning(state: State, at: Instant, locale: Locale): Plan | undefined {
  const { pump, program } = state;
  const reservoir = reservoirAt(state, at, locale);
  return pump && program && reservoir
    ? planOf(
        { pump: pump.choice, reservoir, program: program.program, patientBolus: program.patientBolus },
        locale,
        noRemarks(),
        { history: true },
      )
    : undefined;
}

/** Where a running plan stands to every limit: as it runs, not as the step that led to it. */
export function findingsOfRunning(
  plan: Plan,
  { patient }: State,
  { indication, phase, jurisdiction }: Purpose,
  at: Instant,
  locale: Locale,
): readonly Finding[] {
  const born = patient && readInstant(`${patient.birthDate}T00:00:00Z`);
  return check(
    {
      route: "intrathecal",
      indication,
      phase,
      jurisdiction,
      patient: {
        ...(born && born.epoch <= at.epoch && { age: hoursBetween(born, at) }),
        opioid: patient?.opioid ?? "unknown",
        conditions: [],
        cosedatives: [],
      },
      plan,
    },
    locale,
  ).findings;
}
