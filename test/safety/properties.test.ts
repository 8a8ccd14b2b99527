// Rows that are properties: they hold for every program, limit, table and file, not for one scenario.
// THECA_RUNS sets how many programs P-01 tries (1000000 for the full number; fewer by default).
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import { noRemarks, profileOf, volumeBetween } from "../../src/delivery/delivery.ts";
import { sealed } from "../../src/knowledge/digest.ts";
import { library, type Limit } from "../../src/knowledge/knowledge.ts";
import { contents } from "../../src/knowledge/library.ts";
import * as canalFiles from "../../data/canal/index.ts";
import * as modelFiles from "../../data/models/index.ts";
import { type Folder, folders, readLibrary } from "../../src/knowledge/read-library.ts";
import { trusted } from "../../src/knowledge/trusted.ts";
import { ask, operations, writeReply } from "../../src/operations/operations.ts";
import {
  compare,
  type Concentration,
  type Hours,
  inward,
  outward,
  type Quantity,
  readShape,
} from "../../src/quantity/quantity.ts";
import { program as programShape, weekdays } from "../../src/regimen/regimen.ts";
import { at } from "../conformance/shortfall.ts";
import { baclofen, continuous, plan, question, reservoir } from "./plans.ts";
import { scenarios } from "./scenarios.ts";

const row = process.env["THECA_ROW"];
/** A property of one row; left out while another row's control is taken out. */
const holds = (name: string, run: () => void | Promise<void>): void => {
  if (row === undefined || name.startsWith(`${row}:`)) test(name, run);
};
const runs = Number(process.env["THECA_RUNS"] ?? 3000);
const usual = { numRuns: 200, seed: 20260105 };

async function answer(operation: string, input: unknown): Promise<unknown> {
  const reply = await ask(operations, operation, input, { locale: "en-US" });
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer;
}
const value = (found: unknown, path: string): number => (at(found, path) as Quantity).value;

// ---- programs

interface Random {
  readonly program: unknown;
  /** Flow in nanolitres a minute in a minute of the week, by the words of the contract alone. */
  readonly flowAt: (minute: number) => number;
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const dayLong = 1440;
// At 1 mg/mL a microgram is a microlitre: n nL/min are 0.06·n mcg/h.
const dose = (flow: number): Quantity => ({ value: flow * 60, unit: "ng/h" });

const simple: fc.Arbitrary<Random> = fc
  .integer({ min: 0, max: 5000 })
  .map((flow) => ({ program: continuous(dose(flow)), flowAt: () => flow }));

const stopped: fc.Arbitrary<Random> = fc.constant({ program: { mode: "stopped" }, flowAt: () => 0 });

const times = fc.uniqueArray(fc.integer({ min: 0, max: dayLong - 1 }), { minLength: 1, maxLength: 13 });
const flex: fc.Arbitrary<Random> = fc
  .tuple(times, fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 13, maxLength: 13 }))
  .chain(([starts, flows]) =>
    fc.subarray([...weekdays], { minLength: 1 }).map((days) => {
      const steps = starts.sort((a, b) => a - b).map((start, i) => ({ start, flow: flows[i]! }));
      return {
        program: {
          mode: "flex",
          drug: "baclofen",
          days,
          steps: steps.map(({ start, flow }) => ({ at: clock(start), dose: dose(flow) })),
        },
        // Back from the minute, day by day, to the last step that began on a day of the program.
        flowAt: (minute: number) => {
          for (let back = 0; back <= 7; back++) {
            const dayIndex = Math.floor(minute / dayLong) - back;
            if (!days.includes(weekdays[((dayIndex % 7) + 7) % 7]!)) continue;
            const until = back === 0 ? minute % dayLong : dayLong;
            const step = steps.findLast(({ start }) => start <= until);
            if (step) return step.flow;
          }
          throw new Error("no step at all");
        },
      };
    }),
  );

