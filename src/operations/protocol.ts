import { z } from "zod";
import { modelsOf, protocolSentences as exposureSentences, sessionPeaks } from "../exposure/exposure.ts";
import { infuse, type Infused, type InfusedSession, noRemarks, type Remarks } from "../delivery/delivery.ts";
import { indications, jurisdictions, models } from "../knowledge/knowledge.ts";
import { checkProtocol, type Told } from "../limits/limits.ts";
import {
  type Amount,
  inward,
  languageOf,
  type Locale,
  outward,
  readParts,
  suggest,
  type Weight,
} from "../quantity/quantity.ts";
import { protocol as protocolSchema } from "../regimen/regimen.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { volumeIn } from "./quantities.ts";
import { writeFinding } from "./write-finding.ts";
import { writeSource } from "./write-source.ts";

const input = z.strictObject({
  ...protocolSchema.shape,
  indication: z.enum(indications).optional(),
  jurisdiction: z.enum(jurisdictions).optional(),
  /** The kinetic model of the peaks; the others of the drug stand beside it. */
  model: z.string().optional(),
});

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  if (issues.length > 0 || !complete(parts)) return refused(issues);
  const remarks = noRemarks();
  const infused = infuse(parts, locale, remarks);
  if (!infused) return refused(remarks.issues);
  const exposed = exposeSessions(
    parts.drug,
    parts.model,
    infused,
    inward(parts.patient.weight, "weight"),
    locale,
    remarks,
  );
  if (!exposed) return refused(remarks.issues);
  const vial = inward(parts.vial.concentration, "concentration");
  const { findings, ask, described, gaps } = checkProtocol(
    {
      drug: parts.drug,
      indication: parts.indication ?? "ketamine-chronic",
      jurisdiction: parts.jurisdiction ?? "US",
      conditions: parts.patient.conditions ?? [],
      vial,
      infused,
    },
    locale,
  );
  return answered(
    {
      sessions: infused.sessions.map((session, i) => ({ ...writeSession(session, infused), ...exposed[i] })),
      total: outward(infused.total, "amount", "mg"),
      findings: findings.map(writeFinding),
      ask: ask.map(writeTold),
      described: described.map(writeTold),
    },
    [...remarks.gaps, ...gaps],
    [...remarks.assumed, ...(parts.indication ? [] : [exposureSentences(locale).indicationAssumed])],
  );
}

/** What a source says in words, with its receipt. */
const writeTold = ({ id, about, says, receipt }: Told): object => ({
  id,
  about,
  says,
  source: writeSource(receipt),
  ...(receipt.grade !== undefined && { grade: receipt.grade }),
  status: receipt.status,
});

/** The peaks of each session: by the model asked for (or the first venous one of the drug), and by every other beside it. */
function exposeSessions(
  drug: string,
  asked: string | undefined,
  infused: Infused,
  weight: Weight,
  locale: Locale,
  remarks: Remarks,
): object[] | undefined {
  const say = exposureSentences(locale);
  const suited = modelsOf(drug);
  const named = asked === undefined ? undefined : models.get(asked);
  if (asked !== undefined && !named) {
    remarks.issues.push({
      path: "model",
      message: say.noSuchModel(asked, suggest(asked, [...models.keys()]), [...models.keys()]),
    });
    return undefined;
  }
  const chosen = named ?? suited.find(({ matrix }) => matrix === "venous") ?? suited[0];
  if (!chosen) {
    remarks.gaps.push(say.noModel(drug));
    return infused.sessions.map(() => ({ peak: null, peaks: [] }));
  }
  if (chosen.drug !== drug)
    remarks.gaps.push(say.otherDrug(chosen.label[languageOf(locale)], chosen.drug, drug));
  if (!named) remarks.assumed.push(say.modelChosen(chosen.label[languageOf(locale)]));
  remarks.assumed.push(
    say.modelSays(chosen.label[languageOf(locale)], chosen.matrix, chosen.population[languageOf(locale)]),
  );
  if (infused.sessions.some(({ bolus }) => bolus && bolus.over === 0)) remarks.assumed.push(say.bolusByHand);
  const rows = [...new Set([chosen, ...suited])].map((model) => ({
    model,
    peaks: sessionPeaks(infused, model, weight, locale),
  }));
  return infused.sessions.map((_, i) => {
    const of = (row: (typeof rows)[number]) =>
      row.peaks ? outward(row.peaks[i]!, "concentration", "ng/mL") : null;
    return {
      peak: of(rows[0]!),
      peaks: rows.map((row) => ({
        model: row.model.id,
        matrix: row.model.matrix,
        population: row.model.population[languageOf(locale)],
        peak: of(row),
      })),
    };
  });
}

type Parts = Partial<z.output<typeof input>>;
type Complete = Parts & Required<Pick<z.output<typeof input>, "drug" | "patient" | "vial" | "sessions">>;
const complete = (parts: Parts): parts is Complete =>
  parts.drug !== undefined &&
  parts.patient !== undefined &&
  parts.vial !== undefined &&
  parts.sessions !== undefined;

function writeSession(session: InfusedSession, { weight }: Infused): object {
  return {
    day: session.day,
    draw: volumeIn(session.draw),
    infusate: { concentration: outward(session.infusate, "concentration", "mg/mL") },
    ...(session.bolus && {
      bolus: {
        amount: outward(session.bolus.amount, "amount", "mg"),
        over: outward(session.bolus.over, "time", "min"),
      },
    }),
    steps: session.steps.map((step) => ({
      from: outward(step.from, "time", "min"),
      for: outward(step.lasts, "time", "min"),
      flow: outward(step.flow, "flow", "mL/h"),
      rate: outward(step.rate, "doseRate", "mg/h"),
      amount: outward(step.amount, "amount", "mg"),
      capped: step.capped,
      ...(step.hold !== undefined && { hold: step.hold }),
    })),
    total: outward(session.total, "amount", "mg"),
    totalPerKg: outward((session.total / weight) as Amount as never, "amountPerWeight", "mg/kg"),
    volume: volumeIn(session.volume),
    containers: session.containers,
    changes: session.changes.map((after) => outward(after, "time", "min")),
  };
}

export const protocol: Operation = {
  name: "protocol",
  summary:
    "An intravenous protocol from the vial in hand: what to draw and mix, flows, doses per session, limits and questions.",
  input,
  example: {
    drug: "ketamine",
    patient: { weight: "82 kg" },
    vial: { concentration: "50 mg/mL" },
    mix: { drugVolume: "10 mL", finalVolume: "500 mL", container: "bag" },
    cap: "25 mg/h",
    sessions: [{ day: 1, steps: [{ ratePerKg: "0.35 mg/kg/h", for: "4 h" }] }],
  },
  run,
};
