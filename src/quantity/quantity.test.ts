import assert from "node:assert/strict";
import { test } from "node:test";
import { UcumLhcUtils } from "@lhncbc/ucum-lhc";
import fc from "fast-check";
import { compare, inward, type Kind, kinds, outward, readQuantity, unitAtoms, unitOf } from "./quantity.ts";

const ucum = UcumLhcUtils.getInstance();
/** Units of each kind that people write, the coherent one among them. */
const unitsOf: Partial<Record<Kind, string[]>> = {
  amount: ["ng", "ug", "mg", "g"],
  volume: ["uL", "mL", "dL", "L"],
  time: ["s", "min", "h", "d", "wk"],
  length: ["mm", "cm", "m"],
  concentration: ["ug/mL", "mg/mL", "ng/mL", "mg/L", "g/L", "ug/L", "mg/dL"],
  flow: ["mL/d", "mL/h", "mL/min", "uL/h", "L/h", "L/min"],
  doseRate: ["ug/d", "mg/d", "ug/h", "mg/h", "ug/min", "mg/min", "ng/h"],
  volumePerLength: ["mL/cm", "uL/cm", "mL/m"],
  rateConstant: ["/h", "/min", "/d", "/s"],
  amountPerWeight: ["ug/kg", "mg/kg"],
  doseRatePerWeight: ["ug/kg/h", "mg/kg/h", "ug/kg/min", "mg/kg/d"],
  volumePerWeight: ["mL/kg", "L/kg"],
  flowPerWeight: ["mL/kg/min", "L/kg/h"],
  molarConcentration: ["nmol/mL", "umol/L"],
  exposure: ["ug.h/mL", "ng.h/mL", "mg.h/L"],
  dispersion: ["cm2/h", "mm2/s", "cm2/min"],
  fraction: ["%", "1"],
};

test("every pair of units of one kind converts as the UCUM library converts it", () => {
  for (const [kind, units] of Object.entries(unitsOf) as [Kind, string[]][]) {
    for (const from of units) {
      for (const to of units) {
        const ours = outward(inward({ value: 37.5, unit: from }, kind), kind, to).value;
        const theirs = ucum.convertUnitTo(from, 37.5, to, false, false) as { status: string; toVal: number };
        assert.equal(theirs.status, "succeeded", `${from} → ${to}`);
        assert.ok(
          Math.abs(ours - theirs.toVal) <= 1e-12 * Math.abs(theirs.toVal),
          `37.5 ${from} = ${ours} ${to}, UCUM says ${theirs.toVal}`,
        );
      }
    }
  }
});

test("every atom is a code that the UCUM library knows", () => {
  for (const code of unitAtoms) {
    assert.equal((ucum.validateUnitString(code) as { status: string }).status, "valid", code);
  }
});

test("each kind's coherent unit is worth one, and has the kind's dimension", () => {
  for (const [kind, { coherent, dimension }] of Object.entries(kinds)) {
    const unit = unitOf(coherent)!;
    assert.equal(unit.dimension, dimension, kind);
    assert.equal(unit.numerator, unit.denominator, kind);
  }
});

test("U-03: a million random values of up to 13 figures come back through every pair of dose-rate units with every figure", () => {
  const units = unitsOf.doseRate!;
  let seed = 20260801;
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let i = 0; i < 1_000_000; i++) {
    const from = units[i % units.length]!;
    const to = units[Math.floor(i / units.length) % units.length]!;
    const value = Number(
      (random() * 10 ** Math.floor(random() * 9 - 3)).toPrecision(1 + Math.floor(random() * 13)),
    );
    const there = outward(inward({ value, unit: from }, "doseRate"), "doseRate", to);
    const back = outward(inward(there as never, "doseRate"), "doseRate", from);
    // Two conversions are four roundings of a double: 14 figures hold, and shown numbers have fewer.
    if (Number(back.value.toPrecision(14)) !== value)
      assert.fail(`${value} ${from} came back as ${back.value} through ${to}`);
  }
});

test("U-03: a dose per hour is twenty-four times as much per day, never the other way", () => {
  assert.equal(outward(inward({ value: 60, unit: "ug/h" }, "doseRate"), "doseRate", "ug/d").value, 1440);
  assert.equal(outward(inward({ value: 28.8, unit: "mL/d" }, "flow"), "flow", "mL/h").value, 1.2);
});

test("what was written is compared exactly, in every unit", () => {
  assert.equal(compare({ value: 0.8, unit: "ug/h" }, { value: 19.2, unit: "ug/d" }), 0);
  assert.equal(compare({ value: 19.200000000000003, unit: "ug/d" }, { value: 0.8, unit: "ug/h" }), 1);
  assert.equal(compare({ value: 19.199999999999996, unit: "ug/d" }, { value: 0.0192, unit: "mg/d" }), -1);
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      (a, b) => {
        assert.equal(compare({ value: a, unit: "mg" }, { value: b, unit: "mg" }), Math.sign(a - b) + 0);
      },
    ),
  );
});

