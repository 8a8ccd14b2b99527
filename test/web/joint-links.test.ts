// From a finding to the trials around its dose, from a trial to the limits around it, and the trials of pumps: by keyboard.
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { wordsOf } from "../../web/words/catalogues.ts";
import { around } from "../around.ts";
import { theBrowser } from "./browser.ts";
import { languages, open, openCase, tabTo, textOf } from "./page.ts";
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

const settled = (page: Page): Promise<unknown> =>
  page.waitForSelector(".results[aria-busy=false]:has(.joint-svg svg):not(:has(progress))");
const focused = (page: Page, inside: string): Promise<boolean> =>
  page.evaluate((inside) => document.activeElement?.querySelector(inside) !== null, inside);

/** What is printed has the findings and no links. */
async function onPaper(page: Page): Promise<void> {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.waitForSelector("article.sheet.printing .finding-lines li:visible");
  assert.equal(await page.locator("article.sheet .trials-link:visible").count(), 0);
}

for (const locale of languages) {
  const words = wordsOf(locale);

  test(`a clinician goes by keyboard from a finding to the trials around its dose, to one of them, and back to a limit (${locale})`, async () => {
    const { page, context, complaints } = await open(browser, bench, { locale });
    await page.click('[data-case="ketamine-crps"] button');
    await page.waitForSelector(".plasma");
    await tabTo(page, ".trials-link[href*='K-DOSE-TOTAL']");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".joint-limit tbody tr");
    // The reader stands at the section, and the dose of the case is what trials are held against: 25 mg/h for 4 h.
    assert.ok(await focused(page, "#joint-limits"));
    assert.equal(await page.locator("[data-path=limit]").inputValue(), "K-DOSE-TOTAL");
    const first = await page.locator(".joint-limit tbody tr").first().locator("th, td").allInnerTexts();
    assert.match(first[0]!, /Schwartzman 2009/);
    assert.match(first[3]!, /0\.98/);
    assert.match(first[4]!, /1\.23/);
    // Without the case's dose it is the bound itself: Amr gave 80 mg.
    await tabTo(page, ".joint-actions button");
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      () => document.querySelector(".joint-limit tbody th")?.textContent === "Amr 2010",
    );
    assert.equal(await page.locator(".joint-limit thead th").count(), 4);
    await tabTo(page, ".joint-limit tbody a");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".joint-told [data-beside] a");
    assert.ok(await focused(page, "#joint-study"));
    const told = await textOf(page, ".joint-told");
    for (const part of [words.jointCitedNone, words.jointLimitsNear, words.jointAdverse])
      assert.ok(told.includes(part), part);
    await tabTo(page, ".joint-told [data-beside] a");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.querySelector("#joint-limits") !== null);
    // Undo takes the last step back: no limit was chosen otherwise than at the bound.
    await page.keyboard.press("Control+z");
    await settled(page);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test(`the trials of pumps are pooled plainly, told one by one, and said to carry no exposure regression (${locale})`, async () => {
    const { page, context, complaints } = await open(browser, bench, { locale, hash: "#/joint" });
    await settled(page);
    await tabTo(page, "summary:has(#joint-pumps)");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".joint-plain");
    assert.equal(
      await textOf(page, "[data-no-regression]"),
      locale === "zh-CN"
        ? "10 项鞘内试验均未给出可执行的剂量过程：无法进行暴露回归。"
        : "The 10 intrathecal trials give no course of doses that could be delivered: they cannot carry an exposure regression.",
    );
    // Rauck and Wallace by metafor 3.8-1 (rma, REML, z and knha) from the standard errors that their P values allow.
    assert.match(await textOf(page, ".joint-plain .new"), /^−15\.1 \(−32\.3; 2\.08\)$/);
    const table = await textOf(page, ".joint-plain");
    assert.match(table, /Rauck 2006.*−7\.5 \(−14\.5; −0\.494\)/);
    assert.match(table, /−15\.1 \(−126; 96\.2\)/);
    assert.ok(table.includes(words.jointNotPooled), "Staats stands without an interval");
    assert.equal(await page.locator(".joint-pumps > li").count(), 10);
    await tabTo(page, ".joint-pumps > li:first-child summary");
    await page.keyboard.press("Enter");
    assert.match(await textOf(page, ".joint-pumps dl"), /4 ± 1 → 1\.2 ± 0\.4 · P ≤ 0\.0001/);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("a trial that limits cite leads to each of them", async () => {
  const { page, context } = await open(browser, bench, { hash: "#/joint?study=ziconotide-morphine" });
  await page.waitForSelector("[data-cited] a");
  const cited = await page
    .locator("[data-cited] a")
    .evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  assert.deepEqual(cited, ["#/joint?limit=ZIC-09-start", "#/joint?limit=ZIC-09-dose"]);
  await page.click("[data-cited] li:nth-child(2) a");
  await page.waitForSelector(".joint-limit tbody tr");
  assert.match(await textOf(page, ".joint-limit tbody tr"), /Rauck 2006/);
  await context.close();
});

test("the pump plan, both sheets and the receipts lead to the trials too; paper does not", async () => {
  const { page, context } = await open(browser, bench);
  await openCase(page, "ziconotide-start");
  const leads = async (): Promise<boolean> =>
    (await page.locator(".trials-link[href^='#/joint?limit=ZIC']").count()) > 0;
  await page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLDetailsElement>("details:not(.receipt)")) one.open = true;
  });
  await page.waitForSelector(".trials-link");
  assert.ok(await leads(), "the plan");
  await page.click('nav a[href="#/sheet"]');
  await page.waitForSelector("article.sheet .trials-link");
  assert.ok(await leads(), "the sheet");
  await onPaper(page);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: "screen" });
  await page.click('nav a[href="#/receipts"]');
  await page.fill("[data-path=search]", "ZIC-09-dose");
  await page.waitForSelector(".trials-link[href*='ZIC-09-dose']");
  await page.fill("[data-path=search]", "Rauck");
  await page.waitForSelector("a[href='#/joint?study=rauck-2006']");
  await page.click('nav a[href="#/cases"]');
  await page.click('[data-case="ketamine-crps"] button');
  await page.waitForSelector(".plasma");
  await page.click('nav a[href="#/ketamine-sheet"]');
  await page.waitForSelector("article.sheet .trials-link[href*='K-DOSE']");
  await onPaper(page);
  await context.close();
});

