// The pairs that can be asked for, each with the fields it needs, filled with made-up figures to begin with.
import demos from "./demos.json" with { type: "json" };

export type Kind = keyof typeof demos;
export const kinds = Object.keys(demos) as readonly Kind[];

/** What was done instead of a bridge, or of a prime. */
export type Deed = "skipped" | "wrong" | "mixed";

/** One pair as typed. */
export interface Draft {
  readonly kind: Kind;
  readonly deed: Deed;
  readonly drug: string;
  readonly span: string;
  /** By path in the scenario. */
  readonly fields: Readonly<Record<string, string>>;
}

export const deedsOf = (kind: Kind): readonly Deed[] =>
  kind === "bridge" ? ["skipped", "wrong"] : kind === "prime" ? ["mixed", "skipped"] : [];

/** A pair with made-up figures, to be changed. */
export const demoOf = (kind: Kind): Draft => ({
  kind,
  deed: deedsOf(kind)[0] ?? "skipped",
  ...demos[kind],
});

/** The fields to show: the wrong dead volume only where a wrong bridge was run. */
export const shownFields = ({ fields, deed }: Draft): readonly string[] =>
  Object.keys(fields).filter((path) => !path.startsWith("done.") || deed === "wrong");

const units: Readonly<Record<string, readonly string[]>> = {
  concentration: ["ug/mL", "mg/mL"],
  dose: ["ug/d", "mg/d"],
  primeFlow: ["mL/h", "mL/d"],
  deadVolume: ["mL"],
  volume: ["mL"],
  catheter: ["mL"],
  actual: ["mL"],
  believed: ["mL"],
};

export const nameOf = (path: string): string => path.slice(path.indexOf(".") + 1);
export const unitsOf = (path: string): readonly string[] => units[nameOf(path)] ?? ["h", "min", "d"];

/** The scenario as the operation reads it. */
export function writeScenario(draft: Draft): object {
  const scenario: Record<string, unknown> = { kind: draft.kind };
  for (const path of shownFields(draft)) {
    const [first = "", second] = path.split(".");
    const text = draft.fields[path] ?? "";
    if (second === undefined) scenario[first] = text;
    else scenario[first] = { ...(scenario[first] as object | undefined), [second]: text };
  }
  if (draft.kind === "bridge" && draft.deed === "skipped") scenario["done"] = "skipped";
  if (draft.kind === "prime") scenario["skipped"] = draft.deed === "skipped";
  return scenario;
}