const periodic: fc.Arbitrary<Random> = fc
  .tuple(
    fc.integer({ min: 2, max: 2000 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 5000 }),
    fc.integer({ min: 0, max: 1000 }),
  )
  .map(([every, share, extra, background]) => {
    const duration = Math.max(1, Math.round(share * every));
    return {
      program: {
        mode: "periodic",
        drug: "baclofen",
        bolus: { value: extra * duration, unit: "ng" },
        every: `${every} min`,
        duration: `${duration} min`,
        background: dose(background),
      },
      flowAt: (minute: number) => background + (minute % every < duration ? extra : 0),
    };
  });

const drug = [{ drug: "baclofen", concentration: 1000 as Concentration, unlisted: false }];
const profileFor = (program: unknown) => {
  const { value: read, issues } = readShape(programShape, program, "en-US");
  assert.ok(read, JSON.stringify(issues));
  const remarks = noRemarks();
  const profile = profileOf(read, drug, undefined, "en-US", remarks);
  assert.ok(profile, JSON.stringify(remarks.issues));
  return profile;
};
const inMinutes = (minutes: number): Hours => inward({ value: minutes, unit: "min" }, "time");

holds(
  "P-01: what any program delivers between two minutes is what a slow count minute by minute delivers",
  () => {
    const anyProgram = fc.oneof(simple, stopped, flex, periodic);
    const minute = fc.integer({ min: 0, max: 14 * dayLong });
    fc.assert(
      fc.property(anyProgram, minute, fc.integer({ min: 1, max: 3000 }), (random, from, span) => {
        const profile = profileFor(random.program);
        const fast = volumeBetween(profile, inMinutes(from), inMinutes(from + span));
        let slow = 0;
        for (let m = from; m < from + span; m++) slow += random.flowAt(m);
        // The slow count is a whole number of nanolitres; doubles part from it by rounding alone.
        assert.ok(Math.abs(fast * 1e6 - slow) <= 1e-6 + 1e-9 * slow, `${fast * 1e6} nL, counted ${slow} nL`);
      }),
      { numRuns: runs, seed: 1 },
    );
  },
);

holds("P-16: shifting a whole day's program and the window alike delivers the same", () => {
  fc.assert(
    fc.property(
      times,
      fc.integer({ min: 1, max: dayLong - 1 }),
      fc.integer({ min: 1, max: 3000 }),
      (starts, shift, span) => {
        const stepsAt = (by: number) =>
          starts
            .map((start, i) => ({ minute: (start + by) % dayLong, flow: 100 * (i + 1) }))
            .sort((a, b) => a.minute - b.minute)
            .map(({ minute, flow }) => ({ at: clock(minute), dose: dose(flow) }));
        const volume = (by: number): number =>
          volumeBetween(
            profileFor({ mode: "flex", drug: "baclofen", steps: stepsAt(by) }),
            inMinutes(by),
            inMinutes(by + span),
          );
        assert.ok(Math.abs(volume(0) - volume(shift)) <= 1e-9 * (1 + volume(0)));
      },
    ),
    usual,
  );
});

holds("P-16: k times the concentration at a k-th of the flow is the same dose", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 100, max: 4000 }), fc.integer({ min: 2, max: 5 }), async (c, k) => {
      const of = (concentration: number): Promise<unknown> =>
        answer(
          "deliver",
          plan({
            reservoir: reservoir("40 mL", baclofen({ value: concentration, unit: "ug/mL" })),
            program: continuous("2000 mcg/d"),
          }),
        );
      const [once, times] = [await of(c), await of(c * k)];
      assert.ok(Math.abs(value(once, "daily[0].dose") - value(times, "daily[0].dose")) < 1e-6);
      assert.ok(Math.abs(value(once, "flow") / value(times, "flow") - k) < 1e-9);
    }),
    { ...usual, numRuns: 40 },
  );
});

// ---- tables

