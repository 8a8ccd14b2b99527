// The visit in a real browser: by keyboard from the door to the printed sheet, and every way it must not go.
import assert from "node:assert/strict";
import { describe } from "node:test";
import type { Browser, Page } from "playwright-core";
import { steps } from "../../web/visit/draft.ts";
import { wordsOf } from "../../web/words/catalogues.ts";
import { around } from "../around.ts";
import { violationsOf } from "./axe.ts";
import { theBrowser } from "./browser.ts";
import { add, clinicPatient, entryOf } from "./clinic.ts";
import { lint } from "./lint.ts";
import { at, fill, languages, open, tabTo, textOf, widths } from "./page.ts";
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

let serials = 2000;
const nextSerial = (): string => `S${++serials}`;
const choose = (page: Page, path: string, which: "yes" | "no" = "yes"): Promise<void> =>
  page.locator(`.field:has(${at(path)}) [data-choice="${which}"]`).check();
const step = (page: Page, name: string): Promise<void> => page.click(`[data-step="${name}"]`);

async function openVisit(patient: string, options: { locale?: string; width?: number } = {}) {
  const opened = await open(browser, bench, { ...options, hash: `#/visit/${patient}` });
  await opened.page.waitForSelector(".steps");
  return opened;
}

async function interrogate(page: Page, serial: string): Promise<void> {
  await fill(page, "by", "Nurse One");
  await fill(page, "interrogation.serial", serial);
  await fill(page, "interrogation.volume", "22");
  await choose(page, "interrogation.running");
}
async function empty(page: Page, aspirated: string): Promise<void> {
  await step(page, "reconcile");
  await choose(page, "refill.wanted");
  await choose(page, "refill.needleChecked");
  await fill(page, "refill.aspirated", aspirated);
  await fill(page, "refill.aspiratedAgain", "0");
}
async function refill(page: Page, { told = "40" } = {}): Promise<void> {
  await step(page, "refill");
  await fill(page, "reservoir.volume", "40");
  await fill(page, "reservoir.programmed", told);
  await page.click(".same-solution");
  await fill(page, "refill.lot", "L9");
  await fill(page, "refill.expiry", "2099-01-31");
  await fill(page, "refill.observed", "30");
}
async function program(page: Page, dose: string): Promise<void> {
  await step(page, "program");
  await page.locator('[data-choice="change"]').check();
  await fill(page, "program change.reason", "spasms at night");
  await fill(page, "program.dose", dose);
}
async function purpose(page: Page): Promise<void> {
  await step(page, "findings");
  await page.selectOption(at("phase"), "maintenance");
  await page.selectOption(at("jurisdiction"), "US");
  await page.locator(at("confirmed")).first().check();
}
/** A refill that leaves nothing to explain, and another dose, up to what the limits say. */
async function upToFindings(page: Page, serial: string, dose: string): Promise<void> {
  await interrogate(page, serial);
  await empty(page, "22");
  await refill(page);
  await program(page, dose);
  await purpose(page);
}
async function secondCheck(page: Page, serial: string, dose: string, by = "Nurse Two"): Promise<void> {
  await step(page, "second");
  await fill(page, "second.by", by);
  await fill(page, "key serial", serial);
  await fill(page, "key filled", "40");
  await fill(page, "key programmed", "40");
  await fill(page, "key concentration baclofen", "2000");
  await fill(page, "key daily dose baclofen", dose);
}
const compareBoth = (page: Page): Promise<void> => page.locator(".second .button.main").click();
async function close(page: Page): Promise<void> {
  await step(page, "close");
  await choose(page, "visit closed.reinterrogated");
  await choose(page, "visit closed.running");
  await fill(page, "re-interrogation.volume", "40");
}
const canSave = async (page: Page): Promise<boolean> => !(await page.locator("[data-save]").isDisabled());

/** Everything typed by keys alone: what Tab does not reach is not there for everybody. */
async function typeAt(page: Page, selector: string, text: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.type(text);
}
const pressAt = async (page: Page, selector: string, key = "Space"): Promise<void> => {
  await tabTo(page, selector);
  await page.keyboard.press(key);
};
const yesAt = (page: Page, path: string): Promise<void> =>
  pressAt(page, `.field:has(${at(path)}) [data-choice="yes"]`);

