// The ketamine protocol through the table of operations: arithmetic by hand, documented harms, invariants.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ask, operations } from "../src/operations/operations.ts";

interface Quantity {
  readonly value: number;
  readonly unit: string;
}
interface Answer {
  readonly sessions: readonly {
    readonly draw: Quantity;
    readonly total: Quantity;
    readonly totalPerKg: Quantity;
    readonly containers: number;
    readonly changes: readonly Quantity[];
    readonly peak: Quantity | null;
    readonly peaks: readonly { readonly model: string; readonly peak: Quantity }[];
    readonly steps: readonly {
      readonly flow: Quantity;
      readonly rate: Quantity;
      readonly amount: Quantity;
      readonly capped: boolean;
    }[];
  }[];
  readonly total: Quantity;
  readonly findings: readonly { readonly id: string; readonly stands: string; readonly sentence: string }[];
}

const base = {
  drug: "ketamine",
  patient: { weight: "70 kg" },
  vial: { concentration: "50 mg/mL" },
  infusate: { concentration: "1 mg/mL" },
  sessions: [{ day: 1, steps: [{ rate: "20 mg/h", for: "4 h" }] }],
};

async function answer(input: object): Promise<Answer> {
  const reply = await ask(operations, "protocol", input, { locale: "en-US" });
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer as Answer;
}
async function issuesOf(input: object): Promise<string[]> {
  const reply = await ask(operations, "protocol", input, { locale: "en-US" });
  assert.ok(!reply.ok, "was answered");
  return reply.issues.map(({ path }) => path);
}

test("INC-7: the vial in hand sets what is drawn, and is never a default", async () => {
  const strong = await answer({ ...base, vial: { concentration: "100 mg/mL" } });
  const weak = await answer({ ...base, vial: { concentration: "10 mg/mL" } });
  assert.equal(strong.sessions[0]!.draw.value, 0.8);
  assert.equal(weak.sessions[0]!.draw.value, 8);
  assert.ok(
    strong.findings.some(
      ({ id, sentence }) => id === "vial-strength" && sentence.includes("0.8 mL of the 100 mg/mL vial"),
    ),
  );
  // 10 and 100 mg/mL were taken for each other: either asks. No vial ten times 50 mg/mL is known.
  const stands = (of: Answer): string | undefined =>
    of.findings.find(({ id }) => id === "vial-strength")?.stands;
  assert.deepEqual([stands(strong), stands(weak), stands(await answer(base))], ["above", "above", "within"]);
  const { vial: _vial, ...without } = base;
  assert.deepEqual(await issuesOf(without), ["vial"]);
});

test("V-01: a step whose rate and time do not give the amount written is refused", async () => {
  // The fluorouracil slip: 28.8 for 1.2 is a day's dose in an hour.
  const slip = {
    ...base,
    sessions: [{ day: 1, steps: [{ rate: "28.8 mg/h", for: "4 h", amount: "4.8 mg" }] }],
  };
  assert.deepEqual(await issuesOf(slip), ["sessions[0].steps[0].amount"]);
  const right = {
    ...base,
    sessions: [{ day: 1, steps: [{ rate: "1.2 mg/h", for: "4 h", amount: "4.8 mg" }] }],
  };
  assert.equal((await answer(right)).total.value, 4.8);
});

test("V-02: a session that needs more than one bag has its changes planned, and the sum is exact", async () => {
  const mix = {
    ...base,
    infusate: undefined,
    mix: { drugVolume: "1 mL", finalVolume: "50 mL", container: "bag" },
  };
  const { sessions } = await answer(mix);
  // 50 mg in 50 mL is 1 mg/mL; 80 mg need 80 mL, so the second bag hangs after 50 mL at 20 mL/h.
  assert.equal(sessions[0]!.containers, 2);
  assert.deepEqual(sessions[0]!.changes, [{ value: 150, unit: "min" }]);
  assert.equal(sessions[0]!.draw.value, 2);
});