holds(
  "INC-8: a table of flows by dose is linear, so no cell can stand 75 % too high among its neighbours",
  async () => {
    const flows = new Map<number, number>();
    for (let dose = 100; dose <= 2000; dose += 50)
      flows.set(dose, value(await answer("deliver", plan({ program: continuous(`${dose} mcg/d`) })), "flow"));
    const unit = flows.get(100)! / 100;
    for (const [dose, flow] of flows)
      assert.ok(Math.abs(flow - unit * dose) <= 1e-12 * flow, `${dose}: ${flow}`);
  },
);

holds("INC-8: a table of rates by weight and dose rises with each, and in proportion", async () => {
  const flowAt = async (weight: number, rate: number): Promise<number> =>
    value(
      await answer("protocol", {
        drug: "ketamine",
        patient: { weight: `${weight} kg` },
        vial: { concentration: "50 mg/mL" },
        infusate: { concentration: "1 mg/mL" },
        sessions: [{ day: 1, steps: [{ ratePerKg: { value: rate / 100, unit: "mg/kg/h" }, for: "1 h" }] }],
      }),
      "sessions[0].steps[0].flow",
    );
  const one = (await flowAt(50, 10)) / (50 * 10);
  for (const weight of [10, 45, 50, 62, 70, 85, 100, 130])
    for (const rate of [5, 10, 20, 35, 50]) {
      const flow = await flowAt(weight, rate);
      assert.ok(Math.abs(flow - one * weight * rate) <= 1e-12 * flow, `${weight} kg, ${rate}: ${flow}`);
    }
});

// ---- the library

type Json = Record<string, unknown>;
const faultsWith = (folder: Folder, name: string, file: Json, newName: string): number => {
  const { [name]: _, ...others } = contents[folder];
  return readLibrary({ ...contents, [folder]: { ...others, [newName]: file } }).faults.length;
};

holds(
  "L-03: a limit whose bound is missing, text, no number, negative or of another unit stops the start",
  () => {
    const spoils: readonly ((limit: Json, bound: string) => void)[] = [
      (limit, bound) => (limit[bound] = "much"),
      (limit, bound) => (limit[bound] = null),
      (limit, bound) => (limit[bound] = Number.NaN),
      (limit, bound) => (limit[bound] = "-1 ug/d"),
      (limit, bound) => (limit[bound] = "1 kg"),
      (limit) => {
        delete limit["lower"];
        delete limit["upper"];
      },
    ];
    for (const [name, content] of Object.entries(contents.drugs)) {
      const count = ((content as Json)["limits"] as Json[] | undefined)?.length ?? 0;
      for (let index = 0; index < count; index++)
        for (const [which, spoil] of spoils.entries()) {
          // Each limit is spoilt in one way, all ways come up: reading the whole library costs some milliseconds.
          if ((index + which) % spoils.length !== 0) continue;
          const file = structuredClone(content) as Json;
          const limit = (file["limits"] as Json[])[index]!;
          spoil(limit, "upper" in limit ? "upper" : "lower");
          assert.ok(
            faultsWith("drugs", name, file, sealed(name.split(" ")[0]!, file)) > 0,
            `${name} ${index}`,
          );
        }
    }
  },
);

holds("L-09: any file of the library with one letter or digit changed is refused", () => {
  for (const folder of folders)
    for (const [name, content] of Object.entries(contents[folder])) {
      const text = JSON.stringify(content);
      // The last digit or letter of the file: mostly a row id, a number or a word.
      const found = text.search(/[0-9a-z](?=[^0-9a-z]*$)/i);
      const other = text[found] === "7" ? "8" : "7";
      let file: Json;
      try {
        file = JSON.parse(text.slice(0, found) + other + text.slice(found + 1)) as Json;
      } catch {
        continue;
      }
      assert.ok(faultsWith(folder, name, file, name) > 0, `${folder} ${name}`);
    }
});