for (const locale of languages) {
  test(`the visit is walked by keyboard from the first step to the printed sheet (${locale})`, async () => {
    const words = wordsOf(locale);
    const serial = nextSerial();
    const patient = await clinicPatient(bench, `Kim ${locale}`, { serial });
    const { page, context, complaints } = await open(browser, bench, {
      locale,
      hash: `#/patient/${patient}`,
    });
    await page.waitForSelector(".timeline");
    await pressAt(page, "[data-begin-visit]", "Enter");
    await page.waitForSelector(".steps");
    const on = async (name: string): Promise<void> => {
      await pressAt(page, "[data-next]", "Enter");
      await page.waitForFunction(
        (name) => document.querySelector(`[data-step="${name}"]`)?.getAttribute("aria-current") === "step",
        name,
      );
      // Whoever goes on stands at the heading of the next step.
      assert.equal(await page.evaluate(() => document.activeElement?.matches(".step-title")), true, name);
    };
    await typeAt(page, at("by"), "Nurse One");
    await typeAt(page, at("interrogation.serial"), serial);
    await typeAt(page, at("interrogation.volume"), "22");
    await yesAt(page, "interrogation.running");
    await on("reconcile");
    await yesAt(page, "refill.wanted");
    await yesAt(page, "refill.needleChecked");
    await typeAt(page, at("refill.aspirated"), "21.5");
    await typeAt(page, at("refill.aspiratedAgain"), "0");
    assert.match(await textOf(page, ".verdict-line"), new RegExp(words["verdict as expected"]));
    await on("refill");
    await typeAt(page, at("reservoir.volume"), "40");
    await typeAt(page, at("reservoir.programmed"), "40");
    await pressAt(page, ".same-solution", "Enter");
    await typeAt(page, at("refill.lot"), "L9");
    await typeAt(page, at("refill.expiry"), "01312099");
    assert.equal(await page.inputValue(at("refill.expiry")), "2099-01-31");
    await typeAt(page, at("refill.observed"), "30");
    await on("program");
    await tabTo(page, '[name="change"]');
    await page.keyboard.press("ArrowDown");
    await typeAt(page, at("program change.reason"), "spasms at night");
    await tabTo(page, at("program.dose"));
    await page.keyboard.press("Control+A");
    await page.keyboard.type("440");
    assert.match(await textOf(page, ".totals"), /400.*440.*\+10%/);
    await on("bridge");
    await on("findings");
    for (const path of ["phase", "jurisdiction"]) {
      await tabTo(page, at(path));
      await page.keyboard.press(path === "phase" ? "End" : "ArrowDown");
    }
    await pressAt(page, `input${at("confirmed")}`);
    await on("second");
    await typeAt(page, at("second.by"), "Nurse Two");
    for (const [key, value] of [
      ["serial", serial.toLowerCase()],
      ["filled", "40"],
      ["programmed", "40"],
      ["concentration baclofen", "2000"],
      ["daily dose baclofen", "440"],
    ] as const)
      await typeAt(page, at(`key ${key}`), value);
    await pressAt(page, ".second .button.main", "Enter");
    await page.waitForSelector("[data-agreed], [data-differences]");
    assert.equal(await page.locator("[data-differences]").count(), 0, await textOf(page, ".second"));
    await on("close");
    await yesAt(page, "visit closed.reinterrogated");
    await yesAt(page, "visit closed.running");
    await typeAt(page, at("re-interrogation.volume"), "40");
    await pressAt(page, "[data-save]", "Enter");
    await page.waitForSelector(".visit-sheet");
    const sheet = await textOf(page, ".visit-sheet");
    for (const said of ["440", "21.5 mL", "L9", serial, "Nurse Two", words["verdict as expected"]])
      assert.ok(sheet.includes(said), `${said} stands on the sheet`);
    const card = await textOf(page, ".patient-card");
    for (const said of ["440", serial, words.cardAlarm, locale === "zh-CN" ? "双音" : "two tones"])
      assert.ok(card.includes(said), `${said} stands on the card`);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

for (const locale of languages) {
  for (const width of widths) {
    test(`every step is accessible, fits and shows whose record it is on every step (${locale}, ${width} px)`, async () => {
      const serial = nextSerial();
      const patient = await clinicPatient(bench, `Lee ${locale} ${width}`, { serial });
      const { page, context, complaints } = await openVisit(patient, { locale, width });
      const all: string[] = [];
      const look = async (where: string): Promise<void> => {
        const violations = await violationsOf(page);
        all.push(...violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.target}`));
        if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
          all.push(`${where} is too wide`);
        const text = await page.evaluate(() => document.body.innerText);
        all.push(
          ...text.split("\n").flatMap((line) => lint(line, locale).map((fault) => `${where}: ${fault}`)),
        );
      };
      await interrogate(page, serial);
      await empty(page, "0");
      await refill(page, { told: "20" });
      await program(page, "500");
      for (const name of steps) {
        await step(page, name);
        const who = await textOf(page, ".who-strip");
        assert.ok(who.includes(`Lee ${locale} ${width}`) && who.includes(serial), `${name}: ${who}`);
        assert.match(who, /1970/, "a second identifier");
        await look(name);
      }
      await page.goto(page.url().replace("/visit/", "/patient/"));
      await page.waitForSelector(".timeline");
      await look("patient");
      await page.click("[data-add-entry]");
      for (const kind of ["alarm", "trial", "ketamine session", "pump implanted", "catheter revised"]) {
        await page.selectOption(at("kind"), kind);
        await look(kind);
      }
      await page.goto(page.url().replace(/#.*/, "#/patients"));
      await page.waitForSelector("[data-patient]");
      await look("patients");
      assert.deepEqual(all, []);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
}

describe("a visit", () => {
  test("that finds a pump dry says so, and takes no rise without a name", async () => {
    const serial = nextSerial();
    // 40 mL at 0.2 mL a day last 200 days.
    const patient = await clinicPatient(bench, "Dora Dry", { serial, days: 260 });
    const { page, context } = await openVisit(patient);
    await interrogate(page, serial);
    await empty(page, "0");
    const said = await textOf(page, ".step-columns");
    assert.match(said, /First check at the needle/);
    assert.match(said, /Ran dry about .*; without drug for about (59\.9|60(\.[01])?) days/);
    assert.match(said, /Tolerance to baclofen may be lost.*the prescriber sets the restart dose/);
    await refill(page);
    await program(page, "440");
    assert.match(
      await textOf(page, "[data-rule='unexplained residual']"),
      /ran dry.*440 mcg\/day after 400 mcg\/day/,
    );
    assert.match(await textOf(page, ".step-left"), /the same dose is not simply continued/);
    await fill(page, "override unexplained residual.by", "Dr Two");
    await fill(page, "override unexplained residual.reason", "seen, restart supervised on the ward");
    assert.equal(await page.locator("[data-rule='unexplained residual']").count(), 0);
    await purpose(page);
    await secondCheck(page, serial, "440");
    await compareBoth(page);
    await close(page);
    assert.equal(await canSave(page), true);
    await page.click("[data-save]");
    await page.waitForSelector(".visit-sheet");
    assert.match(await textOf(page, ".visit-sheet"), /Unexplained residual: .*Dr Two/);
    await context.close();
  });

  test("with another strength cannot go on before the bridge is decided", async () => {
    const serial = nextSerial();
    const patient = await clinicPatient(bench, "Bea Bridge", { serial });
    const { page, context } = await openVisit(patient);
    await interrogate(page, serial);
    await empty(page, "22");
    await refill(page);
    await fill(page, "reservoir.solution[0].concentration", "500");
    await step(page, "program");
    await page.locator('[data-choice="keep"]').check();
    await fill(page, "program change.reason", "another strength");
    await purpose(page);
    await step(page, "second");
    await fill(page, "second.unchecked", "nobody else on the ward");
    await close(page);
    assert.equal(await canSave(page), false);
    await step(page, "bridge");
    assert.match(await textOf(page, ".one-column"), /2,000 mcg\/mL.*500 mcg\/mL/);
    await page.locator("[name=bridge]").nth(1).check();
    assert.notEqual(await page.locator(".step-on [role=status]").innerText(), "complete");
    await fill(page, "program change.bridge.reason", "catheter aspirated and primed");
    await step(page, "close");
    assert.equal(await canSave(page), true);
    await step(page, "bridge");
    await page.locator("[name=bridge]").first().check();
    await step(page, "close");
    await page.click("[data-save]");
    await page.waitForSelector(".visit-sheet");
    assert.match(await textOf(page, ".visit-sheet"), /Bridge ends/);
    await context.close();
  });

  test("with 20 mL filled and 40 mL told stops, and goes on only under a name", async () => {
    const serial = nextSerial();
    const patient = await clinicPatient(bench, "Ina Told", { serial });
    const { page, context } = await openVisit(patient);
    await interrogate(page, serial);
    await empty(page, "22");
    await refill(page, { told: "20" });
    assert.match(
      await textOf(page, ".visit-page"),
      /40 mL filled, 20 mL told to the pump\. Stop: which is true/,
    );
    assert.match(await textOf(page, "[data-rule='filled otherwise than told']"), /its alarm will count/);
    await fill(page, "reservoir.programmed", "40");
    assert.equal(await page.locator("[data-rule]").count(), 0);
    await context.close();
  });

  test("asks for both totals again when the dose changes after they were confirmed", async () => {
    const serial = nextSerial();
    const patient = await clinicPatient(bench, "Tom Total", { serial });
    const { page, context } = await openVisit(patient);
    await upToFindings(page, serial, "440");
    assert.equal(await page.locator(at("confirmed")).first().isChecked(), true);
    // Sixty mcg meant each morning, entered each hour: 1,440 mcg a day more (INC-2).
    await program(page, "1840");
    assert.match(await textOf(page, ".totals"), /400 mcg\/day 1,840 mcg\/day 4.6 times/);
    await step(page, "findings");
    assert.equal(
      await page
        .locator(`input${at("confirmed")}`)
        .first()
        .isChecked(),
      false,
    );
    await context.close();
  });

  test("is checked a second time by another person, by value, and a difference is shown and mended", async () => {
    const serial = nextSerial();
    const patient = await clinicPatient(bench, "Zoe Second", { serial });
    const { page, context } = await openVisit(patient);
    await upToFindings(page, serial, "440");
    await secondCheck(page, serial, "440", "nurse  one");
    assert.match(await textOf(page, "[data-same-person]"), /another person's/);
    assert.equal(await page.locator(".second .button.main").isDisabled(), true);
    // Off the pump's own printout the same person may; that nobody else looked is said.
    await page.selectOption(at("second.readFrom"), "printout");
    assert.match(await textOf(page, "[data-own-check]"), /No second person: nurse one/);
    assert.equal(await page.locator(".second .button.main").isDisabled(), false);
    // Blind: no number that was entered stands on this step.
    const shown = await page.evaluate(() => document.querySelector("main")!.textContent);
    for (const number of ["440", "2,000", "40 mL"]) assert.ok(!shown!.includes(number), number);
    await fill(page, "second.by", "Nurse Two");
    await fill(page, "key daily dose baclofen", "400");
    await compareBoth(page);
    assert.match(await textOf(page, "[data-differences='1']"), /440 mcg\/day 400 mcg\/day/);
    await close(page);
    assert.equal(await canSave(page), false);
    await step(page, "second");
    await fill(page, "key daily dose baclofen", "0.44");
    await page.selectOption(".field:has([data-path='key daily dose baclofen']) select", "mg/d");
    await compareBoth(page);
    await page.waitForSelector("[data-agreed]");
    // Whatever is changed afterwards was not checked.
    await program(page, "450");
    await step(page, "second");
    assert.equal(await page.locator("[data-agreed]").count(), 0);
    await context.close();
  });

  test("is not closed over a pump that does not run", async () => {
    const serial = nextSerial();
    const patient = await clinicPatient(bench, "Stan Still", { serial });
    const { page, context } = await openVisit(patient);
    await step(page, "close");
    await choose(page, "visit closed.reinterrogated");
    await choose(page, "visit closed.running", "no");
    assert.match(await textOf(page, ".visit-page"), /nobody goes home/);
    assert.equal(await canSave(page), false);
    await context.close();
  });

  test("is found again after the page was left, goes back by undo, and can be thrown away", async () => {
    const serial = nextSerial();
    const patient = await clinicPatient(bench, "Rhea Resume", { serial });
    const { page, context } = await openVisit(patient);
    await interrogate(page, serial);
    await empty(page, "21");
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await page.waitForSelector(".steps");
    assert.equal(await page.inputValue(at("refill.aspirated")), "21");
    assert.equal(await page.locator("[aria-current=step][data-step=reconcile]").count(), 1);
    await page.focus(at("refill.aspirated"));
    await page.keyboard.press("Control+A");
    await page.keyboard.type("2");
    await page.keyboard.press("Control+z");
    assert.equal(await page.inputValue(at("refill.aspirated")), "21");
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    assert.ok(!kept.includes("Rhea"), "the draft names nobody");
    const discard = page.locator(".visit-tools .button.plain");
    await discard.click();
    await discard.click();
    await page.waitForSelector(".timeline");
    assert.ok((await textOf(page, "[data-begin-visit]")).includes("Begin a visit"));
    await context.close();
  });

  test("that is stale is refused, says what came, and goes on only after it was read", async () => {
    const serial = nextSerial();
    const patient = await clinicPatient(bench, "Sue Stale", { serial });
    const { page, context } = await openVisit(patient);
    await interrogate(page, serial);
    await step(page, "reconcile");
    await choose(page, "refill.wanted", "no");
    await step(page, "program");
    await page.locator('[data-choice="keep"]').check();
    await page.locator('[data-step="findings"]').click();
    await page.selectOption(at("phase"), "maintenance");
    await page.selectOption(at("jurisdiction"), "US");
    await step(page, "second");
    await fill(page, "second.unchecked", "nothing was changed");
    await close(page);
    const reply = await fetch(`${bench.address}api/ledger/patients/${patient}`);
    const { answer } = (await reply.json()) as { answer: { revision: number } };
    const now = new Date().toISOString();
    await add(bench, patient, answer.revision, [entryOf(patient, "note", now, { text: "called in" })]);
    await page.click("[data-save]");
    await page.waitForSelector(".gone-on");
    assert.match(await textOf(page, ".gone-on"), /Note \(Nurse One\)/);
    assert.match(await textOf(page, ".visit-page"), /gone on to/);
    await page.click(".gone-on .button");
    await page.click("[data-save]");
    await page.waitForSelector(".visit-sheet");
    await context.close();
  });
});