test("the ketamine page leads to its own protocol as the mark, even where another was chosen, and back", async () => {
  const { page, context, complaints } = await open(browser, bench);
  await page.click('[data-case="ketamine-crps"] button');
  await page.waitForSelector(".plasma");
  await page.click('nav a[href="#/joint"]');
  await settled(page);
  await page.selectOption("[data-path=demo]", "hundred-hours");
  await settled(page);
  await page.click('nav a[href="#/ketamine"]');
  await page.waitForSelector(".plasma");
  await tabTo(page, "a[href='#/joint?mark=table']");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-path=demo]");
  await page.waitForFunction(
    () => document.querySelector<HTMLSelectElement>("[data-path=demo]")?.value === "table",
  );
  await page.waitForFunction(() => document.activeElement?.id === "joint-mark");
  // 25 mg/h for 4 h on ten days: the mark has the ketamine page's dose.
  await page.selectOption("[data-path=exposure]", "total");
  await page.waitForFunction(() => /1,000 mg/.test(document.querySelector(".joint-mark")?.textContent ?? ""));
  await tabTo(page, ".edit a[href='#/ketamine']", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".plasma");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("an address that asks for a limit that is none, or for a dose of another kind, does no harm", async () => {
  for (const hash of [
    "#/joint?limit=NOT-A-LIMIT&at=5%20mL",
    "#/joint?limit=K-DOSE-TOTAL&at=5%20mL",
    "#/joint?study=..%2F..",
  ]) {
    const { page, context, complaints } = await open(browser, bench, { hash });
    await settled(page);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll<HTMLDetailsElement>("details.joint-fold")) one.open = true;
    });
    if (hash.includes("K-DOSE")) await page.waitForSelector(".joint-limit tbody tr");
    assert.deepEqual(complaints, [], hash);
    await context.close();
  }
});
