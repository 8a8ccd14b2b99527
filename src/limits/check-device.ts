import { nameOf } from "../delivery/delivery.ts";
import { library } from "../knowledge/knowledge.ts";
import {
  type DoseRate,
  inward,
  type Locale,
  outward,
  type Quantity,
  renderQuantity,
} from "../quantity/quantity.ts";
import { applies } from "./applies.ts";
import type { Case } from "./case.ts";
import { type Finding, ownRule } from "./finding.ts";
import { showBounds, sourceName } from "./say-finding.ts";
import { sentencesIn } from "./sentences.ts";

/**
 * The pump's alarm counts what was programmed. It runs dry before the alarm if it over-delivers by more than a/(V − a),
 * with V the volume and a the alarm volume (INC-3): told where that lies inside the labelled accuracy.
 */
export function checkAlarm({ plan }: Case, locale: Locale): Finding[] {
  const { device, reservoir, totals } = plan;
  const volume = inward(reservoir.volume, "volume");
  if (
    device.alarmVolume === undefined ||
    device.accuracy === undefined ||
    totals.flow === 0 ||
    volume <= device.alarmVolume
  )
    return [];
  const over = device.alarmVolume / (volume - device.alarmVolume);
  if (over >= device.accuracy) return [];
  const share = (value: number): string =>
    renderQuantity(outward(value as never, "fraction", "%"), locale, 3);
  const accuracy = device.model === undefined ? undefined : library.pumps.get(device.model)?.accuracy;
  const say = sentencesIn(locale);
  return [
    {
      id: "dry-before-alarm",
      stands: "above",
      blocks: false,
      confirm: false,
      ratio: device.accuracy / over,
      sentence: say.dryBeforeAlarm(device.name, share(over), share(device.accuracy)),
      receipt: accuracy ?? ownRule({ en: "Accuracy as entered.", zh: "按所输入的精度。" }),
      status: "computed",
    },
  ];
}

/** Starting doses that this concentration is too strong for: the pump's minimum delivers more (EX-06). */
export function checkStartDeliverable(all: Case, locale: Locale): Finding[] {
  const { device, solution } = all.plan;
  const minFlow = device.minFlow;
  if (minFlow === undefined || all.phase === "maintenance") return [];
  const say = sentencesIn(locale);
  return solution.flatMap((ingredient) => {
    const drug = library.drugs.get(ingredient.drug);
    const least = (minFlow * ingredient.concentration) as DoseRate;
    return (drug?.limits ?? [])
      .filter((limit) => limit.bounds === "startingDose" && limit.lower && applies(limit, all))
      .filter((limit) => least > inward(limit.lower as Quantity<"doseRate">, "doseRate") * (1 + 1e-12))
      .map((limit) => ({
        id: `${limit.id} deliverable`,
        drug: ingredient.drug,
        limit,
        stands: "above" as const,
        blocks: false,
        confirm: false,
        sentence: `${say.startNotDeliverable(nameOf(ingredient.drug, locale), showBounds(limit, locale), renderQuantity(outward(least, "doseRate", (limit.lower ?? limit.upper)!.unit), locale), device.name)}${say.by(sourceName(limit), locale === "zh-CN" ? limit.says.zh : limit.says.en)}${locale === "zh-CN" ? "。" : "."}`,
        receipt: limit,
        status: limit.status,
      }));
  });
}
