// A ketamine session in a real browser: by keyboard from the patient to the sheet, interrupted once, and nobody else's.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { blankKetamine } from "../../web/ketamine/read-ketamine.ts";
import { blankPlan } from "../../web/plan/read-plan.ts";
import { ownItems, criteria } from "../../web/session/draft.ts";
import { wordsOf } from "../../web/words/catalogues.ts";
import { around } from "../around.ts";
import { theBrowser } from "./browser.ts";
import { add, daysAgo, entryOf } from "./clinic.ts";
import { lint } from "./lint.ts";
import { languages, open, tabTo, textOf } from "./page.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let browser: Browser;
let bench: Workbench;
const test = around(
  async () => {
    bench = await openWorkbench();
    await keepProtocol("20 mg/h for 2 h");
    browser = await theBrowser();
  },
  async () => {
    await bench?.close();
  },
);

const at = (path: string): string => `[data-path="${path}"]`;
/** Where the focus is brought: by Tab alone in one language, since what Tab does not reach is not there for everybody. */
const reach = async (page: Page, selector: string): Promise<void> =>
  (await page.evaluate(() => document.documentElement.lang)) === "en-US"
    ? tabTo(page, selector)
    : page.locator(selector).first().focus();
const pressAt = async (page: Page, selector: string, key = "Space"): Promise<void> => {
  await reach(page, selector);
  await page.keyboard.press(key);
};
const typeAt = async (page: Page, selector: string, text: string): Promise<void> => {
  await reach(page, selector);
  await page.keyboard.type(text);
};

