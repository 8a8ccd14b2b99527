/** The base dimensions: mass of drug, volume, time, length, body weight, amount of substance. */
type Base = "M" | "V" | "T" | "X" | "W" | "N";

interface Atom {
  /** How many coherent units one of these is, as a fraction of whole numbers. */
  readonly factor: readonly [numerator: bigint, denominator: bigint];
  readonly base: Base | "";
}

// Coherent units: ug, mL, h, cm, kg, nmol. Body weight is a dimension of its own, so that "2 kg" can never be read as
// an amount of drug; a drug's mass in kg is therefore not accepted.
const atoms: Readonly<Record<string, Atom>> = {
  ng: { factor: [1n, 1000n], base: "M" },
  ug: { factor: [1n, 1n], base: "M" },
  mg: { factor: [1000n, 1n], base: "M" },
  g: { factor: [1_000_000n, 1n], base: "M" },
  uL: { factor: [1n, 1000n], base: "V" },
  mL: { factor: [1n, 1n], base: "V" },
  dL: { factor: [100n, 1n], base: "V" },
  L: { factor: [1000n, 1n], base: "V" },
  s: { factor: [1n, 3600n], base: "T" },
  min: { factor: [1n, 60n], base: "T" },
  h: { factor: [1n, 1n], base: "T" },
  d: { factor: [24n, 1n], base: "T" },
  wk: { factor: [168n, 1n], base: "T" },
  // UCUM's month and year are the Julian ones. Sources state ages and service lives in them; a calendar counts them.
  mo: { factor: [1461n, 2n], base: "T" },
  a: { factor: [8766n, 1n], base: "T" },
  mm: { factor: [1n, 10n], base: "X" },
  cm: { factor: [1n, 1n], base: "X" },
  m: { factor: [100n, 1n], base: "X" },
  kg: { factor: [1n, 1n], base: "W" },
  nmol: { factor: [1n, 1n], base: "N" },
  umol: { factor: [1000n, 1n], base: "N" },
  "%": { factor: [1n, 100n], base: "" },
  "1": { factor: [1n, 1n], base: "" },
};

/** Spellings people write, each for one UCUM code. */
const spellings: Readonly<Record<string, string>> = {
  mcg: "ug",
  µg: "ug",
  μg: "ug",
  microgram: "ug",
  micrograms: "ug",
  微克: "ug",
  毫克: "mg",
  纳克: "ng",
  克: "g",
  ml: "mL",
  ML: "",
  毫升: "mL",
  升: "L",
  l: "L",
  µL: "uL",
  μL: "uL",
  dl: "dL",
  sec: "s",
  秒: "s",
  分钟: "min",
  hr: "h",
  hour: "h",
  hours: "h",
  小时: "h",
  day: "d",
  days: "d",
  天: "d",
  日: "d",
  week: "wk",
  weeks: "wk",
  周: "wk",
  month: "mo",
  months: "mo",
  year: "a",
  years: "a",
  岁: "a",
  年: "a",
  厘米: "cm",
  公斤: "kg",
  千克: "kg",
};

export interface Unit {
  /** The UCUM code, in the spelling that is stored. */
  readonly code: string;
  /** Exponents of the base dimensions, as `M1T-1`; empty for a plain number. */
  readonly dimension: string;
  /** Coherent units (ug, mL, h, cm, kg) in one of these: an exact fraction. */
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const known = new Map<string, Unit | undefined>();

/** The unit a UCUM code (or a spelling people use for one) stands for; undefined where it is not known here. */
export function unitOf(text: string): Unit | undefined {
  const before = known.get(text);
  if (before || known.has(text)) return before;
  // A bound on what strangers can make us remember.
  if (known.size > 2000) known.clear();
  const unit = parse(text);
  known.set(text, unit);
  return unit;
}

function parse(text: string): Unit | undefined {
  if (text.length > 32) return undefined;
  let numerator = 1n;
  let denominator = 1n;
  const exponents: Partial<Record<Base, number>> = {};
  const codes: string[] = [];
  const parts = text.replace(/\s*\/\s*/g, "/").split("/");
  for (const [index, part] of parts.entries()) {
    if (part === "") {
      // "/d" is a unit, "mg/" and "" are not.
      if (index === 0 && parts.length > 1) {
        codes.push("");
        continue;
      }
      return undefined;
    }
    const terms: string[] = [];
    for (const term of part.split(".")) {
      const power = /^([^0-9]+)([23])$/.exec(term);
      const name = power?.[1] ?? term;
      const code = Object.hasOwn(spellings, name) ? spellings[name]! : name;
      const atom = Object.hasOwn(atoms, code) ? atoms[code] : undefined;
      if (!atom) return undefined;
      const exponent = Number(power?.[2] ?? 1);
      const sign = index === 0 ? exponent : -exponent;
      for (let i = 0; i < exponent; i++) {
        numerator *= index === 0 ? atom.factor[0] : atom.factor[1];
        denominator *= index === 0 ? atom.factor[1] : atom.factor[0];
      }
      if (atom.base) exponents[atom.base] = (exponents[atom.base] ?? 0) + sign;
      terms.push(exponent === 1 ? code : `${code}${exponent}`);
    }
    codes.push(terms.join("."));
  }
  const dimension = (["M", "V", "T", "X", "W", "N"] as const)
    .filter((base) => exponents[base])
    .map((base) => `${base}${exponents[base]}`)
    .join("");
  return { code: codes.join("/"), dimension, numerator, denominator };
}

/** Every atom, for the tests that hold them against the UCUM library. */
export const unitAtoms: readonly string[] = Object.keys(atoms);
