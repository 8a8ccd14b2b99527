import assert from "node:assert/strict";
import { test } from "node:test";
import { operations, type Reply } from "../../src/operations/operations.ts";
import { cases } from "../cases/cases.ts";
import type { ProtocolAnswer } from "./answers.ts";
import { observations } from "./observation.ts";
import { blankKetamine, blankSession, copied } from "./read-ketamine.ts";
import { wordsOf } from "../words/catalogues.ts";
import { momentsOf, writeProtocol } from "./write-protocol.ts";

const ask = (input: unknown): Reply<ProtocolAnswer> =>
  operations
    .find(({ name }) => name === "protocol")!
    .run(input, { locale: "en-US" }) as Reply<ProtocolAnswer>;

for (const { id, plan } of cases.filter(({ plan }) => plan.ketamine)) {
  test(`the case ${id} can be infused, and its moments hold every edge once, in order`, () => {
    const reply = ask(writeProtocol(plan.ketamine!));
    assert.ok(reply.ok, JSON.stringify(reply));
    const moments = momentsOf(reply.answer);
    assert.ok(moments.length <= 600);
    assert.ok(moments.every((at, i) => i === 0 || at > moments[i - 1]!));
    const chart = observations(reply.answer.sessions[0]!, "15 min", wordsOf("en-US"), "en-US");
    assert.equal(chart[0]!.after, 0);
    assert.match(chart.at(-1)!.due, /End of infusion/);
  });
}

test("nothing that was left empty is filled in: drug, vial, weight and rate are refused at their fields (U-05, INC-7)", () => {
  const reply = ask(writeProtocol(blankKetamine));
  assert.ok(!reply.ok);
  const paths = reply.issues.map(({ path }) => path);
  for (const path of ["patient.weight", "vial.concentration", "mix.finalVolume", "sessions[0].steps[0].rate"])
    assert.ok(paths.includes(path), `${path} is not among ${paths.join(", ")}`);
});

test("a session copied to the days that follow stands on each once, in order", () => {
  const other = { ...blankSession, day: "3", bolus: { dose: "1 mg", over: "" } };
  const days = copied([blankSession, other, { ...blankSession, day: "9" }], 0, 4);
  assert.deepEqual(
    days.map(({ day }) => day),
    ["1", "2", "3", "4", "5", "9"],
  );
  assert.equal(days[2]!.bolus, null);
});
