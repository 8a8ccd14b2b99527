// The record of a patient, by its forms: begun, corrected, added to and signed.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe } from "node:test";
import type { Browser } from "playwright-core";
import { around } from "../around.ts";
import { theBrowser } from "./browser.ts";
import { clinicPatient } from "./clinic.ts";
import { at, fill, open, textOf } from "./page.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let browser: Browser;
let bench: Workbench;
const test = around(
  async () => {
    bench = await openWorkbench();
    browser = await theBrowser();
  },
  async () => {
    await bench?.close();
  },
);

let serials = 4000;
const nextSerial = (): string => `S${++serials}`;

describe("the record of a patient", () => {
  test("of a new patient begins with nothing, and is kept with pump and catheter", async () => {
    const { page, context, complaints } = await open(browser, bench, { hash: "#/patients" });
    await page.getByRole("button", { name: "New patient" }).click();
    const filledIn = await page
      .locator(".new-patient input:not([type=datetime-local]):not([type=checkbox])")
      .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value).filter(Boolean));
    assert.deepEqual(filledIn, []);
    await page.getByRole("button", { name: "Keep in the record" }).click();
    assert.match(await textOf(page, ".new-patient [role=alert]"), /still to enter/);
    await fill(page, "patient.name", "Nora Neu");
    await fill(page, "patient.birthDate", "1981-02-03");
    await fill(page, "patient.identifiers[0].system", "MRN");
    await fill(page, "patient.identifiers[0].value", "4711");
    await page.selectOption(at("pump implanted.pump"), "synchromed-ii-20");
    await fill(page, "pump implanted.serial", nextSerial());
    await page.selectOption(at("catheter implanted.catheter"), "volume");
    await fill(page, "catheter implanted.catheter.volume", "0.25");
    await fill(page, "by", "Nurse One");
    await page.getByRole("button", { name: "Keep in the record" }).click();
    await page.waitForSelector(".timeline");
    assert.match(await textOf(page, ".who-strip"), /Nora Neu.*3 Feb 1981.*MRN 4711/);
    assert.equal(await page.locator(".timeline .entry").count(), 3);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test("corrects an entry by a new one: both stay and say of each other", async () => {
    const patient = await clinicPatient(bench, "Cora Correct", { serial: nextSerial() });
    const { page, context } = await open(browser, bench, { hash: `#/patient/${patient}` });
    await page.locator('[data-kind="refill"] .entry-foot button').click();
    assert.equal(await page.inputValue(at("data.filled")), "40");
    await fill(page, "data.filled", "38");
    await fill(page, "data.programmed", "38");
    await fill(page, "by", "Nurse Two");
    await page.getByRole("button", { name: "Keep in the record" }).click();
    await page.waitForSelector(".entry.superseded");
    assert.match(await textOf(page, ".entry.superseded"), /corrected by Nurse Two/);
    assert.equal(await page.locator('[data-kind="refill"]').count(), 2);
    assert.match(await textOf(page, ".now"), /38 mL/);
    await context.close();
  });

  test("corrects a program by its own editor, and the dose that stands is the corrected one", async () => {
    const patient = await clinicPatient(bench, "Paul Program", { serial: nextSerial() });
    const { page, context } = await open(browser, bench, { hash: `#/patient/${patient}` });
    await page.locator('[data-kind="program change"] .entry-foot button').click();
    assert.equal(await page.inputValue(at("program.dose")), "400");
    await fill(page, "program.dose", "300");
    await fill(page, "by", "Nurse Two");
    await page.getByRole("button", { name: "Keep in the record" }).click();
    await page.waitForSelector(".entry.superseded");
    assert.match(await textOf(page, ".now"), /baclofen 300 mcg\/day/);
    await context.close();
  });

  test("takes each kind of entry by its form, refuses what cannot be, and says why", async () => {
    const patient = await clinicPatient(bench, "Fay Form", { serial: nextSerial() });
    const { page, context } = await open(browser, bench, { hash: `#/patient/${patient}` });
    await page.waitForSelector(".timeline");
    await page.click("[data-add-entry]");
    await page.selectOption(at("kind"), "score");
    await page.selectOption(at("data.scale"), "Ashworth 0-4");
    await fill(page, "data.value", "1+");
    await fill(page, "by", "Nurse One");
    await page.getByRole("button", { name: "Keep in the record" }).click();
    assert.match(await textOf(page, ".entry-form"), /1\+ is not a score of Ashworth 0-4/);
    await page.selectOption(at("data.scale"), "modified Ashworth");
    await page.getByRole("button", { name: "Keep in the record" }).click();
    await page.waitForSelector('[data-kind="score"]');
    assert.match(await textOf(page, '[data-kind="score"]'), /Value 1\+/);
    await context.close();
  });

  test("says of a re-prime what goes past the tip, and keeps one that is too large under a name only", async () => {
    const patient = await clinicPatient(bench, "Pia Prime", { serial: nextSerial() });
    const { page, context } = await open(browser, bench, { hash: `#/patient/${patient}` });
    await page.waitForSelector(".timeline");
    await page.click("[data-add-entry]");
    await page.selectOption(at("kind"), "access port");
    await fill(page, "data.port", "catheter access port");
    await fill(page, "data.aspirated", "1");
    await page.selectOption(at("data.reprime"), "done");
    await fill(page, "data.primed", "0.34");
    await fill(page, "data.reason", "no effect");
    await fill(page, "by", "Nurse One");
    const figures = page.locator(".prime-figures");
    await figures.locator(".finding").first().waitFor();
    assert.match(await figures.innerText(), /0\.14 mL · baclofen 280 mcg/);
    const keep = page.getByRole("button", { name: "Keep in the record" });
    await keep.click();
    await page
      .locator(".entry-form .notice", { hasText: "Past the tip at once: baclofen 280 mcg" })
      .waitFor();
    await page.locator(".entry-form fieldset", { hasText: "Taken on by name" }).getByRole("button").click();
    await page.selectOption(at("data.overrides[0].finding"), { label: "Primed past the tip" });
    await fill(page, "data.overrides[0].by", "Dr Two");
    await fill(page, "data.overrides[0].reason", "told so");
    await keep.click();
    await page.waitForSelector('.timeline [data-kind="access port"]');
    await context.close();
  });

  test("is signed under the hash of what was kept", async () => {
    const patient = await clinicPatient(bench, "Sig Signed", { serial: nextSerial() });
    const { page, context } = await open(browser, bench, { hash: `#/visit-sheet/${patient}` });
    await page.waitForSelector(".visit-sheet");
    await fill(page, "sign.by", "Dr Two");
    await page.selectOption(at("sign.meaning"), "prescriber");
    await page.getByRole("button", { name: "Sign this visit" }).click();
    await page.waitForFunction(() => document.querySelector(".visit-sheet")?.textContent?.includes("Dr Two"));
    assert.match(await textOf(page, ".visit-sheet"), /signed by Dr Two as prescriber/);
    await context.close();
  });

  test("chases somebody who did not come: the attempt stands on the patient's page and on the list", async () => {
    // Filled 260 days ago, 40 mL at 0.2 mL a day: the refill is long overdue.
    const patient = await clinicPatient(bench, "Nils Noshow", { serial: nextSerial(), days: 260 });
    const { page, context, complaints } = await open(browser, bench, { hash: `#/patient/${patient}` });
    await page.waitForSelector('[data-missed] [data-chase="nobody tried"]');
    await page.click("[data-add-attempt]");
    await fill(page, "data.who", "his sister");
    await page.selectOption(at("data.how"), "telephone");
    await page.selectOption(at("data.outcome"), "will come");
    await fill(page, "data.nextTry", "2099-01-31");
    await fill(page, "by", "Nurse Two");
    await page.getByRole("button", { name: "Keep in the record" }).click();
    await page.waitForSelector('.timeline [data-kind="contact attempted"]');
    await page.waitForSelector('[data-missed] [data-chase="tried, next date set"]');
    assert.match(await textOf(page, "[data-missed]"), /his sister, will come.*31 Jan 2099/);
    await page.goto(page.url().replace(/#.*/, "#/patients"));
    const line = page.locator("li", { hasText: "Nils Noshow" }).first();
    await line.waitFor();
    assert.equal(await line.locator('[data-chase="tried, next date set"]').count(), 1);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test("goes to another clinic with its file, leaves the lists, and comes back", async () => {
    const patient = await clinicPatient(bench, "Tess Transfer", { serial: nextSerial(), days: 260 });
    const { page, context, complaints } = await open(browser, bench, { hash: `#/patient/${patient}` });
    await page.waitForSelector(".timeline");
    await page.click("[data-transfer-out]");
    await fill(page, "data.to", "Harbour clinic");
    await page.check(at("data.with.FHIR file"));
    await fill(page, "by", "Nurse Two");
    const file = page.waitForEvent("download");
    await page.getByRole("button", { name: "Keep in the record" }).click();
    assert.match((await file).suggestedFilename(), /\.json$/);
    await page.waitForSelector("[data-transferred]");
    assert.match(await textOf(page, "[data-transferred]"), /Harbour clinic/);
    // Nobody is treated here who is looked after elsewhere, nor chased.
    for (const gone of ["[data-begin-visit]", "[data-begin-session]", "[data-transfer-out]", "[data-missed]"])
      assert.equal(await page.locator(gone).count(), 0, gone);
    await page.goto(page.url().replace(/#.*/, "#/drylist"));
    await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
    await page.getByText("Nils Noshow").first().waitFor();
    assert.equal(await page.getByText("Tess Transfer").count(), 0);
    await page.goto(page.url().replace(/#.*/, `#/patient/${patient}`));
    await page.locator("[data-transferred] button").first().click();
    await fill(page, "data.from", "Harbour clinic");
    await fill(page, "by", "Nurse Two");
    await page.getByRole("button", { name: "Keep in the record" }).click();
    await page.waitForSelector("[data-begin-visit]");
    assert.equal(await page.locator("[data-transferred]").count(), 0);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test("is printed without its buttons, and names the patient on every sheet", async () => {
    const patient = await clinicPatient(bench, "Pia Paper", { serial: nextSerial() });
    const { page, context } = await open(browser, bench, { hash: `#/patient/${patient}` });
    await page.waitForSelector(".timeline");
    await page.emulateMedia({ media: "print" });
    for (const button of ["[data-begin-visit]", "[data-add-entry]", ".entry-foot button", ".who-strip a"])
      assert.equal(await page.locator(button).first().isVisible(), false, button);
    // What repeats on paper is the head of a table.
    const display = (selector: string): Promise<string> =>
      page.locator(selector).evaluate((element) => getComputedStyle(element).display);
    assert.equal(await display(".patient-page"), "table");
    assert.equal(await display(".patient-page > .who-strip"), "table-header-group");
    await context.close();
  });

  test("names nobody where there is no such patient", async () => {
    const { page, context } = await open(browser, bench, { hash: `#/patient/${randomUUID()}` });
    await page.locator(".notice", { hasText: /there is no patient of this id/ }).waitFor();
    await context.close();
  });
});