/** A protocol of 20 mg/h over two hours from a 50 mg/mL vial, kept for whom it says. */
async function keepProtocol(title: string, name = "", number = ""): Promise<void> {
  const ketamine = {
    ...blankKetamine,
    drug: "ketamine",
    indication: "ketamine-chronic",
    jurisdiction: "US",
    weight: "70 kg",
    vial: "50 mg/mL",
    preparation: {
      ...blankKetamine.preparation,
      way: "mix",
      container: "syringe",
      drugVolume: "1 mL",
      finalVolume: "50 mL",
    },
    sessions: [
      {
        day: "1",
        bolus: null,
        steps: [{ rate: "20 mg/h", for: { hours: "2", minutes: "" }, ramp: null, hold: "sedation above 3" }],
      },
    ],
    observeEvery: "15 min",
  };
  const plan = { plan: { ...blankPlan, ketamine }, identity: { name, number, birthDate: "" } };
  const response = await fetch(`${bench.address}api/cases/${randomUUID()}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ title, plan, revision: 0 }),
  });
  assert.equal(response.status, 200, await response.text());
}

async function somebody(name: string, number: string): Promise<string> {
  const patient = randomUUID();
  const data = { name, birthDate: "1970-04-30", identifiers: [{ system: "MRN", value: number }] };
  await add(bench, patient, 0, [entryOf(patient, "patient", daysAgo(3), data)]);
  return patient;
}

/** The protocol, the vial, the wristband and every question, by keys alone. */
async function prepare(page: Page, number: string): Promise<void> {
  await pressAt(page, at("source"), "End");
  await page.waitForSelector(at("day"));
  await typeAt(page, at("begun.vial"), "50");
  await typeAt(page, at("begun.wristband"), number);
  await typeAt(page, at("by"), "Nurse One");
  for (const item of ownItems) await pressAt(page, `.field:has(${at(`own.${item}`)}) [data-choice="yes"]`);
  const asked = await page
    .locator('[data-ask$=" no"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute("data-ask")!));
  assert.ok(asked.length >= 6, "contraindications and tests of the guideline are asked");
  // What holds for everybody is in place; what is for some patients is absent or not needed.
  for (const id of asked)
    await pressAt(page, `[data-ask="${id}"]`, /K-(STAFF|RESCUE)/.test(id) ? "ArrowRight" : "Space");
}

const stage = (page: Page, name: string): Promise<unknown> => page.waitForSelector(`[data-stage="${name}"]`);
const minutes = (page: Page, count: number): Promise<void> => page.clock.fastForward(count * 60_000);

for (const locale of languages) {
  test(`a session is walked by keyboard, held, interrupted and ended, and its dose is what ran (${locale})`, async () => {
    const words = wordsOf(locale);
    const number = locale === "en-US" ? "700123" : "700124";
    const patient = await somebody(`Kim ${locale}`, number);
    const { page, context, complaints } = await open(browser, bench, { locale, hash: "#/patients" });
    // From the beginning of a minute: times are kept to the minute, and what the walk itself takes is no part of them.
    const begun = new Date();
    begun.setSeconds(0, 0);
    await page.clock.install({ time: begun });
    await page.evaluate((id) => (location.hash = `#/patient/${id}`), patient);
    await page.waitForSelector("[data-begin-session]");
    await pressAt(page, "[data-begin-session]", "Enter");
    await stage(page, "prepare");
    await prepare(page, number);
    await pressAt(page, "[data-start]", "Enter");
    await stage(page, "run");
    assert.equal(await page.evaluate(() => document.activeElement?.matches(".step-title")), true);
    // One key each: the planned rate is set, and what was seen is entered.
    await page.keyboard.press("s");
    await page.waitForSelector('[data-running="running"]');
    await page.keyboard.press("o");
    await page.keyboard.type("128/76");
    await page.keyboard.press("Tab");
    await page.keyboard.type("72");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".doing", { state: "detached" });
    await minutes(page, 22);
    await page.waitForSelector('[data-due="observe"][data-state="overdue"]');
    assert.match(await textOf(page, '[data-due="observe"]'), /7/, "overdue by seven minutes");
    await page.keyboard.press("o");
    await page.keyboard.type("150/90");
    await page.keyboard.press("Enter");
    await minutes(page, 8);
    await page.keyboard.press("h");
    await page.keyboard.type("nausea");
    await page.keyboard.press("Enter");
    await page.waitForSelector('[data-running="held"]');
    // Whoever reloads, or comes back after a power cut, finds everything as it was.
    await page.reload();
    await page.waitForSelector('[data-running="held"]');
    assert.equal(await page.locator("[data-log]").count(), 4);
    await minutes(page, 10);
    await page.keyboard.press("r");
    await page.keyboard.type("ondansetron 4 mg");
    await page.keyboard.press("Enter");
    await page.keyboard.press("h");
    assert.equal(await page.inputValue(at("rate")), "20", "the rate that ran before is offered");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("10");
    await page.keyboard.press("Tab");
    await page.keyboard.type("settled");
    await page.keyboard.press("Enter");
    await page.waitForSelector('[data-running="running"]');
    await minutes(page, 30);
    await page.keyboard.press("e");
    await page.keyboard.type("asked to stop");
    await page.keyboard.press("Enter");
    await stage(page, "end");
    // 20 mg/h for 30 min, ten minutes of nothing, 10 mg/h for 30 min.
    assert.match(await textOf(page, "[data-given]"), /^15 mg/);
    for (const id of criteria) await pressAt(page, `.field:has(${at(`criteria.${id}`)}) [data-choice="yes"]`);
    await typeAt(page, at("data.waste.amount"), "35");
    await typeAt(page, at("data.waste.witness"), "Nurse Two");
    const text = await page.evaluate(() => document.body.innerText);
    assert.deepEqual(
      text.split("\n").flatMap((line) => lint(line, locale)),
      [],
    );
    await pressAt(page, "[data-save]", "Enter");
    await page.waitForSelector(".session-sheet");
    const sheet = await textOf(page, ".session-sheet");
    for (const said of ["15 mg", "35 mg", "Nurse Two", "nausea", "ondansetron 4 mg", "150/90", number])
      assert.ok(sheet.includes(said), `${said} stands on the sheet: ${sheet}`);
    assert.ok(sheet.includes(words.dischargedYes));
    const kept = (await (await fetch(`${bench.address}api/ledger/patients/${patient}`)).json()) as {
      answer: { entries: { kind: string; data: { total?: object; begun?: string } }[] };
    };
    const session = kept.answer.entries.find(({ kind }) => kind === "ketamine session");
    assert.deepEqual(session?.data.total, { value: 15, unit: "mg" });
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("a protocol or a wristband of somebody else does not start a session, and another patient's page is blank", async () => {
  const [mine, other] = [await somebody("Ann Mine", "800001"), await somebody("Bob Other", "800002")];
  await keepProtocol("zz of Bob", "Bob Other", "800002");
  const { page, context } = await open(browser, bench, { hash: `#/session/${mine}` });
  await stage(page, "prepare");
  await page.waitForFunction(
    () => (document.querySelector<HTMLSelectElement>('[data-path="source"]')?.options.length ?? 0) > 1,
  );
  await page.selectOption(at("source"), { label: wordsOf("en-US").protocolKept("zz of Bob") });
  await page.waitForSelector(at("day"));
  assert.match(await textOf(page, ".session-page"), /written for Bob Other, who is not this patient/);
  await page.fill(at("begun.wristband"), "800002");
  assert.match(await textOf(page, ".session-page"), /wristband is not this patient's/);
  await page.fill(at("begun.vial"), "10");
  assert.match(
    await textOf(page, ".session-page"),
    /vial says 10 mg\/mL, the protocol was made for 50 mg\/mL/,
  );
  assert.equal(await page.locator("[data-start]").isDisabled(), true);
  await page.evaluate((id) => (location.hash = `#/session/${id}`), other);
  await page.waitForFunction(() => document.querySelector(".who-name")?.textContent === "Bob Other");
  assert.equal(await page.inputValue(at("begun.wristband")), "", "nothing carries over from the last (I-07)");
  await context.close();
});
