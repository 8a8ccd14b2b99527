import { z } from "zod";
import { amountIn, catheterVolume, ingredientsOf, nameOf, noRemarks } from "../delivery/delivery.ts";
import {
  adviceOn,
  catheterOf,
  concerns,
  drugOf,
  jurisdictions,
  library,
  pumpOf,
  type Situation,
  situations,
  type Statement,
} from "../knowledge/knowledge.ts";
import { inside, type Language, languageOf, outward, readParts, suggest } from "../quantity/quantity.ts";
import { catheterChoice, solution } from "../regimen/regimen.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { massUnitOf, volumeIn } from "./quantities.ts";
import { writeStatement } from "./write-statement.ts";

const input = z.strictObject({
  /** What the pump gives, or gave. */
  drugs: z.array(z.string().min(1).max(80)).min(1).max(10),
  pump: z.string().max(80).optional(),
  catheter: catheterChoice.optional(),
  /** What is in the line: with the catheter it tells what an injection through the access port would push. */
  solution: solution.optional(),
  /** Whose labels hold; absent: all are shown. */
  jurisdiction: z.enum(jurisdictions).optional(),
  situations: z.array(z.enum(situations)).min(1).optional(),
});

const sentences = {
  en: {
    unknown: (what: string, near: string | undefined) =>
      `"${what}" is not known here${near ? `; did you mean "${near}"?` : ""}`,
    nothing: (situation: string, what: string) =>
      `no source here says anything about ${situation} with ${what}: ask the maker, a poison centre or whoever prescribes it`,
    ofDevice: "a device that is not named",
    line: (volume: string) =>
      `the line holds what stands between the reservoir's tubing and the tip: ${volume}; aspirate at least this before anything is injected through the access port, or it goes into the spinal fluid as a bolus`,
    whole: "statements of all jurisdictions are shown",
    names: {
      withdrawal: "withdrawal",
      overdose: "overdose",
      "pocket fill": "a pocket fill",
      "loss of effect": "loss of effect",
      MRI: "MRI",
      restart: "restarting after an interruption",
      replacement: "replacement",
      taper: "tapering before removal",
      weaning: "weaning the oral drug",
      alarm: "alarms",
    },
  },
  zh: {
    unknown: (what: string, near: string | undefined) =>
      `此处不认识“${what}”${near ? `；是否为“${near}”？` : ""}`,
    nothing: (situation: string, what: string) =>
      `此处没有来源说明${what}的${situation}：请询问厂家、中毒控制中心或处方者`,
    ofDevice: "未指明的装置",
    line: (volume: string) =>
      `管路中（泵内管路出口至导管尖端）存有 ${volume}；经通路口注射任何药物前至少抽出此量，否则将作为推注进入脑脊液`,
    whole: "显示所有辖区的内容",
    names: {
      withdrawal: "撤药",
      overdose: "过量",
      "pocket fill": "囊袋内注射",
      "loss of effect": "疗效丧失",
      MRI: "MRI",
      restart: "中断后重启",
      replacement: "更换",
      taper: "取泵前减量",
      weaning: "口服药减停",
      alarm: "报警",
    },
  },
} satisfies Record<Language, { names: Record<Situation, string> } & Record<string, unknown>>;

function run(given: unknown, { locale }: Context): Reply {
  const say = sentences[languageOf(locale)];
  const { parts, issues } = readParts(input, given, locale);
  const remarks = noRemarks();
  remarks.issues.push(...issues);
  parts.drugs?.forEach((drug, i) => {
    if (!drugOf(drug)) remarks.issues.push(unknown(inside("drugs", i), drug, [...library.drugs.keys()]));
  });
  function unknown(path: string, what: string, known: readonly string[]) {
    return { path, message: say.unknown(what, suggest(what, known)) };
  }
  if (parts.pump !== undefined && !pumpOf(parts.pump))
    remarks.issues.push(unknown("pump", parts.pump, [...library.pumps.keys()]));
  const model = parts.catheter && "model" in parts.catheter ? parts.catheter.model : undefined;
  const volume = parts.catheter && catheterVolume(parts.catheter, locale, remarks);
  const held = parts.solution && ingredientsOf(parts.solution, locale, remarks, "solution");
  if (remarks.issues.length > 0 || !parts.drugs) return refused(remarks.issues);
  const gaps: string[] = [...remarks.gaps];
  const sections = (parts.situations ?? situations).map((situation) => {
    const statements = adviceOn(situation, {
      drugs: parts.drugs!,
      pump: parts.pump,
      catheter: model === undefined || !catheterOf(model) ? undefined : model,
      jurisdiction: parts.jurisdiction,
    });
    for (const what of silent(situation, statements, parts.drugs!, parts.pump))
      gaps.push(say.nothing(say.names[situation], what === "" ? say.ofDevice : nameFor(what)));
    return { situation, title: say.names[situation], statements: statements.map(written) };
  });
  function nameFor(id: string): string {
    return pumpOf(id)?.name ?? nameOf(id, locale);
  }
  function written(statement: Statement): object {
    const { of, act } = statement;
    return {
      of: { ...of, name: of.kind === "drug" || of.kind === "pump" ? nameFor(of.id) : of.id },
      act: act === true,
      ...writeStatement(statement, locale),
    };
  }
  const line = volume !== undefined && {
    volume: volumeIn(volume),
    drugs: (held ?? []).map((one) => ({
      drug: one.drug,
      amount: outward(amountIn(volume, one), "amount", massUnitOf(one.drug)),
    })),
    says: say.line(`${volumeIn(volume).value} mL`),
  };
  return answered({ sections, ...(line && { line }) }, gaps, [
    ...remarks.assumed,
    ...(parts.jurisdiction ? [] : [say.whole]),
  ]);
}

/** The drugs, or the device, of which nothing is said though the situation is theirs. */
function silent(
  situation: Situation,
  statements: readonly Statement[],
  drugs: readonly string[],
  pump: string | undefined,
): readonly string[] {
  if (concerns(situation) === "device")
    return statements.some(({ of }) => of.kind === "pump") ? [] : [pump ?? ""];
  if (situation === "pocket fill" && statements.length > 0) return [];
  return drugs.filter(
    (drug) =>
      drugOf(drug)?.class !== "vehicle" && !statements.some(({ of }) => of.kind === "drug" && of.id === drug),
  );
}

export const advise: Operation = {
  name: "advise",
  summary:
    "What the sources say about withdrawal, overdose, pocket fill, loss of effect, MRI and the like, with the drug in the line.",
  input,
  example: {
    drugs: ["baclofen"],
    pump: "synchromed-ii-40",
    catheter: { model: "ascenda-8780", segments: [{ supplied: "114 cm", trimmed: "20 cm" }] },
    solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
    jurisdiction: "US",
  },
  run,
};
