import { isVerified, library, type Pump, type Receipt } from "../knowledge/knowledge.ts";
import {
  compare,
  type Flow,
  type Fraction,
  inside,
  inward,
  type Kind,
  languageOf,
  type Locale,
  type Quantity,
  renderQuantity,
  suggest,
  type Volume,
} from "../quantity/quantity.ts";
import type { Mode, PumpChoice } from "../regimen/regimen.ts";
import type { Remarks } from "./remarks.ts";
import { sentencesIn } from "./sentences.ts";

/** What a pump is and can do, ready to compute with. Absent means not known. */
export interface Device {
  readonly name: string;
  /** The id of a listed model; absent for a custom pump. */
  readonly model?: string;
  readonly constant: boolean;
  readonly modes: readonly (Mode | "patient bolus")[];
  readonly capacity: Volume;
  readonly residual?: Volume;
  readonly alarmVolume?: Volume;
  readonly minFlow?: Flow;
  readonly maxFlow?: Flow;
  readonly minimumModeFlow?: Flow;
  readonly factoryFlows: readonly Flow[];
  readonly flowStep?: Flow;
  readonly accuracy?: Fraction;
  readonly tubing?: Volume;
  readonly flexSteps?: number;
}

const everyMode = ["continuous", "flex", "periodic", "minimum", "stopped", "patient bolus"] as const;

/** The device that was chosen; faults of the choice go to `remarks`, with their place under `path`. */
export function deviceOf(
  choice: PumpChoice,
  locale: Locale,
  remarks: Remarks,
  path = "pump",
): Device | undefined {
  const say = sentencesIn(locale);
  if ("custom" in choice) return customDevice(choice.custom, say, remarks, inside(path, "custom"));
  const pump = library.pumps.get(choice.model);
  if (!pump) {
    remarks.issues.push({
      path: inside(path, "model"),
      message: say.unknownPump(choice.model, suggest(choice.model, [...library.pumps.keys()]), [
        ...library.pumps.keys(),
      ]),
    });
    return undefined;
  }
  return listedDevice(pump, choice, locale, remarks, path);
}

function customDevice(
  pump: Extract<PumpChoice, { custom: unknown }>["custom"],
  say: ReturnType<typeof sentencesIn>,
  remarks: Remarks,
  path: string,
): Device | undefined {
  const before = remarks.issues.length;
  if (compare(pump.minFlow, pump.maxFlow) > 0)
    remarks.issues.push({ path: inside(path, "minFlow"), message: say.minimumAboveMaximum });
  if (compare(pump.alarmVolume, pump.capacity) > 0)
    remarks.issues.push({ path: inside(path, "alarmVolume"), message: say.alarmAboveCapacity });
  const accuracy = inward(pump.accuracy, "fraction");
  if (accuracy >= 1) remarks.issues.push({ path: inside(path, "accuracy"), message: say.accuracyTooLarge });
  if (remarks.issues.length > before) return undefined;
  const minFlow = inward(pump.minFlow, "flow");
  return {
    name: pump.name ?? say.customPump,
    constant: false,
    modes: everyMode,
    capacity: inward(pump.capacity, "volume"),
    residual: inward(pump.residual, "volume"),
    alarmVolume: inward(pump.alarmVolume, "volume"),
    minFlow,
    maxFlow: inward(pump.maxFlow, "flow"),
    minimumModeFlow: minFlow,
    factoryFlows: [],
    ...(pump.flowStep && { flowStep: inward(pump.flowStep, "flow") }),
    accuracy,
    tubing: inward(pump.tubing, "volume"),
    ...(pump.flexSteps && { flexSteps: pump.flexSteps }),
  };
}