holds("L-09: any kinetic model, and any file of the canal, with one digit changed is refused", () => {
  for (const [folder, files] of [
    ["models", modelFiles],
    ["canal", canalFiles],
  ] as const)
    for (const [name, content] of Object.entries(files)) {
      assert.ok(trusted(folder, [name, content], z.unknown()));
      const changed: unknown = JSON.parse(
        JSON.stringify(content).replace(/\d(?=\D*$)/, (digit) => (digit === "7" ? "8" : "7")),
      );
      assert.throws(() => trusted(folder, [name, changed], z.unknown()), `${folder} ${name}`);
    }
});

// ---- limits

/** The next number a double can hold. */
function nextAbove(x: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigUint64(0, view.getBigUint64(0) + 1n);
  return view.getFloat64(0);
}

const anyPump = {
  custom: {
    capacity: "40 mL",
    residual: "0 mL",
    alarmVolume: "2 mL",
    minFlow: "0.000001 mL/d",
    maxFlow: "1000 mL/d",
    accuracy: "10 %",
    tubing: "0.2 mL",
  },
};
/** A case of which the limit speaks, at a dose exactly as written. */
const caseAt = (drugId: string, limit: Limit, dose: Quantity, more: object = {}): object =>
  question({
    route: "intrathecal",
    indication: limit.indications?.[0] ?? "pain-noncancer",
    jurisdiction: limit.jurisdictions?.[0] ?? "US",
    phase: limit.phases?.[0] ?? "maintenance",
    patient: {
      opioid: limit.opioid ?? "unknown",
      ...(limit.ages?.below !== undefined && { birthDate: "2020-01-05" }),
    },
    pump: anyPump,
    reservoir: reservoir("40 mL", [
      { drug: drugId, concentration: "1 mg/mL" },
      ...(limit.together?.length ? [{ drug: limit.together[0], concentration: "1 mg/mL" }] : []),
    ]),
    program: continuous(dose, drugId),
    ...more,
  });
const dailyLimits = [...library.drugs].flatMap(([id, { limits }]) =>
  limits
    .filter(
      (limit) =>
        limit.bounds === "dailyDose" &&
        limit.upper &&
        limit.authority !== "practice" &&
        (!limit.routes || limit.routes.includes("intrathecal")),
    )
    .map((limit) => ({ id, limit, upper: limit.upper! as Quantity<"doseRate"> })),
);
const standing = (checked: unknown, id: string): string | undefined =>
  (at(checked, "findings") as { id: string; stands: string }[]).find((finding) => finding.id === id)?.stands;

holds(
  "L-11: each daily limit allows its own value and not the next number above it, in every unit",
  async () => {
    let exact = 0;
    for (const { id, limit, upper } of dailyLimits)
      for (const unit of ["ng/d", "ug/d", "mg/d", "ng/h", "ug/h", "mg/h", "ug/min"]) {
        const same = outward(inward(upper, "doseRate"), "doseRate", unit);
        // 1000/24 has no last digit: there is no value in that unit that equals the limit.
        if (compare(same, upper) !== 0) continue;
        exact++;
        const above = { value: nextAbove(same.value), unit };
        assert.equal(standing(await answer("check", caseAt(id, limit, same)), limit.id), "within", limit.id);
        assert.match(
          standing(await answer("check", caseAt(id, limit, above)), limit.id) ?? "",
          /^(above|beyond)$/,
          `${limit.id} at ${above.value} ${unit}`,
        );
      }
    assert.ok(exact > 3 * dailyLimits.length, `${exact} of ${dailyLimits.length}`);
  },
);

