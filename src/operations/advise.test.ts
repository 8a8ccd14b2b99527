import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reply } from "./operation.ts";
import { advise } from "./advise.ts";

interface Said {
  readonly sections: readonly {
    readonly situation: string;
    readonly statements: readonly { readonly id: string; readonly act: boolean; readonly status: string }[];
  }[];
  readonly line?: { readonly volume: { value: number }; readonly drugs: readonly { amount: unknown }[] };
}
const ask = (input: object) => advise.run(input, { locale: "en-US" }) as Reply<Said>;
function said(input: object): Said & { gaps: readonly string[] } {
  const reply = ask(input);
  assert.ok(reply.ok, JSON.stringify(reply));
  return { ...reply.answer, gaps: reply.gaps };
}
const idsOf = ({ sections }: Said, situation: string): string[] =>
  sections.find((section) => section.situation === situation)!.statements.map(({ id }) => id);

test("baclofen withdrawal: what to do stands first, and it is oral baclofen in mg, never intrathecal", () => {
  const reply = ask({ drugs: ["baclofen"], situations: ["withdrawal"] });
  assert.ok(reply.ok);
  const [first] = reply.answer.sections[0]!.statements as unknown as { id: string; says: string }[];
  assert.equal(first!.id, "WD-04");
  assert.match(first!.says, /oral, in mg, never intrathecal/);
});

test("where sources disagree about physostigmine, all three stand side by side", () => {
  const ids = idsOf(said({ drugs: ["baclofen"] }), "overdose");
  for (const id of ["OD-02-label", "OD-02-panel", "OD-02-delhaas"]) assert.ok(ids.includes(id), id);
});

test("the label of another jurisdiction is left out", () => {
  const ids = idsOf(said({ drugs: ["baclofen"], jurisdiction: "UK" }), "overdose");
  assert.ok(!ids.includes("OD-02-label"));
  assert.ok(ids.includes("OD-02-panel"));
});

test("F-11: a Prometra is emptied before MRI; of a pump that is not named nothing is guessed", () => {
  assert.ok(idsOf(said({ drugs: ["morphine"], pump: "prometra-ii-20" }), "MRI").length > 0);
  const unnamed = said({ drugs: ["morphine"], situations: ["MRI"] });
  assert.deepEqual(idsOf(unnamed, "MRI"), []);
  assert.match(unnamed.gaps.join(), /MRI/);
});

test("of a drug without sources the gap names situation and drug", () => {
  const { gaps } = said({ drugs: ["baclofen", "fentanyl"], situations: ["overdose"] });
  assert.equal(gaps.length, 1);
  assert.match(gaps[0]!, /overdose.*fentaNYL/);
});

test("the drug in the line is the catheter's volume times its concentration", () => {
  const { line } = said({
    drugs: ["baclofen"],
    catheter: { volume: "0.2 mL" },
    solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
  });
  assert.deepEqual(line!.drugs, [{ drug: "baclofen", amount: { value: 400, unit: "ug" } }]);
});

test("a misspelt drug and an unknown pump are both issues, with what was meant", () => {
  const reply = ask({ drugs: ["baclofin"], pump: "syncromed-ii-40" });
  assert.ok(!reply.ok);
  assert.deepEqual(
    reply.issues.map(({ path }) => path),
    ["drugs[0]", "pump"],
  );
  assert.match(reply.issues[0]!.message, /baclofen/);
});
