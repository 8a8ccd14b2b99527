// The diagnostics of the evidence page in a real browser: metafor's numbers, files of every kind, work that can be stopped.
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { tools } from "../../web/evidence/read-analysis.ts";
import { wordsOf } from "../../web/words/catalogues.ts";
import { around } from "../around.ts";
import { violationsOf } from "./axe.ts";
import { theBrowser } from "./browser.ts";
import { bcg } from "./evidence-data.ts";
import { lint } from "./lint.ts";
import { open, textOf } from "./page.ts";
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

const words = wordsOf("en-US");

/** Opens a file of this name as a person would choose it. */
const choose = (page: Page, name: string, buffer: Buffer): Promise<void> =>
  page.setInputFiles("[data-path=file]", { name, mimeType: "application/octet-stream", buffer });

/** Opens a tool and waits until nothing is under way in it. */
async function show(page: Page, tool: string): Promise<string> {
  await page.click(`[role=tab][data-key=${tool}]`);
  await page.waitForSelector(`[role=tab][data-key=${tool}][aria-selected=true]`);
  await page.waitForFunction(
    () =>
      !document.querySelector(".evidence-panel progress") && document.querySelector(".evidence-panel table"),
  );
  return textOf(page, "[role=tabpanel]");
}

async function openBcg(locale = "en-US", width = 1280) {
  const opened = await open(browser, bench, { locale, width, hash: "#/evidence" });
  await opened.page.waitForSelector(".evidence-result svg");
  await choose(opened.page, "bcg.csv", Buffer.from(bcg));
  await opened.page.waitForFunction(() =>
    document.querySelector(".evidence-result svg")?.textContent?.includes("Comstock"),
  );
  return opened;
}

test("each diagnostic of the BCG trials says what metafor says", async () => {
  const { page, context, complaints } = await openBcg();
  const ablat = await page
    .locator("thead th input")
    .evaluateAll((all) => all.findIndex((one) => (one as HTMLInputElement).value === "ablat"));
  await page.selectOption(".evidence-choices [data-path=moderator]", String(ablat));
  // What R prints for the same data: confint, leave1out, influence, cumul, regtest (lm and rma), ranktest, trimfill, fsn,
  // selmodel by steps, rma with mods = ~ ablat.
  const said: Readonly<Record<string, readonly RegExp[]>> = {
    heterogeneity: [/0\.1197 to 1\.111/, /81\.92 to 97\.68/, /152\.2/],
    leaveOneOut: [/0\.493 \(0\.322 to 0\.756\)/, /0\.0039/],
    // influence(rma(yi, vi, test = "knha")): as the page begins.
    influence: [/-0\.2136 -0\.03986/, /151\.6/, /5\.059/, /-1\.287 -0\.3423/],
    bias: [/-1\.401 0\.189/, /-0\.8033 0\.422/, /0\.02564 0\.952/, /L0 1 right 0\.518/, /598/],
    selection: [/0\.2425/, /0\.622/, /0\.538/],
    subsets: [/8,178/],
    moderator: [/75\.6%/, /-0\.0291 0\.008201/, /0\.0046/, /30\.73/, /12\.59/],
  };
  for (const [tool, patterns] of Object.entries(said)) {
    const text = await show(page, tool);
    for (const pattern of patterns) assert.match(text, pattern, tool);
  }
  assert.deepEqual(complaints, []);
  await context.close();
});

test("studies come in by year where that is asked, and the permutation test can be added", async () => {
  const { page, context } = await openBcg();
  await show(page, "cumulative");
  const year = await page
    .locator("thead th input")
    .evaluateAll((all) => all.findIndex((one) => (one as HTMLInputElement).value === "year"));
  await page.selectOption("[data-path=order]", String(year));
  // cumul(res, order = year): after Ferguson & Simes 1949 exp(-1.32500) = 0.266.
  await page.waitForFunction(() =>
    document.querySelector(".evidence-panel table")?.textContent?.includes("0.266"),
  );
  const ablat = await page
    .locator("thead th input")
    .evaluateAll((all) => all.findIndex((one) => (one as HTMLInputElement).value === "ablat"));
  await page.selectOption(".evidence-choices [data-path=moderator]", String(ablat));
  await show(page, "moderator");
  await page.getByRole("button", { name: words.evidencePermute }).click();
  await page.waitForFunction(
    (text) => document.querySelector(".evidence-panel")?.textContent?.includes(text),
    words.evidencePermuted,
  );
  await context.close();
});

test("a million subsets report how far they are, leave the page free, and stopped show what was done", async () => {
  const { page, context } = await open(browser, bench, { hash: "#/evidence" });
  await page.waitForSelector(".evidence-result svg");
  const many = Array.from({ length: 20 }, (_, i) => `S${i},${Math.sin(i)},${0.05 + 0.01 * i}`);
  await choose(page, "twenty.csv", Buffer.from(`study,yi,vi\n${many.join("\n")}`));
  await page.waitForFunction(() =>
    document.querySelector(".evidence-result svg")?.textContent?.includes("S19"),
  );
  await page.click("[role=tab][data-key=subsets]");
  await page.waitForFunction(
    () => (document.querySelector<HTMLProgressElement>(".evidence-panel progress")?.value ?? 0) > 0.02,
  );
  await page.getByRole("button", { name: words.evidenceStop, exact: true }).click();
  // 2^20 - 20 - 1.
  await page.waitForSelector(".evidence-panel .picture svg");
  const partial = /\d[\d,]* of 1,048,555 subsets/;
  assert.match(await textOf(page, ".evidence-panel [role=status]"), partial);
  assert.match(await textOf(page, ".evidence-panel caption"), partial);
  assert.match((await page.locator(".evidence-panel .picture svg title").textContent()) ?? "", partial);
  assert.equal(await page.locator(".evidence-panel progress").count(), 0);
  // What is asked next is not behind what was stopped.
  assert.match(await show(page, "radial"), /S19/);
  await context.close();
});

for (const [locale, width] of [
  ["en-US", 1280],
  ["zh-CN", 390],
] as const)
  test(`every diagnostic is accessible and fits (${locale}, ${width} px)`, async () => {
    const { page, context, complaints } = await openBcg(locale, width);
    await page.selectOption(".evidence-choices [data-path=moderator]", "2");
    const look = (part: string) => violationsOf(page, { within: part });
    const whole = await look("main");
    const faults = whole.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`));
    for (const tool of tools) {
      await show(page, tool);
      const violations = await look(".evidence-panel");
      faults.push(
        ...violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${tool}: ${id} ${target}`)),
      );
      // A picture's columns stand by their points, as Cochrane readers know them.
      const said = await page.locator(".evidence-panel table").allInnerTexts();
      faults.push(...said.flatMap((text) => text.split("\n")).flatMap((text) => lint(text, locale)));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) faults.push(`${tool}: ${wide} px too wide`);
    }
    assert.deepEqual(faults, []);
    assert.deepEqual(complaints, []);
    await context.close();
  });
