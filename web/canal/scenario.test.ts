// What the page begins with must be what the operations answer, and what a hand leaves out must be asked for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { caseOf } from "../cases/cases.ts";
import { ask } from "../engine.ts";
import { blankPlan } from "../plan/read-plan.ts";
import { wordsOf } from "../words/catalogues.ts";
import type { Course, Pair } from "./answers.ts";
import { deedsOf, demoOf, type Draft, kinds, planOfPair, shownFields, writeScenario } from "./scenario.ts";
import { boluses, demos, drugsOf, landmarks, type Where, writeCanal, writeWhatIf } from "./write-question.ts";

const where: Where = { tip: "T10", set: "", tanks: "10", people: "0" };
const levels = landmarks.map(({ id }) => id);

const drafts = kinds.flatMap((kind): Draft[] => {
  const demo = demoOf(kind);
  const deeds = deedsOf(kind);
  return deeds.length > 0 ? deeds.map((deed) => ({ ...demo, deed })) : [demo];
});

for (const draft of drafts) {
  test(`what goes otherwise is seen: ${draft.kind}, ${draft.deed}`, () => {
    const [question] = writeWhatIf({ ...draft, levels, scenario: writeScenario(draft) }, where);
    const reply = ask<Pair>("whatif", question, "en-US");
    assert.ok(reply.ok, JSON.stringify(reply));
    const { planned, happened } = reply.answer;
    const apart = planned.levels.some(({ values }, i) =>
      values.some((value, k) => Math.abs(value - happened.levels[i]!.values[k]!) > 0.01 * value),
    );
    assert.ok(apart, "both courses are the same");
  });

  test(`a field left empty is asked for where it stands: ${draft.kind}, ${draft.deed}`, () => {
    const empty = { ...draft, fields: Object.fromEntries(shownFields(draft).map((path) => [path, ""])) };
    const [question] = writeWhatIf({ ...empty, levels, scenario: writeScenario(empty) }, where);
    const reply = ask<Pair>("whatif", question, "en-US");
    assert.ok(!reply.ok);
    const paths = reply.issues.map(({ path }) => path);
    // The dose of a bridge is asked for only where the new dose is lower.
    for (const path of shownFields(draft).filter((each) => each !== "bridgeDose"))
      assert.ok(paths.includes(`scenario.${path}`), path);
  });
}

test("every field and every deed has a name on the page", () => {
  const words = wordsOf("en-US") as unknown as Readonly<Record<string, string>>;
  for (const draft of drafts) {
    for (const path of shownFields(draft)) assert.ok(words[`canalField ${path}`], path);
    if (deedsOf(draft.kind).length > 0) assert.ok(words[`canalDeed ${draft.kind} ${draft.deed}`]);
  }
});

test("every example on offer can be followed down the canal", () => {
  assert.ok(demos.length > 0);
  for (const { id, plan } of demos) {
    const [question] = writeCanal(plan, { ...where, from: id, drug: "", span: "7 d", calls: "" }, "en-US");
    const reply = ask<Course>("canal", question, "en-US");
    assert.ok(reply.ok, `${id}: ${JSON.stringify(reply)}`);
  }
});

test("with a plan on the table each pair begins from its own drug, strengths, doses and volumes", () => {
  const { plan } = caseOf("concentration-up")!;
  for (const kind of kinds) {
    const draft = planOfPair(kind, plan, "en-US");
    assert.ok(draft, kind);
    assert.equal(draft.drug, "baclofen");
    const { fields } = draft;
    // 400 mcg a day, from 500 to 2,000 mcg/mL: the case's own numbers, not the example's.
    if ("concentration" in fields) assert.match(fields["concentration"]!, /^2000 /);
    if ("dose" in fields) assert.equal(fields["dose"], "400 ug/d");
    if (kind === "bridge") {
      assert.match(fields["from.concentration"]!, /^500 /);
      assert.match(fields["to.concentration"]!, /^2000 /);
    }
    if (kind === "late-refill") assert.equal(fields["volume"], "0.4 mL");
    const [question] = writeWhatIf({ ...draft, levels, scenario: writeScenario(draft) }, where);
    const reply = ask<Pair>("whatif", question, "en-US");
    assert.ok(reply.ok, `${kind}: ${JSON.stringify(reply)}`);
  }
  assert.equal(planOfPair("stopped", blankPlan, "en-US"), undefined);
});

test("the patient's boluses of a plan go down the canal as often as is chosen", () => {
  const { plan } = caseOf("patient-bolus")!;
  const drug = drugsOf(plan.draft)[0]!;
  const most = boluses(plan, "en-US");
  assert.ok(most > 0);
  const programmed = (calls: string): number => {
    const [question] = writeCanal(plan, { ...where, from: "plan", drug, span: "3 d", calls }, "en-US");
    const reply = ask<Course>("canal", question, "en-US");
    assert.ok(reply.ok, JSON.stringify(reply));
    return reply.answer.amounts.programmed.value;
  };
  assert.ok(programmed("") > programmed("1") && programmed("1") > programmed("0"));
});
