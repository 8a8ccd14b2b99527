// A pump's log of boluses: pasted by keyboard, judged, counted into the record or the visit.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { wordsOf } from "../../web/words/catalogues.ts";
import { around } from "../around.ts";
import { violationsOf } from "./axe.ts";
import { theBrowser } from "./browser.ts";
import { add, daysAgo, entryOf, firstVisit } from "./clinic.ts";
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

const patientBolus = {
  drug: "baclofen",
  amount: "20 mcg",
  duration: "5 min",
  lockout: "4 h",
  maxPerDay: 4,
};
/** A patient whose pump gives boluses at the patient's call since 90 days. */
async function withBolus(name: string, serial: string): Promise<string> {
  const patient = randomUUID();
  const program = { mode: "continuous", drug: "baclofen", dose: "400 mcg/d" };
  await add(
    bench,
    patient,
    0,
    firstVisit(patient, name, { serial }).map((entry) =>
      entry["kind"] === "program change"
        ? entryOf(patient, "program change", daysAgo(90), { program, patientBolus, reason: "start" })
        : entry,
    ),
  );
  return patient;
}
const day = daysAgo(3).slice(0, 10);
const english = `${day} 09:00 given\n${day} 11:00 denied\n${day} 12:00 given`;
const chinese = `${day} 09:00 已给\n${day} 11:00 拒绝\n${day} 12:00 已给`;

for (const locale of languages) {
  test(`a log is pasted by keyboard, held against the program, and its counts are kept (${locale})`, async () => {
    const words = wordsOf(locale);
    const patient = await withBolus(`Lou ${locale}`, locale === "zh-CN" ? "S5002" : "S5001");
    const { page, context, complaints } = await open(browser, bench, {
      locale,
      hash: `#/patient/${patient}`,
      timezoneId: "UTC",
    });
    await page.waitForSelector(".timeline");
    await tabTo(page, "[data-bolus-log]");
    await page.keyboard.press("Enter");
    await page.waitForSelector(at("log"));
    await tabTo(page, at("log"));
    await page.keyboard.insertText(locale === "zh-CN" ? chinese : english);
    await page.waitForSelector("[data-judged]");
    assert.equal(await textOf(page, "[data-counts]"), words.bolusLogCounts(2, 1));
    // The third came three hours after the first: the lockout is four.
    assert.equal(await page.getAttribute("[data-disagreements]", "data-disagreements"), "1");
    assert.equal(await page.locator('[data-agrees="false"]').count(), 1);
    assert.ok((await textOf(page, '[data-agrees="false"]')).includes(words["logged given"]));
    assert.equal(await page.locator(".log-picture svg").count(), 1);
    await tabTo(page, at("by"));
    await page.keyboard.type("Nurse Two");
    await tabTo(page, "[data-keep-counts]");
    await page.keyboard.press("Enter");
    await page.waitForSelector('.timeline [data-kind="bolus count"]');
    const kept = await textOf(page, '.timeline [data-kind="bolus count"]');
    assert.match(kept, /Nurse Two/);
    assert.ok(
      kept.includes(`${words["field given"]} 2`) && kept.includes(`${words["field denied"]} 1`),
      kept,
    );
    // What is counted once is not counted again.
    await page.click("[data-bolus-log]");
    await page.fill(at("log"), english);
    await page.waitForFunction(
      (says) => document.querySelector("[data-judged]")?.textContent?.includes(says),
      words.bolusLogEmpty,
    );
    assert.equal(await page.locator("[data-keep-counts]").count(), 0);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("a request without the pump's own word is not counted, and an unreadable line names itself", async () => {
  const patient = await withBolus("Una Unsaid", "S5003");
  const { page, context } = await open(browser, bench, { hash: `#/bolus-log/${patient}`, timezoneId: "UTC" });
  await page.waitForSelector(at("log"));
  await page.fill(at("log"), `${day} 09:00 given\n${day} 14:00 request`);
  await page.waitForSelector("[data-judged]");
  assert.match(await textOf(page, "[data-judged]"), /Add given or denied in line 2/);
  assert.equal(await page.locator("[data-keep-counts]").count(), 0);
  await page.fill(at("log"), `${day} 09:00 given\n03/04/2026 09:00 given`);
  await page.waitForSelector(".bolus-log-page .faults");
  assert.match(await textOf(page, ".bolus-log-page .faults"), /line 2: a date with slashes/i);
  assert.equal(await page.locator("[data-keep-counts]").count(), 0);
  await context.close();
});

test("in a visit the log fills the counts of the visit, and the page of the log sends there", async () => {
  const patient = await withBolus("Vera Visit", "S5004");
  const { page, context } = await open(browser, bench, { hash: `#/visit/${patient}`, timezoneId: "UTC" });
  await page.waitForSelector(".steps");
  await fill(page, "by", "Nurse One");
  await page.click(".count-from-log summary");
  await page.fill(at("log"), english);
  await page.click("[data-take-counts]");
  assert.equal(await page.inputValue(at("bolus count.given")), "2");
  assert.equal(await page.inputValue(at("bolus count.denied")), "1");
  await page.goto(page.url().replace("/visit/", "/bolus-log/"));
  await page.waitForSelector(at("log"));
  await page.fill(at("log"), english);
  await page.waitForSelector("[data-judged]");
  assert.equal(await page.locator("[data-keep-counts]").count(), 0);
  assert.match(await textOf(page, ".bolus-log-page .notice"), /A visit is under way/);
  await context.close();
});

for (const locale of languages) {
  for (const width of widths) {
    test(`the page of the log is accessible, fits and follows the display rules (${locale}, ${width} px)`, async () => {
      const patient = await withBolus("Ada Access", `S51${width}${locale === "zh-CN" ? 1 : 0}`);
      const { page, context, complaints } = await open(browser, bench, {
        locale,
        width,
        hash: `#/bolus-log/${patient}`,
        timezoneId: "UTC",
      });
      await page.waitForSelector(at("log"));
      await page.fill(at("log"), `${locale === "zh-CN" ? chinese : english}\n${day} 20:00 request`);
      await page.waitForSelector("[data-judged]");
      const violations = await violationsOf(page);
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`),
        [],
      );
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      const text = await page.evaluate(() => document.body.innerText);
      assert.deepEqual(
        text.split("\n").flatMap((line) => lint(line, locale)),
        [],
      );
      assert.deepEqual(complaints, []);
      if (process.env["THECA_SHOTS"])
        await page.screenshot({
          path: `${process.env["THECA_SHOTS"]}/log-${locale}-${width}.png`,
          fullPage: true,
        });
      await context.close();
    });
  }
}