test("a ramp is its steps, and the total their sum", async () => {
  const ramp = {
    ...base,
    sessions: [
      { day: 1, steps: [{ ratePerKg: "0.1 mg/kg/h", rampTo: "0.4 mg/kg/h", every: "1 h", for: "4 h" }] },
    ],
  };
  const { sessions } = await answer(ramp);
  assert.deepEqual(
    sessions[0]!.steps.map(({ rate }) => Number(rate.value.toPrecision(12))),
    [7, 14, 21, 28],
  );
  assert.ok(Math.abs(sessions[0]!.total.value - 70) < 1e-9);
});

test("INC-8: doses and volumes rise in proportion to weight and rate, cell by cell", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 30, max: 200 }),
      fc.integer({ min: 1, max: 200 }),
      async (weight, rate) => {
        const at = async (kg: number, hundredths: number) =>
          (
            await answer({
              ...base,
              patient: { weight: `${kg} kg` },
              sessions: [{ day: 1, steps: [{ ratePerKg: `${hundredths / 100} mg/kg/h`, for: "2 h" }] }],
            })
          ).sessions[0]!;
        const one = await at(weight, rate);
        const heavier = await at(weight * 2, rate);
        const faster = await at(weight, rate * 2);
        for (const other of [heavier, faster]) {
          assert.ok(Math.abs(other.steps[0]!.flow.value / one.steps[0]!.flow.value - 2) < 1e-9);
          assert.ok(Math.abs(other.draw.value / one.draw.value - 2) < 1e-9);
        }
        assert.ok(Math.abs(one.totalPerKg.value - (2 * rate) / 100) < 1e-9);
      },
    ),
    { numRuns: 25 },
  );
});

test("the peaks of several models stand side by side, each with its matrix", async () => {
  // 25 mg/h for 4 h at 70 kg: 211.2 by Clements and 185.5 by Domino, computed in the fact sheet's section 1.4.
  const { sessions } = await answer({
    ...base,
    sessions: [{ day: 1, steps: [{ rate: "25 mg/h", for: "4 h" }] }],
  });
  const by = new Map(sessions[0]!.peaks.map(({ model, peak }) => [model, peak.value]));
  assert.ok(Math.abs(by.get("clements250")! - 211.2) < 0.05);
  assert.ok(Math.abs(by.get("domino")! - 185.5) < 0.05);
  assert.equal(sessions[0]!.peak!.value, by.get("clements250"));
});

test("what contradicts itself is refused at its place, all of it at once", async () => {
  const wrong = {
    ...base,
    patient: { weight: "154 lb" },
    cap: "25 mg",
    sessions: [
      { day: 2, steps: [{ rate: "20 mg/h", ratePerKg: "0.3 mg/kg/h", for: "0 h" }] },
      { day: 1, steps: [] },
    ],
  };
  const issues = await issuesOf(wrong);
  for (const path of [
    "patient.weight",
    "cap",
    "sessions[0].steps[0].rate",
    "sessions[0].steps[0].for",
    "sessions[1].steps",
  ]) {
    assert.ok(
      issues.some((issue) => issue.startsWith(path)),
      `${path} is missing among ${issues.join(", ")}`,
    );
  }
  assert.deepEqual(await issuesOf({ ...base, infusate: { concentration: "100 mg/mL" } }), [
    "infusate.concentration",
  ]);
  assert.deepEqual(
    await issuesOf({
      ...base,
      infusate: undefined,
      mix: { drugVolume: "60 mL", finalVolume: "50 mL", container: "bag" },
    }),
    ["mix.drugVolume"],
  );
});

