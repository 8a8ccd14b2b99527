// The worked examples of the fact sheet's formulas (EX-01 to EX-09), by hand from FO-01 to FO-14.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, operations } from "../src/operations/operations.ts";

type Json = { readonly [key: string]: Json } & { readonly value: number; readonly unit: string };

async function answer(operation: string, input: object): Promise<Json> {
  const reply = await ask(operations, operation, input, { locale: "en-US" });
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer as Json;
}
const near = (found: number, expected: number): void =>
  assert.ok(Math.abs(found - expected) <= 1e-9 * Math.abs(expected), `${found}, expected ${expected}`);

const bridge = (from: string, to: string) =>
  answer("bridge", {
    deadVolume: "0.4 mL",
    from: { concentration: from, dose: "400 mcg/d" },
    to: { concentration: to, dose: "400 mcg/d" },
  });
const deliver = (pump: object, concentration: string, dose: string, volume: string, drug = "baclofen") =>
  answer("deliver", {
    pump,
    reservoir: { volume, asOf: "2026-01-05T08:00:00Z", solution: [{ drug, concentration }] },
    program: { mode: "continuous", drug, dose },
  });

test("EX-01: 500 to 2,000 mcg/mL without a bridge is a quarter of the dose for two days", async () => {
  const { without } = await bridge("500 mcg/mL", "2000 mcg/mL");
  near(without!["duration"]!.value, 48);
  near(without!["dose"]!.value, 100);
});

test("EX-02: with the bridge it is 12 h at 0.8 mL a day, then 0.2", async () => {
  const { duration, flow, thenFlow } = await bridge("500 mcg/mL", "2000 mcg/mL");
  near(duration!.value, 12);
  near(flow!.value, 0.8);
  near(thenFlow!.value, 0.2);
});

test("EX-03: 2,000 to 500 mcg/mL without a bridge is four times the dose for half a day", async () => {
  const { without } = await bridge("2000 mcg/mL", "500 mcg/mL");
  near(without!["duration"]!.value, 12);
  near(without!["dose"]!.value, 1600);
});

test("EX-04: with the bridge it is 48 h at 0.2 mL a day, then 0.8", async () => {
  const { duration, flow, thenFlow } = await bridge("2000 mcg/mL", "500 mcg/mL");
  near(duration!.value, 48);
  near(flow!.value, 0.2);
  near(thenFlow!.value, 0.8);
});

test("EX-05: 40 mL at 400 mcg a day alarm on day 190, and stability on day 180 comes first", async () => {
  const { dates } = await deliver(
    { model: "synchromed-ii-40", alarmVolume: "2 mL" },
    "2000 mcg/mL",
    "400 mcg/d",
    "40 mL",
  );
  near(dates!["alarm"]!["after"]!.value, 190);
  near(dates!["refillBy"]!["after"]!.value, 180);
  assert.equal(dates!["refillBy"]!["governedBy"], "stability");
});

test("EX-06, EX-09: the pump's minimum flow is a minimum dose that depends on the solution", async () => {
  const pump = { model: "synchromed-ii-20", alarmVolume: "2 mL" };
  const least = {
    ziconotide: ["25 mcg/mL", 1.2],
    weak: ["500 mcg/mL", 24],
    strong: ["2000 mcg/mL", 96],
  } as const;
  for (const [name, [concentration, dose]] of Object.entries(least)) {
    const drug = name === "ziconotide" ? name : "baclofen";
    const { flow } = await deliver(pump, concentration, `${dose} mcg/d`, "18 mL", drug);
    near(flow!.value, 0.048);
    const below = await ask(
      operations,
      "deliver",
      {
        pump,
        reservoir: { volume: "18 mL", asOf: "2026-01-05T08:00:00Z", solution: [{ drug, concentration }] },
        program: { mode: "continuous", drug, dose: `${dose * 0.9} mcg/d` },
      },
      { locale: "en-US" },
    );
    assert.ok(!below.ok && below.issues[0]?.path === "program.dose");
  }
});

test("EX-07: morphine from 4 to 5 mg takes bupivacaine from 2 to 2.5 mg a day", async () => {
  const solution = [
    { drug: "morphine", concentration: "20 mg/mL" },
    { drug: "bupivacaine", concentration: "10 mg/mL" },
  ];
  const reservoir = { volume: "40 mL", asOf: "2026-01-05T08:00:00Z", solution };
  const program = (dose: string) => ({ mode: "continuous", drug: "morphine", dose });
  const { change } = await answer("deliver", {
    pump: { model: "synchromed-ii-40", alarmVolume: "2 mL" },
    reservoir,
    program: program("5 mg/d"),
    before: { reservoir, program: program("4 mg/d") },
  });
  const [, bupivacaine] = change as unknown as Json[];
  near(bupivacaine!["before"]!.value, 2);
  near(bupivacaine!["after"]!.value, 2.5);
  near(bupivacaine!["ratio"] as unknown as number, 1.25);
});

test("EX-08: a Prometra catheter cut by 30 cm holds 0.208 mL", async () => {
  const { volume } = await answer("prime", {
    pump: { model: "prometra-ii-20" },
    catheter: { model: "prometra", segments: [{ supplied: "110 cm", trimmed: "30 cm" }] },
    tubingPrefilled: true,
    occasion: "implant",
    catheterHolds: "nothing",
  });
  near(volume!.value, 0.208);
});

test("FO-10: 1.4 mL of 500 under 18.6 mL of 2,000 mcg/mL is 1,895, and each rinse brings it nearer", async () => {
  const given = {
    pump: { model: "synchromed-ii-20" },
    from: [{ drug: "baclofen", concentration: "500 mcg/mL" }],
    to: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
    fill: "18.6 mL",
  };
  const first = (reply: Json): Json => (reply["drugs"] as unknown as Json[])[0]!;
  const plain = first(await answer("rinse", given));
  near(plain["concentration"]!.value, 1895);
  near(plain["deviation"]!.value, -5.25);
  // Two rinses of 2 mL: 500 → (1.4·500 + 2·2000)/3.4 → … leave a difference of 1500·(1.4/3.4)² before the fill.
  const left = 1500 * (1.4 / 3.4) ** 2 * (1.4 / 20);
  const rinsedTwice = first(await answer("rinse", { ...given, rinses: ["2 mL", "2 mL"] }));
  near(rinsedTwice["concentration"]!.value, 2000 - left);
  near(rinsedTwice["unrinsed"]!["concentration"]!.value, 1895);
});
