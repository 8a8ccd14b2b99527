import type { Control } from "./controls.ts";

const bridgeDue: Omit<Control, "row"> = {
  does: "asks for the bridge where the solution changes",
  file: "src/limits/check-change.ts",
  text: "if (same) return [];",
  without: "return [];",
};
/** Asked for wherever a dose moves far, whichever way it was mistaken. */
export const farChange: Omit<Control, "row"> = {
  does: "asks for both totals at a change of five times or more",
  file: "src/limits/check-change.ts",
  text: "if (size < farChange * (1 - 1e-12)) return [];",
  without: "return [];",
};

/** The controls that the rows on units and dose entry (U) rest on. */
export const unitControls: readonly Control[] = [
  {
    row: "U-01",
    does: "refuses a bare number",
    file: "src/quantity/read-quantity.ts",
    text: 'if (typeof input === "number") return refuse(`got ${input} without a unit`, `现为 ${input}，没有单位`);',
    without: 'if (typeof input === "number") return withUnit(input, kinds[kind].coherent, kind, refuse);',
  },
  {
    row: "U-01",
    does: "refuses a figure in text without its unit",
    file: "src/quantity/read-quantity.ts",
    text: 'if (unit === undefined || unit === "")',
    without:
      'if (unit === undefined) return withUnit(value, kinds[kind].coherent, kind, refuse); if (unit === "")',
  },
  {
    row: "U-01",
    does: "holds what can be read of a reservoir against the rest of the plan",
    file: "src/delivery/plan.ts",
    text: "const held = parts.reservoir ?? readableOf(given, locale);",
    without: "const held: Held = parts.reservoir ?? {};",
  },
  { row: "U-02", ...farChange },
  {
    row: "U-03",
    does: "takes a day for 24 hours and not an hour for 24 days",
    file: "src/quantity/unit.ts",
    text: 'd: { factor: [24n, 1n], base: "T" },',
    without: 'd: { factor: [1n, 24n], base: "T" },',
  },
  {
    row: "U-04",
    does: "shows how many boluses a day there are",
    file: "src/operations/deliver.ts",
    text: '...(plan.program.mode === "periodic" && { bolusesPerDay: day / plan.profile.cycle }),',
    without: "",
  },
  { row: "U-04", ...farChange },
  {
    row: "U-05",
    does: "has no default concentration",
    file: "src/regimen/read-reservoir.ts",
    text: 'concentration: quantity("concentration"),',
    without: 'concentration: quantity("concentration").default({ value: 500, unit: "ug/mL" } as never),',
  },
  {
    row: "U-05",
    does: "refuses a concentration of zero",
    file: "src/regimen/read-reservoir.ts",
    text: "if (concentration?.value === 0)",
    without: "if (false)",
  },
  { row: "U-07", ...bridgeDue },
  {
    row: "U-07",
    does: "says what a skipped bridge gives",
    file: "src/delivery/bridge.ts",
    text: "const dose = (thenFlow * from.concentration) as DoseRate;",
    without: "const dose = to.dose;",
  },
  {
    row: "U-08",
    does: "reads digits with a point between digits, and nothing else",
    file: "src/quantity/read-quantity.ts",
    text: String.raw`const written = /^(0|[1-9][0-9]*)(\.[0-9]+)?\s*([^0-9\s.,].*|1)?$/u;`,
    without: String.raw`const written = /^([0-9]*)(\.[0-9]*)?\s*(.*)$/u;`,
  },
  {
    row: "U-09",
    does: "refuses negative values and -0",
    file: "src/quantity/read-quantity.ts",
    text: "if (value < 0 || Object.is(value, -0))",
    without: "if (false)",
  },
  {
    row: "U-09",
    does: "refuses values that cannot be computed with",
    file: "src/quantity/read-quantity.ts",
    text: "if (delivered.has(kind) && value !== 0 && !(coherent >= least && coherent <= most))",
    without: "if (false)",
  },
  {
    row: "U-11",
    does: "refuses more figures than a double keeps",
    file: "src/quantity/read-quantity.ts",
    text: "if (figures.length > certain && !isKept(figures, value))",
    without: "if (false)",
  },
  {
    row: "U-12",
    does: "checks every drug of the solution",
    file: "src/limits/limits.ts",
    text: '.filter(({ drug }) => library.drugs.get(drug)?.class !== "vehicle")',
    without: ".slice(0, 1)",
  },
  {
    row: "U-12",
    does: "shows every drug of the solution",
    file: "src/delivery/change.ts",
    text: "return drugs.map((drug) => {",
    without: "return drugs.slice(0, 1).map((drug) => {",
  },
  {
    row: "U-13",
    does: "refuses a weight of zero",
    file: "src/delivery/protocol.ts",
    text: "if (weight?.value === 0) remarks.issues.push({ path, message: say.zeroDose });",
    without: "",
  },
  {
    row: "U-14",
    does: "writes mcg, never ug or µg",
    file: "src/quantity/render.ts",
    text: '"en-US": { ug: "mcg", d: "day", wk: "week", mo: "month", a: "year", cm2: "cm²", "1": "" },',
    without: '"en-US": { ug: "µg", d: "day", wk: "week", mo: "month", a: "year", cm2: "cm²", "1": "" },',
  },
  {
    row: "U-14",
    does: "groups thousands and drops trailing zeros",
    file: "src/quantity/render.ts",
    text: "format = new Intl.NumberFormat(locale, { maximumSignificantDigits: figures, useGrouping: true });",
    without: "format = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, useGrouping: true });",
  },
  {
    row: "U-15",
    does: "refuses dose and flow that tell two stories",
    file: "src/delivery/program-profile.ts",
    text: "if (Math.abs(given - fromDose) > slack) {",
    without: "if (false) {",
  },
  {
    row: "U-16",
    does: "shows what the pump's step makes of the dose",
    file: "src/operations/deliver.ts",
    text: "...(step !== undefined && { achievable: achievable(plan, step) }),",
    without: "",
  },
  {
    row: "U-16",
    does: "says where the step is not known",
    file: "src/operations/deliver.ts",
    text: "if (plan.device.flowStep === undefined)",
    without: "if (false)",
  },
];
