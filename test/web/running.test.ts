// What runs in a patient, in the page: hours that come twice, settings repeated, what else is taken, new limits.
import assert from "node:assert/strict";
import { describe } from "node:test";
import type { Browser, Page } from "playwright-core";
import { around } from "../around.ts";
import { theBrowser } from "./browser.ts";
import { add, clinicPatient, daysAgo, entryOf } from "./clinic.ts";
import { languages, open, textOf } from "./page.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";
import { wordsOf } from "../../web/words/catalogues.ts";

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

const at = (path: string): string => `[data-path="${path}"]`;
const step = (page: Page, name: string): Promise<void> => page.click(`[data-step="${name}"]`);
const openVisit = async (patient: string, options: { locale?: string; timezoneId?: string } = {}) => {
  const opened = await open(browser, bench, { ...options, hash: `#/visit/${patient}` });
  await opened.page.waitForSelector(".steps");
  return opened;
};

describe("what runs, in the page", { concurrency: false }, () => {
  for (const locale of languages)
    test(`an hour that comes twice is chosen, one that does not come is refused (${locale})`, async () => {
      const words = wordsOf(locale);
      const patient = await clinicPatient(bench, `Ned Night ${locale}`, {
        serial: `S31${locale.length}${locale}`,
      });
      const { page, context } = await openVisit(patient, { locale, timezoneId: "America/New_York" });
      const moment = page.locator(at("at"));
      const field = page.locator(`.field:has(${at("at")})`);
      await moment.fill("2026-11-01T01:30");
      assert.ok((await field.innerText()).includes(words.hourTwice("-04:00", "-05:00")));
      const offset = field.locator("select");
      assert.equal(await offset.inputValue(), "");
      await offset.selectOption("-05:00");
      assert.equal(await field.locator(".say").count(), 0);
      await moment.fill("2026-03-08T02:30");
      assert.ok((await field.innerText()).includes(words.noSuchHour));
      // An ordinary time takes the offset that this zone had then.
      await moment.fill("2026-07-01T12:00");
      assert.equal(await offset.inputValue(), "-04:00");
      await context.close();
    });

  test("the last settings are taken exactly, their hash verified; of another pump nothing is taken", async () => {
    const patient = await clinicPatient(bench, "Rea Repeat", { serial: "S3200", dose: "400 mcg/d" });
    const { page, context } = await openVisit(patient);
    await page.fill(at("interrogation.serial"), "S9999");
    await step(page, "program");
    await page.locator('[data-choice="change"]').check();
    await page.fill(at("program.dose"), "440");
    await page.click("[data-repeat]");
    assert.match(await textOf(page, ".step-left [role=alert]"), /Nothing was repeated: .*S3200/);
    await step(page, "interrogate");
    await page.fill(at("interrogation.serial"), "S3200");
    await step(page, "program");
    await page.click("[data-repeat]");
    assert.match(
      await textOf(page, ".step-left .say.cyan"),
      /Exactly as saved on .* checksum [0-9a-f]{12} verified/,
    );
    assert.equal(await page.inputValue(at("program.dose")), "400");
    // Changed by hand it is a program of its own.
    await page.fill(at("program.dose"), "420");
    assert.equal(await page.locator(".step-left .say.cyan").count(), 0);
    await context.close();
  });

  test("what else is taken of a kind stands beside the findings, as recorded", async () => {
    const patient = await clinicPatient(bench, "Ola Oral", { serial: "S3300" });
    await add(bench, patient, await revisionOf(patient), [
      entryOf(patient, "other medication", daysAgo(2), {
        taken: [{ drug: "baclofen", route: "oral", dose: "60 mg/d" }],
      }),
    ]);
    const { page, context } = await openVisit(patient);
    await page.fill(at("by"), "Nurse One");
    await step(page, "program");
    await page.locator('[data-choice="change"]').check();
    await page.fill(at("program change.reason"), "spasms at night");
    await page.fill(at("program.dose"), "440");
    await step(page, "findings");
    const card = await textOf(page, '[data-together="GABA-B agonist"]');
    assert.match(card, /baclofen · this pump 440 mcg\/day/);
    assert.match(card, /baclofen · by mouth 60 mg\/day/);
    assert.match(card, /nothing is added up/);
    await context.close();
  });

  test("a running program that new limits do not let pass is listed, and a check of it is kept under a name", async () => {
    const serial = "S3400";
    const patient = await clinicPatient(bench, "Lim New", { serial, dose: "2500 mcg/d" });
    const revision = await revisionOf(patient);
    const program = entryOf(patient, "program change", daysAgo(80), {
      program: { mode: "continuous", drug: "baclofen", dose: "2500 mcg/d" },
      reason: "spasms",
      purpose: { indication: "spasticity-spinal", phase: "maintenance", jurisdiction: "US" },
    });
    const check = entryOf(patient, "limit check", daysAgo(80), {
      of: program["id"],
      library: "an older one",
      purpose: { indication: "spasticity-spinal", phase: "maintenance", jurisdiction: "US" },
      findings: [],
      tubing: "0.199 mL",
    });
    await add(bench, patient, revision, [program, check]);
    const { page, context, complaints } = await open(browser, bench, { hash: "#/patients" });
    await page.getByText(wordsOf("en-US").recheckTitle).click();
    await page.click("[data-recheck]");
    const row = page.locator(`[data-rechecked="${serial}"]`);
    await row.waitFor();
    const said = (await row.innerText()).replace(/\s+/g, " ");
    assert.match(said, /version an older one/);
    assert.match(said, /was 0\.199 mL .* is 0\.14 mL now/);
    assert.match(said, /Not found at the check before/);
    await page.fill(at("recheck.by"), "Pharmacist Three");
    await row.getByRole("button").click();
    await page.waitForFunction((serial) => !document.querySelector(`[data-rechecked="${serial}"]`), serial);
    assert.deepEqual(complaints, []);
    await context.close();
  });
});

async function revisionOf(patient: string): Promise<number> {
  const response = await fetch(`${bench.address}api/ledger/patients/${patient}`);
  const { answer } = (await response.json()) as { answer: { revision: number } };
  return answer.revision;
}
