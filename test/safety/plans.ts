// The plans that the scenarios begin from: real devices, round numbers.
type Fields = Readonly<Record<string, unknown>>;

/** A Monday. */
export const asOf = "2026-01-05T08:00:00Z";
export const synchromed20 = { model: "synchromed-ii-20", alarmVolume: "2 mL" };
export const synchromed40 = { model: "synchromed-ii-40", alarmVolume: "2 mL" };

export const baclofen = (concentration: unknown = "2000 mcg/mL"): Fields[] => [
  { drug: "baclofen", concentration },
];
export const ziconotide: Fields[] = [{ drug: "ziconotide", concentration: "25 mcg/mL" }];
export const morphineAndBupivacaine: Fields[] = [
  { drug: "morphine", concentration: "20 mg/mL" },
  { drug: "bupivacaine", concentration: "10 mg/mL" },
];

export const reservoir = (volume: unknown, solution: unknown, more: Fields = {}): Fields => ({
  volume,
  asOf,
  solution,
  ...more,
});
export const continuous = (dose: unknown, drug = "baclofen"): Fields => ({ mode: "continuous", drug, dose });

/** 40 mL of baclofen 2000 mcg/mL at 400 mcg a day, changed as wanted. */
export const plan = (change: Fields = {}): Fields => ({
  pump: synchromed40,
  catheter: { volume: "0.2 mL" },
  reservoir: reservoir("40 mL", baclofen()),
  program: continuous("400 mcg/d"),
  ...change,
});

/** The same plan, checked for an adult with spasticity of spinal origin in the US. */
export const question = (change: Fields = {}): Fields => {
  const { catheter: _, ...rest } = plan(change);
  return {
    route: "intrathecal",
    indication: "spasticity-spinal",
    jurisdiction: "US",
    phase: "maintenance",
    patient: {},
    ...rest,
  };
};

/** A plan for chronic pain in a patient who is used to opioids. */
export const painQuestion = (solution: unknown, program: Fields, change: Fields = {}): Fields =>
  question({
    indication: "pain-noncancer",
    patient: { opioid: "tolerant" },
    reservoir: reservoir("20 mL", solution),
    pump: synchromed20,
    program,
    ...change,
  });

/** What ran until now: the same reservoir at another dose. */
export const before = (dose: unknown, solution: unknown = baclofen(), drug = "baclofen"): Fields => ({
  reservoir: reservoir("40 mL", solution),
  program: continuous(dose, drug),
  since: "2025-12-29T08:00:00Z",
});
