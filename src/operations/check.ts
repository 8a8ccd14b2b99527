import { z } from "zod";
import { deliverySentences, noRemarks, planBefore, planOf, type Remarks } from "../delivery/delivery.ts";
import { indications, jurisdictions, phases, routes } from "../knowledge/knowledge.ts";
import { type Case, check as checkCase, limitSentences } from "../limits/limits.ts";
import { hoursBetween, instant, inward, type Locale, quantity, readParts } from "../quantity/quantity.ts";
import { patientBolus, program, pumpChoice, reservoir } from "../regimen/regimen.ts";
import { asksAboutProtocol, protocolCheck, runProtocolCheck } from "./check-protocol.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { patient } from "./read-patient.ts";
import { writeFinding } from "./write-finding.ts";

const pumpCheck = z.strictObject({
  route: z.enum(routes),
  indication: z.enum(indications),
  jurisdiction: z.enum(jurisdictions),
  phase: z.enum(phases).optional(),
  patient,
  pump: pumpChoice,
  reservoir,
  program,
  patientBolus: patientBolus.optional(),
  /** What ran until now, and since when. */
  before: z
    .strictObject({ reservoir, program, patientBolus: patientBolus.optional(), since: instant() })
    .optional(),
  /** A screening or trial bolus of one drug of the solution. */
  trial: z.strictObject({ drug: z.string(), amount: quantity("amount") }).optional(),
});
const input = z.union([pumpCheck, protocolCheck]);
type Parts = Partial<z.output<typeof pumpCheck>>;

function run(given: unknown, context: Context): Reply {
  if (asksAboutProtocol(given)) return runProtocolCheck(given, context);
  const { locale } = context;
  const { parts, issues } = readParts(pumpCheck, given, locale);
  const remarks = noRemarks();
  remarks.issues.push(...issues);
  const plan = planOf(parts, locale, remarks, { given });
  const before = planBefore(parts.before, parts.pump, locale, remarks);
  checkTimes(parts, locale, remarks);
  if (
    parts.trial &&
    parts.reservoir &&
    !parts.reservoir.solution.some(({ drug }) => drug === parts.trial!.drug)
  ) {
    remarks.issues.push({
      path: "trial.drug",
      message: deliverySentences(locale).notInSolution(
        parts.trial.drug,
        undefined,
        parts.reservoir.solution.map(({ drug }) => drug),
      ),
    });
  }
  if (remarks.issues.length > 0 || !plan || !complete(parts)) return refused(remarks.issues);
  const all = caseOf(parts, plan, before);
  const { findings, gaps, assumed } = checkCase(all, locale);
  return answered(
    { findings: findings.map(writeFinding) },
    [...remarks.gaps, ...gaps],
    [...remarks.assumed, ...(parts.phase ? [] : [limitSentences(locale).phaseAssumed]), ...assumed],
  );
}

/** Nobody is treated before birth, and what ran before the plan began before it. */
function checkTimes({ patient, before, reservoir }: Parts, locale: Locale, remarks: Remarks): void {
  const say = limitSentences(locale);
  if (!reservoir) return;
  if (patient?.birthDate && patient.birthDate.epoch > reservoir.asOf.epoch)
    remarks.issues.push({ path: "patient.birthDate", message: say.bornAfter });
  if (before && before.since.epoch > reservoir.asOf.epoch)
    remarks.issues.push({ path: "before.since", message: say.sinceAfter });
}

type Complete = Parts &
  Required<Pick<z.output<typeof pumpCheck>, "route" | "indication" | "jurisdiction" | "patient">>;
const complete = (parts: Parts): parts is Complete =>
  parts.route !== undefined &&
  parts.indication !== undefined &&
  parts.jurisdiction !== undefined &&
  parts.patient !== undefined;

function caseOf(parts: Complete, plan: Case["plan"], before: Case["plan"] | undefined): Case {
  const { birthDate: born, opioid = "unknown", conditions = [], cosedatives = [] } = parts.patient;
  return {
    route: parts.route,
    indication: parts.indication,
    jurisdiction: parts.jurisdiction,
    phase: parts.phase ?? "maintenance",
    patient: {
      ...(born && { age: hoursBetween(born, plan.reservoir.asOf) }),
      opioid,
      conditions,
      cosedatives,
    },
    plan,
    ...(before && {
      before: { plan: before, hoursAgo: hoursBetween(parts.before!.since, plan.reservoir.asOf) },
    }),
    ...(parts.trial && {
      trial: {
        drug: parts.trial.drug,
        amount: inward(parts.trial.amount, "amount"),
        written: parts.trial.amount,
      },
    }),
  };
}

export const check: Operation = {
  name: "check",
  summary:
    "Where a plan stands to every limit that speaks of it: findings with margin, sentence, source and status.",
  input,
  example: {
    route: "intrathecal",
    indication: "pain-noncancer",
    jurisdiction: "US",
    phase: "maintenance",
    patient: { opioid: "unknown" },
    pump: { model: "synchromed-ii-20", alarmVolume: "2 mL" },
    reservoir: {
      volume: "18 mL",
      asOf: "2026-01-05T08:00:00Z",
      solution: [{ drug: "ziconotide", concentration: "25 mcg/mL" }],
    },
    program: { mode: "continuous", drug: "ziconotide", dose: "12 mcg/d" },
  },
  run,
};
