import { familyOf, type Measure, rescale, type Scale } from "../../src/evidence/evidence.ts";

export type Study = Record<string, number | string>;

/** The pairs of a mean and its deviation that a family has. */
const pairs = [
  ["m1i", "sd1i"],
  ["m2i", "sd2i"],
  ["mi", "sdi"],
] as const;

/** Whether outcomes of this measure can be turned round, and by which words. */
export function turning(measure: Measure): "scale" | "events" | "none" {
  const family = familyOf[measure];
  if (family === "means" || family === "singleMean" || family === "published") return "scale";
  return family === "table" || family === "proportion" ? "events" : "none";
}

/** Whether outcomes of this measure lie on a scale of which the ends can be moved. */
export const onScale = (measure: Measure): boolean => turning(measure) === "scale";

const count = (value: number | string | undefined): value is number => typeof value === "number";

/** Those without the event in place of those with it. */
function withoutEvent(study: Study): Study {
  const turned: Study = { ...study };
  for (const [event, rest, all] of [
    ["ai", "bi", "n1i"],
    ["ci", "di", "n2i"],
    ["xi", "", "ni"],
  ] as const) {
    const [a, b, n] = [study[event], study[rest], study[all]];
    if (count(a) && count(b)) [turned[event], turned[rest]] = [b, a];
    else if (count(a) && count(n)) turned[event] = n - a;
  }
  return turned;
}

/** A difference moved by the length of the scale only. */
function difference(study: Study, factor: number): Study {
  const turned: Study = { ...study };
  const times = (name: string, by: number): void => {
    const value = study[name];
    if (count(value)) turned[name] = value * by;
  };
  times("yi", factor);
  times("vi", factor ** 2);
  times("sei", Math.abs(factor));
  const [low, high] = factor < 0 ? (["upper", "lower"] as const) : (["lower", "upper"] as const);
  const [a, b] = [study[low], study[high]];
  if (count(a)) turned["lower"] = a * factor;
  if (count(b)) turned["upper"] = b * factor;
  return turned;
}

/** A study's numbers on the scale they are shown on. */
export function rescaleStudy(
  study: Study,
  measure: Measure,
  {
    from,
    onto,
    reverse,
  }: { readonly from: Scale | undefined; readonly onto: Scale | undefined; readonly reverse: boolean },
): Study {
  if (turning(measure) === "events") return reverse ? withoutEvent(study) : study;
  if (turning(measure) === "none" || (!reverse && !(from && onto))) return study;
  // Without a scale a turned mean is its negative: differences need no more.
  const [a, b]: [Scale, Scale] =
    from && onto
      ? [from, onto]
      : from
        ? [from, from]
        : [
            [0, 1],
            [-1, 0],
          ];
  if (familyOf[measure] === "published") {
    const factor = (from && onto ? (b[1] - b[0]) / (a[1] - a[0]) : 1) * (reverse ? -1 : 1);
    return difference(study, factor);
  }
  const moved: Study = { ...study };
  for (const [mean, deviation] of pairs) {
    const [m, sd] = [study[mean], study[deviation]];
    const found = rescale({ ...(count(m) && { mean: m }), ...(count(sd) && { sd }) }, a, b, reverse);
    if (found.mean !== undefined) moved[mean] = found.mean;
    if (found.sd !== undefined) moved[deviation] = found.sd;
  }
  return moved;
}
