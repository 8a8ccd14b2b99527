// A small table of operations for the tests of the doors: no medicine, every kind of answer.
import { z } from "zod";
import { answered, type Operation, refused } from "../../src/operations/operations.ts";
import { inward, type Quantity, quantity, readParts } from "../../src/quantity/quantity.ts";

const input = z.strictObject({
  dose: quantity("doseRate").meta({ description: "What is to be echoed." }),
  note: z.string().optional(),
});

const echo: Operation = {
  name: "echo",
  summary: "Says a dose again.",
  input,
  example: { dose: "400 mcg/d" },
  run(given, { locale }) {
    const { parts, issues } = readParts(input, given, locale);
    if (issues.length > 0) return refused(issues);
    const dose = parts.dose as Quantity<"doseRate">;
    const hour = { value: Number(inward(dose, "doseRate").toPrecision(12)), unit: "ug/h" };
    const none = { value: 0, unit: "ug/h" };
    return answered(
      {
        dose,
        locale,
        noteLength: parts.note?.length ?? 0,
        hourly: Array.from({ length: 24 }, (_, i) => ({
          doses: [{ drug: "testazine", dose: i < 6 ? none : hour }],
        })),
        dates: {
          alarm: { after: { value: 190, unit: "d" }, at: "2026-07-14T08:00:00Z" },
          refillBy: { after: { value: 180, unit: "d" }, at: "2026-07-04T08:00:00Z", governedBy: "stability" },
        },
        findings: [
          {
            id: "a",
            stands: "beyond",
            blocks: true,
            sentence: `The dose is beyond what the label of the test allows by a factor that is easily seen${"".padEnd(3, "!")}`,
            source: { title: "Test label", locator: "section 2" },
            status: "found",
          },
          {
            id: "b",
            stands: "within",
            sentence: "All is well.",
            source: { title: "Test label" },
            status: "recalled",
          },
        ],
      },
      ["The catheter was not given: the tip dose is not known."],
      ["The day has 24 hours."],
    );
  },
};

/** Fails as only our own bugs do. */
const broken: Operation = {
  name: "broken",
  summary: "Throws.",
  input: z.unknown(),
  example: {},
  run() {
    throw new Error("a secret inside");
  },
};

/** Answers what JSON cannot hold. */
const infinite: Operation = {
  name: "infinite",
  summary: "Answers a number that is not finite.",
  input: z.unknown(),
  example: {},
  run: () => answered({ ratio: Number.NaN }),
};

/** Takes whole files. */
const bulky: Operation = {
  name: "bulky",
  summary: "Counts the characters of a text.",
  bulk: true,
  input: z.strictObject({ text: z.string() }),
  example: { text: "abc" },
  run: (given) => answered({ length: (given as { text: string }).text.length }),
};

export const table: readonly Operation[] = [echo, broken, infinite, bulky];