const refusedTexts = [
  ["1,5 mcg", "without commas"],
  [".5 mcg", "at least one digit on each side"],
  ["5. mcg", "at least one digit on each side"],
  ["1e3 mcg", "exponent"],
  ["１ mcg", "digits"],
  ["٣ mcg", "digits"],
  ["−5 mcg", "negative"],
  ["-5 mcg", "negative"],
  ["-0 mcg", "negative"],
  ["1 000 mcg", "spaces inside"],
  ["0x10 mcg", "exponent"],
  ["007 mcg", "digits"],
  [`${"9".repeat(400)} mcg`, "characters"],
  ["1.2345678901234568999 mcg", "15"],
  ["NaN mcg", "digits"],
  ["Infinity mcg", "digits"],
  ["50", "without a unit"],
  ["50 IU", "international units"],
  ["50 U", "international units"],
  ["50 mcg/d", "dose per time"],
  ["50 cc", "unknown unit"],
  ["50 furlong", "unknown unit"],
  ["mcg", "digits"],
  ["", "nothing"],
] as const;

test("U-08: number text with two readings is refused with a sentence that says why, in both languages", () => {
  for (const [text, why] of refusedTexts) {
    const read = readQuantity(text, "amount");
    assert.ok("refused" in read, `${text} was read`);
    assert.ok(read.refused.en.includes(why), `${text}: ${read.refused.en}`);
    assert.match(read.refused.en, /^expected an amount of drug such as "50 mcg"/);
    assert.match(read.refused.zh, /^应为药量/);
  }
});

test("U-01, U-09: a bare number, and whatever is no quantity at all, is refused", () => {
  const strangers: unknown[] = [
    50,
    Number.NaN,
    Infinity,
    -0,
    null,
    undefined,
    "",
    true,
    [],
    {},
    ["50 mcg"],
    { value: 50 },
    { unit: "ug" },
  ];
  strangers.push(
    { value: Number.NaN, unit: "ug" },
    { value: Infinity, unit: "ug" },
    { value: -0, unit: "ug" },
    { value: -5, unit: "ug" },
  );
  strangers.push(
    { value: "50", unit: "ug" },
    { value: 50, unit: "ug", extra: 1 },
    { value: 50, unit: "" },
    { value: 50, unit: "constructor" },
  );
  for (const stranger of strangers) {
    const read = readQuantity(stranger, "amount");
    assert.ok("refused" in read, JSON.stringify(stranger));
  }
});

test("what people write for a unit becomes one UCUM code", () => {
  const written = {
    "50 mcg": "ug",
    "50 µg": "ug",
    "50 μg": "ug",
    "50mcg": "ug",
    "50 微克": "ug",
    "50 micrograms": "ug",
  };
  for (const [text, unit] of Object.entries(written))
    assert.deepEqual(readQuantity(text, "amount"), { quantity: { value: 50, unit } });
  assert.deepEqual(readQuantity("400 mcg/day", "doseRate"), { quantity: { value: 400, unit: "ug/d" } });
  assert.deepEqual(readQuantity("400 微克/天", "doseRate"), { quantity: { value: 400, unit: "ug/d" } });
  assert.deepEqual(readQuantity("0.2 ml/hr", "flow"), { quantity: { value: 0.2, unit: "mL/h" } });
});

test("U-11: values at the edges of integer sizes stay as they are", () => {
  for (const value of [255, 256, 65_535, 65_536, 2 ** 31, 2 ** 32, 999_999_999_999_999]) {
    assert.deepEqual(readQuantity(`${value} mcg`, "amount"), { quantity: { value, unit: "ug" } });
    assert.equal(outward(inward({ value, unit: "ug" }, "amount"), "amount", "ug").value, value);
  }
});

test("U-13: a body weight in pounds, or an amount of drug, is no weight in kg", () => {
  for (const text of ["154 lb", "154 [lb_av]", "70000 g", "70 mg"])
    assert.ok("refused" in readQuantity(text, "weight"), text);
  assert.deepEqual(readQuantity("70 kg", "weight"), { quantity: { value: 70, unit: "kg" } });
});

test("hours are no micrograms: mixing kinds does not compile", () => {
  const hours = inward({ value: 1, unit: "h" }, "time");
  // @ts-expect-error TS2322: time is not an amount.
  const amount: ReturnType<typeof inward<"amount">> = hours;
  assert.equal(amount, 1);
});

test("a number as a program prints a double is read to its last digit; more digits than it has are refused", () => {
  for (const value of [Math.LN2 / 5, 0.1 + 0.2, 1 / 3, Math.PI * 100]) {
    const read = readQuantity(`${value} /h`, "rateConstant");
    assert.ok("quantity" in read, JSON.stringify(read));
    assert.equal(read.quantity.value, value);
    const padded = readQuantity(`${value.toPrecision(17)} /h`, "rateConstant");
    assert.ok("quantity" in padded && padded.quantity.value === value);
  }
  assert.ok("refused" in readQuantity("0.138629436111989061 /h", "rateConstant"));
});