function listedDevice(
  pump: Pump,
  choice: Extract<PumpChoice, { model: string }>,
  locale: Locale,
  remarks: Remarks,
  path: string,
): Device | undefined {
  const say = sentencesIn(locale);
  const before = remarks.issues.length;
  const assume = <K extends Kind>(
    what: string,
    fact: ({ value: Quantity<K> } & Receipt) | undefined,
    kind: K,
  ) => {
    if (!fact) return undefined;
    if (!isVerified(fact.status))
      remarks.assumed.push(
        say.unverified(pump.name, what, renderQuantity(fact.value, locale), fact.fact ?? fact.source),
      );
    return inward(fact.value, kind);
  };
  const sizes = [pump.capacity, ...(pump.capacities ?? [])];
  const size = choice.capacity ? sizes.find((s) => compare(s.value, choice.capacity!) === 0) : pump.capacity;
  if (!size) {
    remarks.issues.push({
      path: inside(path, "capacity"),
      message: say.noSuchSize(
        pump.name,
        sizes.map((s) => renderQuantity(s.value, locale)),
      ),
    });
  } else if (!choice.capacity && sizes.length > 1) {
    remarks.assumed.push(
      say.assumedSize(
        pump.name,
        renderQuantity(size.value, locale),
        sizes.map((s) => renderQuantity(s.value, locale)),
      ),
    );
  }
  const capacity = size && assume(say.what.capacity, size, "volume");
  if (choice.alarmVolume && size && compare(choice.alarmVolume, size.value) > 0) {
    remarks.issues.push({ path: inside(path, "alarmVolume"), message: say.alarmAboveCapacity });
  }
  const alarmVolume = choice.alarmVolume
    ? inward(choice.alarmVolume, "volume")
    : pump.alarmVolume && inward(pump.alarmVolume.value, "volume");
  if (!choice.alarmVolume && pump.alarmVolume) {
    remarks.assumed.push(
      say.assumedAlarm(
        pump.name,
        renderQuantity(pump.alarmVolume.value, locale),
        pump.alarmVolume.fact ?? pump.alarmVolume.source,
      ),
    );
  }
  const factoryFlow = choice.factoryFlow && inward(choice.factoryFlow, "flow");
  const minFlow = assume(say.what.minFlow, pump.minFlow, "flow");
  const maxFlow = assume(say.what.maxFlow, pump.maxFlow, "flow");
  const tubing = tubingOf(pump, choice, locale, remarks, path);
  if (remarks.issues.length > before || capacity === undefined) return undefined;
  const residual = pump.residual && inward(pump.residual.value, "volume");
  const minimumModeFlow = pump.minimumModeFlow && inward(pump.minimumModeFlow.value, "flow");
  const flowStep = pump.flowStep && inward(pump.flowStep.value, "flow");
  const accuracy = assume(say.what.accuracy, pump.accuracy, "fraction");
  return {
    name: pump.name,
    model: pump.id,
    constant: pump.drive === "constant",
    modes: pump.modes,
    capacity,
    factoryFlows:
      factoryFlow !== undefined
        ? [factoryFlow]
        : (pump.factoryFlows ?? []).map((f) => inward(f.value, "flow")),
    ...(residual !== undefined && { residual }),
    ...(alarmVolume !== undefined && { alarmVolume }),
    ...(minFlow !== undefined && { minFlow }),
    ...(maxFlow !== undefined && { maxFlow }),
    ...(minimumModeFlow !== undefined && { minimumModeFlow }),
    ...(flowStep !== undefined && { flowStep }),
    ...(accuracy !== undefined && { accuracy }),
    ...(tubing !== undefined && { tubing }),
    ...(pump.flexSteps && { flexSteps: pump.flexSteps.value }),
  };
}

/** The tubing volume of this pump: as entered, of the named version, or of the latest version. */
function tubingOf(
  pump: Pump,
  choice: Extract<PumpChoice, { model: string }>,
  locale: Locale,
  remarks: Remarks,
  path: string,
): Volume | undefined {
  const say = sentencesIn(locale);
  const versions = pump.tubing ?? [];
  if (choice.tubing) return inward(choice.tubing, "volume");
  if (choice.tubingVersion !== undefined) {
    const named = versions.find((v) => v.version === choice.tubingVersion);
    if (named) return inward(named.value, "volume");
    remarks.issues.push({
      path: inside(path, "tubingVersion"),
      message: say.noSuchTubing(
        pump.name,
        versions.map((v) => v.version),
      ),
    });
    return undefined;
  }
  const latest = versions.at(-1);
  return latest && inward(latest.value, "volume");
}

/** Which tubing volume was taken and which others exist: said by whoever uses it. */
export function tubingRemark(choice: PumpChoice, locale: Locale): string | undefined {
  if ("custom" in choice || choice.tubing || choice.tubingVersion !== undefined) return undefined;
  const pump = library.pumps.get(choice.model);
  const latest = pump?.tubing?.at(-1);
  if (!pump || !latest) return undefined;
  const language = languageOf(locale);
  const others = pump
    .tubing!.slice(0, -1)
    .map((v) => [renderQuantity(v.value, locale), v.called[language]] as const);
  return sentencesIn(locale).assumedTubing(
    pump.name,
    renderQuantity(latest.value, locale),
    latest.called[language],
    others,
  );
}