test("check answers for a protocol as it does for a pump, with the patient inside it or beside it", async () => {
  const { patient, ...rest } = base;
  const high = { ...rest, sessions: [{ day: 1, steps: [{ ratePerKg: "1.5 mg/kg/h", for: "2 h" }] }] };
  const asked = { route: "intravenous", indication: "ketamine-acute", jurisdiction: "US" };
  for (const input of [
    { ...asked, patient, protocol: high },
    { ...asked, protocol: { ...high, patient } },
  ]) {
    const reply = await ask(operations, "check", input, { locale: "en-US" });
    assert.ok(reply.ok, JSON.stringify(reply));
    const [first] = (reply.answer as Answer).findings;
    assert.equal(first!.id, "K-ACUTE-RATE");
    assert.equal(first!.stands, "beyond");
  }
  const refusedPaths = async (input: object): Promise<string[]> => {
    const reply = await ask(operations, "check", input, { locale: "en-US" });
    assert.ok(!reply.ok);
    return reply.issues.map(({ path }) => path);
  };
  assert.ok(
    (await refusedPaths({ ...asked, protocol: high })).some((path) => path.startsWith("protocol.patient")),
  );
  assert.deepEqual(await refusedPaths({ ...asked, route: "intrathecal", patient, protocol: high }), [
    "route",
  ]);
  const strong = { ...high, infusate: { concentration: "100 mg/mL" } };
  assert.deepEqual(await refusedPaths({ ...asked, patient, protocol: strong }), [
    "protocol.infusate.concentration",
  ]);
});

test("a rate under the described range is said to be under it, not within a limit", async () => {
  const { findings } = await answer({
    ...base,
    sessions: [{ day: 1, steps: [{ ratePerKg: "0.3 mg/kg/h", for: "4 h" }] }],
  });
  const described = findings.find(({ id }) => id === "K-DOSE-RATE")!;
  assert.equal(described.stands, "within");
  assert.match(
    described.sentence,
    /0\.3 mg\/kg\/h is below what is described, 0\.5 mg\/kg\/h to 2 mg\/kg\/h/,
  );
});

test("the guideline for chronic pain speaks of chronic pain, the one for acute pain of acute pain, each with its receipt", async () => {
  interface Told {
    readonly id: string;
    readonly source: { readonly id: string; readonly title: string };
    readonly status: string;
  }
  interface Told2018 {
    readonly ask: readonly Told[];
    readonly described: readonly Told[];
    readonly findings: readonly { readonly id: string; readonly source: { readonly id: string } }[];
  }
  const asked = async (indication: string): Promise<Told2018> =>
    (await answer({
      ...base,
      patient: { weight: "70 kg", conditions: ["pregnancy"] },
      indication,
    })) as unknown as Told2018;
  const [chronic, acute] = [await asked("ketamine-chronic"), await asked("ketamine-acute")];
  for (const [of, own, other] of [
    [chronic, "cohen-2018", "schwenk-2018"],
    [acute, "schwenk-2018", "cohen-2018"],
  ] as const) {
    const sources = [...of.ask, ...of.described, ...of.findings].map(({ source }) => source.id);
    assert.ok(sources.includes(own) && !sources.includes(other), `${own}: ${sources.join(", ")}`);
    assert.ok(of.ask.every(({ source, status }) => source.title.length > 5 && status.length > 2));
  }
  const said = (of: Told2018): string[] => of.findings.map(({ id }) => id);
  assert.ok(said(chronic).includes("K-CI-1") && !said(chronic).includes("K-CI-acute"));
  assert.ok(said(acute).includes("K-CI-acute") && !said(acute).includes("K-CI-1"));
  // What a guideline does not say for a purpose is a gap, not silence.
  const reply = await ask(
    operations,
    "protocol",
    { ...base, indication: "ketamine-acute" },
    { locale: "en-US" },
  );
  assert.ok(reply.ok && reply.gaps.some((gap) => /no test or monitoring/.test(gap)));
  const esketamine = await ask(operations, "protocol", { ...base, drug: "esketamine" }, { locale: "en-US" });
  assert.ok(esketamine.ok && esketamine.gaps.some((gap) => /no contraindication/.test(gap)));
});