holds("L-13: ten times or a tenth of any drug's usual dose asks before it is confirmed", async () => {
  assert.ok(dailyLimits.length > 5);
  for (const { id, limit, upper } of dailyLimits) {
    const usualDose = upper.value / 2;
    for (const factor of [10, 1 / 10]) {
      const entered = { value: usualDose * factor, unit: upper.unit };
      const before = {
        reservoir: reservoir("40 mL", [{ drug: id, concentration: "1 mg/mL" }]),
        program: continuous({ value: usualDose, unit: upper.unit }, id),
        since: "2025-12-01T08:00:00Z",
      };
      const found = at(await answer("check", caseAt(id, limit, entered, { before })), "findings");
      const asks = (found as { drug?: string; confirm: boolean }[]).filter((f) => f.confirm && f.drug === id);
      assert.ok(asks.length > 0, `${limit.id} × ${factor}`);
    }
    const first = await answer("check", caseAt(id, limit, { value: usualDose * 10, unit: upper.unit }));
    assert.match(standing(first, limit.id) ?? "", /^(above|beyond)$/, limit.id);
  }
});

// ---- vials

holds(
  "INC-7: whatever the vial, it is named with what the same volume of another holds, and one with a tenfold twin asks",
  async () => {
    const strengths = library.drugs.get("ketamine")!.ampoules.map(({ value }) => value.value);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (strength) => {
        const found = await answer("protocol", {
          drug: "ketamine",
          patient: { weight: "70 kg" },
          vial: { concentration: `${strength} mg/mL` },
          mix: { finalVolume: "500 mL", container: "bag" },
          sessions: [{ day: 1, steps: [{ rate: "20 mg/h", for: "4 h" }] }],
        });
        // 80 mg are drawn whatever the strength: ten times as strong would be 800, a tenth 8.
        assert.ok(Math.abs(value(found, "sessions[0].draw") * strength - 80) < 1e-9);
        const findings = at(found, "findings") as { id: string; confirm: boolean; sentence: string }[];
        const vial = findings.find(({ id }) => id === "vial-strength")!;
        assert.match(vial.sentence, new RegExp(`the ${strength} mg/mL vial: 80 mg`));
        assert.match(vial.sentence, /800 mg.*8 mg/);
        assert.equal(
          vial.confirm,
          strengths.some((known) => known === strength * 10 || strength === known * 10),
        );
      }),
      { ...usual, numRuns: 60 },
    );
  },
);

// ---- numbers

/** Every place of a value that holds a quantity written as text. */
function quantitiesIn(
  found: unknown,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  if (typeof found === "string") return /^\d[\d.]* ?[a-zA-Z%/]/.test(found) ? [path] : [];
  if (typeof found !== "object" || found === null) return [];
  return Object.entries(found).flatMap(([key, inner]) =>
    quantitiesIn(inner, [...path, Array.isArray(found) ? Number(key) : key]),
  );
}
/** A copy with the figure at a place replaced, its unit kept. */
function withFigure(found: unknown, path: readonly (string | number)[], figure: number): unknown {
  const copy = structuredClone(found) as Record<string | number, unknown>;
  const last = path.at(-1)!;
  const holder = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>((o, key) => o[key] as never, copy);
  holder[last] = { value: figure, unit: String(holder[last]).replace(/^[\d.]+ ?/, "") };
  return copy;
}

holds("U-09: no quantity made zero, tiny or huge brings an answer that holds no number", async () => {
  const asked = [
    ...operations.map(({ name, example }) => ({ operation: name, input: example })),
    ...scenarios.filter(({ input }) => input !== undefined),
  ];
  const wrong = new Set<string>();
  let tried = 0;
  for (const { operation, input } of asked)
    for (const path of quantitiesIn(input))
      for (const figure of [0, 5e-324, 1e-12, 1e12, Number.MAX_VALUE]) {
        // Writing throws where an answer holds NaN or an infinity.
        try {
          writeReply(await ask(operations, operation, withFigure(input, path, figure), { locale: "en-US" }));
        } catch (error) {
          wrong.add(`${operation} ${path.join(".")} ${figure}: ${String(error)}`);
        }
        tried++;
      }
  assert.deepEqual([...wrong], []);
  assert.ok(tried > 1000, `${tried}`);
});
