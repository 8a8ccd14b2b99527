import { deviceOf, noRemarks } from "../../delivery/delivery.ts";
import { library } from "../../knowledge/knowledge.ts";
import type { Finding } from "../../limits/limits.ts";
import { compare, type Instant, type Locale, outward, type Quantity } from "../../quantity/quantity.ts";
import type { Entry, Running, State } from "../../records/records.ts";
import { findingsOfRunning, planRunning, readPurpose, type RecordedPurpose } from "../running-case.ts";

type Kept = Extract<Entry, { kind: "limit check" }>["data"];
type KeptFinding = Kept["findings"][number];

/** A finding that the check before did not have so: what it said then, where it said anything. */
export interface News {
  readonly finding: Finding;
  readonly was: KeptFinding | undefined;
}

/** Why a running program could not be checked. */
export type Unchecked = "no purpose" | "no solution" | "cannot be run";

/** A running program held against the limits that are shipped now, and what is new since it was last. */
export interface Rechecked {
  readonly patient: string;
  readonly state: State;
  readonly running: Running;
  /** The last check of this very program; absent: nobody kept one. */
  readonly before: Extract<Entry, { kind: "limit check" }> | undefined;
  readonly unchecked?: Unchecked;
  readonly news: readonly News[];
  /** What stood outside then and no longer does. */
  readonly gone: readonly KeptFinding[];
  /** The tubing volume then and now, where it is another (C-01). */
  readonly tubing?: { readonly was: Quantity<"volume">; readonly now: Quantity<"volume"> };
  /** What is to be kept of this check. */
  readonly keep?: Kept;
}

/** Checks what a pump runs at a moment; undefined where nothing runs. */
export function checkRunning(
  patient: string,
  state: State,
  now: Instant,
  fallback: RecordedPurpose | undefined,
  locale: Locale,
): Rechecked | undefined {
  const { pump, program: running } = state;
  if (!pump || !running || running.program.mode === "stopped") return undefined;
  const before = state.checked?.data.of === running.entry ? state.checked : undefined;
  const base = { patient, state, running, before, news: [], gone: [] };
  // What was checked under this very library, for this very program, is not checked again.
  if (before?.data.library === library.version) return base;
  const purpose = readPurpose(running.purpose ?? before?.data.purpose ?? fallback);
  if (!purpose) return { ...base, unchecked: "no purpose" };
  const plan = planRunning(state, now, locale);
  if (!plan)
    return {
      ...base,
      unchecked:
        state.fills.at(-1)?.emptied !== undefined || state.fills.length === 0
          ? "no solution"
          : "cannot be run",
    };
  // What the engine itself remarks of any plan is no limit of the library.
  const outside = findingsOfRunning(plan, state, purpose, now, locale).filter(
    ({ stands, limit, verdict }) => stands !== "within" && (limit !== undefined || verdict !== undefined),
  );
  const was = before?.data.findings ?? [];
  const tubing = tubingOf(state, locale);
  const told = before?.data.tubing;
  return {
    ...base,
    news: outside.flatMap((finding) => {
      const then = was.find((one) => isSame(one, finding));
      return then && then.stands === finding.stands && then.bound === boundOf(finding)
        ? []
        : [{ finding, was: then }];
    }),
    gone: was.filter((one) => !outside.some((finding) => isSame(one, finding))),
    ...(told && tubing && compare(told, tubing) !== 0 && { tubing: { was: told, now: tubing } }),
    keep: {
      of: running.entry,
      library: library.version,
      purpose,
      findings: outside.map((finding) => ({
        id: finding.id,
        stands: finding.stands,
        ...(finding.drug !== undefined && { drug: finding.drug }),
        ...(finding.limit && { bound: boundOf(finding)! }),
      })),
      ...(tubing && { tubing }),
    },
  };
}

const isSame = (kept: KeptFinding, { id, drug }: Finding): boolean => kept.id === id && kept.drug === drug;

/** A limit's bounds in one text: the same number in another edition is the same limit. */
function boundOf({ limit }: Finding): string | undefined {
  if (!limit) return undefined;
  const write = (bound: Quantity | undefined): string => (bound ? `${bound.value} ${bound.unit}` : "");
  return `${write(limit.lower)}..${write(limit.upper)}`;
}

/** The tubing volume that bridges and primes of this pump are reckoned with now. */
function tubingOf({ pump }: State, locale: Locale): Quantity<"volume"> | undefined {
  const device = pump && deviceOf(pump.choice, locale, noRemarks());
  return device?.tubing === undefined ? undefined : outward(device.tubing, "volume", "mL");
}
