// What is looked at along the canal: kept in the plan, so that the address carries it and undo brings it back. Whether
// the model is open is not kept: whoever comes by a link opens it themselves.
import { z } from "zod";

const typed = z.string().max(80);
const where = { tip: typed, set: typed, tanks: typed, people: typed } as const;
const levels = z.array(typed).max(40);

/** The pairs that can be asked for, and what was done instead of a bridge or a prime. */
export const kinds = ["late-refill", "stopped", "bridge", "tubing", "prime", "boluses"] as const;
export type Kind = (typeof kinds)[number];

export const canalViews = ["time", "what-if", "checks"] as const;

export const canalDraft = z.strictObject({
  view: z.enum(canalViews),
  look: z.strictObject({ ...where, from: typed, drug: typed, span: typed, calls: typed }),
  levels,
  bandAt: typed,
  logarithmic: z.boolean(),
  pair: z.strictObject({
    kind: z.enum(kinds),
    deed: z.enum(["skipped", "wrong", "mixed"]),
    drug: typed,
    span: typed,
    /** By path in the scenario; null: the plan's own figures, as far as it has them. */
    fields: z.record(typed, typed).nullable(),
    where: z.strictObject(where),
    levels,
  }),
});
export type CanalDraft = z.output<typeof canalDraft>;
