import { z } from "zod";
import { adultCanal, type Text } from "../../knowledge/knowledge.ts";
import {
  type Fraction,
  inward,
  type Inward,
  type Issue,
  languageOf,
  type Length,
  type Locale,
  outward,
  type Quantity,
  quantity,
  readQuantity,
  refuse,
  renderQuantity,
  suggest,
} from "../../quantity/quantity.ts";
import { lengthOf } from "./canal.ts";
import { followed, hindrance } from "./follow.ts";
import { canalOf, type People, peopleLike, type Person } from "./person.ts";
import { canalSentences } from "./sentences.ts";

/** A level of the canal, as asked for. */
export interface Level {
  /** The landmark's id, or the height as written. */
  readonly id: string;
  readonly name: Text;
  readonly at: Length;
}

const ids = adultCanal.landmarks.map(({ id }) => id);
const end = lengthOf(canalOf());
const endShown = (locale: Locale): string => renderQuantity(outward(end, "length", "cm"), locale);
const both = (say: (locale: Locale) => string): { en: string; zh: string } => ({
  en: say("en-US"),
  zh: say("zh-CN"),
});

/** A landmark such as "L3/4", or a height above the caudal end such as "12 cm". */
export const level = z
  .unknown()
  .meta({
    title: "level",
    description: `A landmark (${ids.join(", ")}) or a height above the caudal end, as "12 cm".`,
    anyOf: [{ type: "string" }, { type: "object" }],
  })
  .transform((given, context): Level => {
    const found = adultCanal.landmarks.find(({ id }) => id === given);
    if (found) return { id: found.id, name: found.name, at: inward(found.at, "length") };
    const read = readQuantity(given, "length");
    const isName = typeof given === "string" && !/^[\s\d.+-]/.test(given);
    if (isName || !("quantity" in read)) {
      const came =
        typeof given === "string" ? given.slice(0, 40) : JSON.stringify(given ?? null).slice(0, 40);
      const say = (locale: Locale): string =>
        canalSentences(locale).level(came, ids.join(", "), endShown(locale), suggest(came, ids));
      refuse(context, both(say));
      return z.NEVER;
    }
    const at = inward(read.quantity, "length");
    if (at > end)
      refuse(
        context,
        both((locale) => canalSentences(locale).height(endShown(locale))),
      );
    const id = `${read.quantity.value} ${read.quantity.unit}`;
    return { id, name: { en: id, zh: id }, at };
  });

/** The fields that say in whom, of what, and where: shared by every question about the canal. */
export const settingFields = {
  /** The drug looked at; its uptake is taken from the data where it is known. */
  drug: z.string().min(1).max(80).optional(),
  /** One of the parameter sets that the checks are run with. */
  set: z.enum(["M", "B", "S"]).optional(),
  dispersion: quantity("dispersion").optional(),
  uptake: quantity("rateConstant").optional(),
  spinalAbsorption: quantity("flow").optional(),
  /** Where the catheter ends. */
  tip: level,
  /** Where one looks; every landmark where nothing is said. */
  levels: z.array(level).min(1).max(40).optional(),
} as const;

interface GivenSetting {
  readonly drug?: string | undefined;
  readonly set?: "M" | "B" | "S" | undefined;
  readonly dispersion?: Quantity<"dispersion"> | undefined;
  readonly uptake?: Quantity<"rateConstant"> | undefined;
  readonly spinalAbsorption?: Quantity<"flow"> | undefined;
  readonly tip?: Level | undefined;
  readonly levels?: readonly Level[] | undefined;
}

/** In whom, of what, and where. */
export interface Setting {
  readonly person: Person;
  readonly people: People;
  readonly drug?: string | undefined;
  readonly tip: Level;
  readonly levels: readonly Level[];
  readonly dispersion: Quantity<"dispersion">;
  readonly uptake: Quantity<"rateConstant">;
}

/** The smallest dispersion that can be carried in this canal, rounded up to two digits. */
function leastShown({ canal, transport }: Person, locale: Locale): string {
  let [low, high] = [
    transport.dispersion as number,
    inward(adultCanal.dispersion.value, "dispersion") as number,
  ];
  const steep = (dispersion: number): boolean =>
    hindrance(followed(canal, { ...transport, dispersion })) === "steep";
  while (steep(high)) high *= 2;
  for (let i = 0; i < 40; i++) {
    const middle = Math.sqrt(low * high);
    if (steep(middle)) low = middle;
    else high = middle;
  }
  const step = 10 ** Math.floor(Math.log10(high) - 1);
  const least = outward((Math.ceil(high / step) * step) as Inward<"dispersion">, "dispersion", "cm2/h");
  return renderQuantity({ ...least, value: Number(least.value.toPrecision(2)) }, locale);
}

/** Puts the fields together; what does not fit goes to `issues`, what was taken for granted to `assumed`. */
export function settingOf(
  given: GivenSetting,
  locale: Locale,
  issues: Issue[],
  assumed: string[],
): Setting | undefined {
  const say = canalSentences(locale);
  const before = issues.length;
  const known = adultCanal.uptake.find(({ drug }) => drug === given.drug);
  const set = adultCanal.sets.find(({ id }) => id === given.set);
  if (set && (given.dispersion ?? given.uptake)) issues.push({ path: "set", message: say.twice });
  const uptake = given.uptake ?? set?.uptake ?? known?.value;
  const dispersion = given.dispersion ?? set?.dispersion ?? adultCanal.dispersion.value;
  if (!uptake) {
    const names = adultCanal.uptake.map(({ drug }) => drug);
    issues.push(
      given.drug === undefined
        ? { path: "drug", message: say.movement }
        : { path: "drug", message: say.drug(given.drug, names.join(", "), suggest(given.drug, names)) },
    );
  }
  if (given.dispersion?.value === 0) issues.push({ path: "dispersion", message: say.positive });
  if (issues.length > before || !uptake || !given.tip) return undefined;
  const canal = canalOf();
  const person: Person = {
    canal: {
      ...canal,
      ...(given.spinalAbsorption && { spinalAbsorption: inward(given.spinalAbsorption, "flow") }),
    },
    transport: { dispersion: inward(dispersion, "dispersion"), uptake: inward(uptake, "rateConstant") },
  };
  const hindered = hindrance(followed(person.canal, person.transport));
  if (hindered === "fast dispersion") issues.push({ path: "dispersion", message: say.fast });
  if (hindered === "fast uptake") issues.push({ path: "uptake", message: say.fast });
  const show = (one: Quantity): string => renderQuantity(one, locale);
  const { low, high } = adultCanal.dispersion;
  if (hindered === "steep")
    issues.push({
      path: "dispersion",
      message: say.steep(leastShown(person, locale), show(low), show(high)),
    });
  if (!given.dispersion && !set) assumed.push(say.assumedDispersion(show(dispersion), show(low), show(high)));
  if (!given.uptake && !set && known) {
    const note = known.note?.[languageOf(locale)];
    assumed.push(
      say.assumedUptake(show(uptake), `${known.status}, ${known.fact}`) + (note ? ` ${note}` : ""),
    );
  }
  if (issues.length > before) return undefined;
  return {
    person,
    people: peopleLike(person, (known?.cv ?? adultCanal.uptakeVariation.cv) as Fraction),
    drug: given.drug,
    tip: given.tip,
    levels:
      given.levels ??
      adultCanal.landmarks.map(({ id, name, at }): Level => ({ id, name, at: inward(at, "length") })),
    dispersion,
    uptake,
  };
}
