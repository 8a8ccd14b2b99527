import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reply } from "./operation.ts";
import { order } from "./order.ts";

interface Ordered {
  readonly made: { value: number };
  readonly drugs: readonly { readonly mass: unknown; readonly stockVolume: { value: number } }[];
  readonly diluent: { value: number };
  readonly beyondUse: string | null;
}
const ask = (change: object) =>
  order.run({ ...(order.example as object), ...change }, { locale: "en-US" }) as Reply<Ordered>;
const issues = (change: object): string[] => {
  const reply = ask(change);
  return reply.ok ? [] : reply.issues.map(({ path }) => path);
};

test("20 mL and 3 mL to prime, of two drugs, by hand", () => {
  const reply = ask({});
  assert.ok(reply.ok);
  // 23 mL · 10 mg/mL = 230 mg = 9.2 mL of 25 mg/mL; 23 · 5 = 115 mg = 3.8333 mL of 30 mg/mL; the rest is diluent.
  assert.equal(reply.answer.made.value, 23);
  assert.deepEqual(reply.answer.drugs[0]!.mass, { value: 230, unit: "mg" });
  assert.equal(reply.answer.drugs[0]!.stockVolume.value, 9.2);
  assert.ok(Math.abs(reply.answer.drugs[1]!.stockVolume.value - 115 / 30) < 1e-12);
  assert.ok(Math.abs(reply.answer.diluent.value - (23 - 9.2 - 115 / 30)) < 1e-12);
});

test("a stock too weak for the concentration is refused, and says by how much", () => {
  assert.deepEqual(
    issues({
      stocks: [
        { drug: "morphine", concentration: "10 mg/mL" },
        { drug: "bupivacaine", concentration: "5 mg/mL" },
      ],
    }),
    ["stocks"],
  );
});

test("a preparation past its beyond-use date on the day it is needed is refused", () => {
  assert.deepEqual(issues({ prepared: { at: "2026-01-05T08:00:00+01:00", usableFor: "4 d" } }), [
    "prepared.usableFor",
  ]);
});

test("without a pharmacist's word there is no beyond-use date, and the gap says so", () => {
  const reply = ask({ prepared: undefined });
  assert.ok(reply.ok);
  assert.equal(reply.answer.beyondUse, null);
  assert.match(reply.gaps.join(), /beyond-use/);
});

test("a missing, a stray and a doubled stock are all issues at once", () => {
  const stock = (drug: string) => ({ drug, concentration: "25 mg/mL" });
  assert.deepEqual(issues({ stocks: [stock("morphine"), stock("morphine"), stock("fentanyl")] }), [
    "stocks[1].drug",
    "stocks[2].drug",
    "stocks",
  ]);
});
