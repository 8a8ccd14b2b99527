// U-06: no source at hand states a lowest concentration. The limit here is made up, to show what one would do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Drug, library, type Limit } from "../knowledge/knowledge.ts";
import { ask, operations } from "../operations/operations.ts";

/** A drug whose label would state a lowest concentration, one digit from the strengths it is sold in. */
const lowest = {
  id: "TEST-LOW",
  bounds: "concentration",
  lower: { value: 500, unit: "ug/mL" },
  authority: "label",
  force: "maximum",
  says: { en: "no weaker than 500 mcg/mL", zh: "不低于 500 微克/mL" },
  source: "lioresal-pi",
  status: "found",
} as const satisfies Partial<Limit>;

/** Findings of a plan with baclofen at a concentration, while its file holds such a limit. */
async function findingsAt(concentration: string, limit: object) {
  const drugs = library.drugs as Map<string, Drug>;
  const baclofen = drugs.get("baclofen")!;
  drugs.set("baclofen", { ...baclofen, limits: [...baclofen.limits, limit as Drug["limits"][number]] });
  try {
    const reply = await ask(
      operations,
      "check",
      {
        route: "intrathecal",
        indication: "spasticity-spinal",
        jurisdiction: "US",
        phase: "maintenance",
        patient: {},
        pump: { model: "synchromed-ii-40", alarmVolume: "2 mL" },
        reservoir: {
          volume: "40 mL",
          asOf: "2026-01-05T08:00:00Z",
          solution: [{ drug: "baclofen", concentration }],
        },
        program: { mode: "continuous", drug: "baclofen", dose: "100 mcg/d" },
      },
      { locale: "en-US" },
    );
    assert.ok(reply.ok, JSON.stringify(reply));
    const { findings } = reply.answer as {
      findings: { id: string; stands: string; blocks: boolean; confirm: boolean; sentence: string }[];
    };
    return { first: findings[0]!, mine: findings.find(({ id }) => id === "TEST-LOW")! };
  } finally {
    drugs.set("baclofen", baclofen);
  }
}

test("U-06: a concentration under a hard lower limit blocks, and stands before everything else", async () => {
  const { first, mine } = await findingsAt("50 mcg/mL", lowest);
  assert.equal(first.id, "TEST-LOW");
  assert.deepEqual([mine.stands, mine.blocks, mine.confirm], ["beyond", true, true]);
  assert.match(mine.sentence, /concentration 50 mcg\/mL is below the minimum of 500 mcg\/mL/);
});

test("U-06: at the limit and above it nothing is said against it", async () => {
  for (const concentration of ["500 mcg/mL", "0.5 mg/mL", "2000 mcg/mL"]) {
    const { mine } = await findingsAt(concentration, lowest);
    assert.deepEqual([mine.stands, mine.blocks, mine.confirm], ["within", false, false], concentration);
  }
});

test("U-06: a lower limit that nobody has read in its source asks, and does not block", async () => {
  const { mine } = await findingsAt("50 mcg/mL", { ...lowest, status: "recalled-M" });
  assert.deepEqual([mine.stands, mine.blocks, mine.confirm], ["beyond", false, true]);
  const soft = await findingsAt("50 mcg/mL", { ...lowest, authority: "consensus", force: "range" });
  assert.deepEqual([soft.mine.stands, soft.mine.blocks], ["below", false]);
});
