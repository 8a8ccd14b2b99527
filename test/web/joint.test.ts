// Trials and a protocol among them in a real browser: a clinician's path and a statistician's, by keyboard.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe } from "node:test";
import type { Browser, Page } from "playwright-core";
import { wordsOf } from "../../web/words/catalogues.ts";
import { around } from "../around.ts";
import { violationsOf } from "./axe.ts";
import { theBrowser } from "./browser.ts";
import { lint } from "./lint.ts";
import { tasksOf } from "./tasks.ts";
import { addressWith, languages, open, tabTo, textOf, unfoldAll, widths } from "./page.ts";
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

const ketamineCase = "ketamine-crps";
const hash = "#/joint";
const settled = (page: Page): Promise<unknown> =>
  page.waitForSelector(".results[aria-busy=false]:has(.joint-svg svg):not(:has(progress))");

/** Tabs to a list and chooses in it by arrows. */
async function arrowTo(
  page: Page,
  selector: string,
  value: string,
  key: "ArrowDown" | "ArrowUp" = "ArrowDown",
): Promise<void> {
  await tabTo(page, selector);
  for (let i = 0; i < 12; i++) {
    if ((await page.locator(selector).inputValue()) === value) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${selector} has no ${value}`);
}

/** What design.md §5 lets stand beside every mark, in each language. */
const standing = {
  "en-US": {
    association: "Between-trial association, k = 5; not a forecast for this patient.",
    few: "no effect is predicted below 10",
    model: "A model's figure, not a measurement.",
    changed: "The evidence summary changed; the author to review.",
  },
  "zh-CN": {
    association: "试验间关联，k = 5；并非对该患者的预测。",
    few: "少于 10 组",
    model: "此为模型数值，并非测量值。",
    changed: "证据摘要已变化；请作者审阅。",
  },
} as const;

for (const locale of languages) {
  const say = standing[locale];
  const words = wordsOf(locale);

  test(`a clinician sees by keyboard where a protocol stands, what is near it, and no effect foretold (${locale})`, async () => {
    const { page, context, complaints } = await open(browser, bench, { locale, hash });
    await settled(page);
    await arrowTo(page, "[data-path=demo]", "four-hours");
    await page.waitForSelector(".joint-nearest li");
    await settled(page);
    const results = await textOf(page, ".results");
    for (const sentence of [say.association, say.few, say.model])
      assert.ok(results.includes(sentence), sentence);
    // Five arms: neither a predicted effect nor a place for one on the picture.
    assert.equal(await page.locator("[data-predicted]").count(), 0);
    assert.equal(await page.locator(".joint-nearest > li").count(), 5);
    await tabTo(page, ".joint-nearest > li:nth-child(2) summary");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".joint-nearest > li:nth-child(2) dl");
    const near = await textOf(page, ".joint-nearest > li:nth-child(2)");
    for (const part of [words.jointRegimen, words.jointCond, words.jointOutcomes, words.jointAdverse])
      assert.ok(near.includes(part), part);
    // A venous model moves the mark, and the page says that it would.
    const before = await textOf(page, ".joint-mark");
    await arrowTo(page, "[data-path=model]", "otto2021", "ArrowUp");
    await page.waitForFunction(
      (before) => document.querySelector(".joint-mark")?.textContent?.replace(/\s+/g, " ") !== before,
      before,
    );
    await settled(page);
    assert.notEqual(await textOf(page, ".joint-mark"), before);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test(`a statistician drops a trial by keyboard, sees the result move, and takes it back (${locale})`, async () => {
    const { page, context, complaints } = await open(browser, bench, { locale, hash });
    await settled(page);
    const pooled = ".joint-summary tbody tr:nth-child(2) td.new";
    const before = await textOf(page, pooled);
    await tabTo(page, ".joint-trials input[name=use]");
    await page.keyboard.press("Space");
    await page.waitForSelector(".joint-summary thead th:nth-child(3)");
    await settled(page);
    assert.notEqual(await textOf(page, pooled), before);
    assert.ok((await textOf(page, ".results")).includes(say.changed));
    assert.equal(await textOf(page, ".joint-summary tbody tr:nth-child(2) td:nth-child(2)"), before);
    // The address carries the choice: another reader sees the same.
    const hashOfChoice = await addressWith(page, ({ joint }) => joint?.without.length === 1);
    const moved = await textOf(page, pooled);
    const second = await open(browser, bench, { locale, hash: hashOfChoice });
    await second.page.waitForSelector(".joint-summary thead th:nth-child(3)");
    await settled(second.page);
    assert.equal(await textOf(second.page, pooled), moved);
    await second.context.close();
    await page.keyboard.press("Control+z");
    await page.waitForFunction(
      ([selector, before]) => document.querySelector(selector!)?.textContent === before,
      [pooled, before],
    );
    assert.ok(!(await textOf(page, ".results")).includes(say.changed));
    assert.deepEqual(complaints, []);
    await context.close();
  });

  for (const width of widths)
    test(`the page is accessible, fits and keeps the display rules with everything open (${locale}, ${width} px)`, async () => {
      const { page, context } = await open(browser, bench, { locale, width, hash });
      await settled(page);
      await page.selectOption("[data-path=demo]", "forty-minutes");
      await page.waitForSelector(".joint-nearest li");
      await unfoldAll(page);
      const violations = await violationsOf(page);
      assert.deepEqual(
        violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`)),
        [],
      );
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
      const texts = await page.evaluate(() => {
        for (const cited of document.querySelectorAll("cite")) cited.hidden = true;
        return document.body.innerText.split("\n").filter(Boolean);
      });
      assert.deepEqual(
        texts.flatMap((text) => lint(text, locale)),
        [],
      );
      await context.close();
    });
}

/** Arms of one's own with a known effect of the dose: 70 kg, one hour, 10 mg more from arm to arm. */
const ownTrials = (n: number): string =>
  JSON.stringify(
    Array.from({ length: n }, (_, i) => ({
      id: `own ${i}`,
      drug: "ketamine",
      weight: "70 kg",
      sessions: [{ day: 1, steps: [{ rate: `${10 * (i + 1)} mg/h`, for: "1 h" }] }],
      yi: 0.1 * (i + 1),
      vi: 0.01,
    })),
  );
const protocolOf = (rate: number): string =>
  JSON.stringify({
    drug: "ketamine",
    patient: { weight: "70 kg" },
    sessions: [{ day: 1, steps: [{ rate: `${rate} mg/h`, for: "1 h" }] }],
  });

describe("an effect is predicted", () => {
  const cases = [
    [10, 55, true, "inside the range of ten arms"],
    [10, 500, false, "above the range of ten arms"],
    [10, 1, false, "below the range of ten arms"],
    [9, 55, false, "inside the range of nine arms"],
  ] as const;
  for (const [arms, rate, predicted, where] of cases)
    test(`${predicted ? "only" : "not"} ${where}`, async () => {
      const { page, context } = await open(browser, bench, { hash });
      await settled(page);
      // No shipped trial gives a standardised difference in the first 48 hours: these arms stand alone.
      await page.selectOption("[data-path=measure]", "SMD");
      await page.selectOption("[data-path=term]", "short");
      await page.selectOption("[data-path=exposure]", "total");
      await page.click(".edit details summary");
      await page.fill("[data-path=trials]", ownTrials(arms));
      await page.fill("[data-path=protocol]", protocolOf(rate));
      await page.waitForFunction(
        ([rate, arms]) =>
          document.querySelector(".joint-mark")?.textContent?.includes(`${rate} mg`) === true &&
          document.querySelectorAll(".joint-trials tbody tr").length === arms,
        [rate, arms],
      );
      await settled(page);
      assert.equal(await page.locator("[data-predicted]").count(), predicted ? 1 : 0);
      // On the line through the arms: 0.01 for each mg.
      if (predicted) assert.match(await textOf(page, "[data-predicted]"), /: 0\.55 \(/);
      await context.close();
    });
});

test("published results stand side by side with what contradicts them", async () => {
  const { page, context } = await open(browser, bench, { hash });
  await settled(page);
  await page.click("summary:has(#joint-published)");
  const table = await textOf(page, ".joint-published");
  for (const name of ["Cochrane 2025", "Orhurhu 2019", "Michelet 2018", "Odutola 2023"])
    assert.ok(table.includes(name), name);
  assert.match(table, /MD −15\.8 \(−32\.1; 0\.51\)/);
  assert.ok((await page.locator("[data-disagrees]").count()) > 3);
  await context.close();
});

test("a protocol that is not one is complained of at its field, and the trials stand without it", async () => {
  const { page, context } = await open(browser, bench, { hash });
  await settled(page);
  for (const [text, fault] of [
    ["{ not JSON", wordsOf("en-US").jointNotJson],
    [`{"drug":"ketamine","patient":{"weight":"70 kg"},"sesions":[]}`, "sesions"],
  ] as const) {
    await page.fill("[data-path=protocol]", text);
    await page.waitForSelector("[data-path=protocol][aria-invalid]");
    await page.locator(".field:has([data-path=protocol])", { hasText: fault }).waitFor();
    await settled(page);
    assert.equal(await page.locator(".results .notice").first().innerText(), wordsOf("en-US").jointLeftOut);
    assert.equal(await page.locator(".joint-nearest").count(), 0);
  }
  await context.close();
});

test("a crowd is simulated while the page answers, can be stopped, and comes as a table", async () => {
  const { page, context, complaints } = await open(browser, bench, { hash });
  await settled(page);
  await page.click("summary:has(#joint-population)");
  await page.fill("[data-path='population.n']", "100000");
  await page.click(".joint-ask button");
  await page.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) > 0);
  // The page answers while the crowd is still under way: a fold opens, and closes.
  const { longest } = await tasksOf(browser, page, async () => {
    for (const open of [1, 0]) {
      await page.click("summary:has(#joint-gaps)");
      await page.waitForFunction(
        (open) => document.querySelectorAll("details[open] > summary > #joint-gaps").length === open,
        open,
      );
    }
    await page.waitForTimeout(600);
  });
  assert.ok(longest < 400, `the page stood still for ${longest} ms`);
  assert.equal(await page.locator("progress").count(), 1);
  await page.click(".joint-work button");
  await page.waitForSelector("progress", { state: "detached" });
  assert.equal(await page.locator(".joint-bands").count(), 0);
  await page.fill("[data-path='population.n']", "50");
  await page.click(".joint-ask button");
  await page.waitForSelector(".joint-bands tbody tr");
  assert.match(await textOf(page, ".joint-bands tbody td"), /^[\d,.]+ \/ [\d,.]+ \/ [\d,.]+$/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("figure and table are saved as files that stand alone", async () => {
  const { page, context } = await open(browser, bench, { hash });
  await settled(page);
  const saved = async (selector: string): Promise<string> => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.click(selector)]);
    return readFileSync((await file.path())!, "utf8");
  };
  assert.match(await saved(".joint-figure button"), /^<svg xmlns/);
  const table = await saved(".joint-actions button");
  assert.equal(table.trim().split("\r\n").length, 6);
  assert.match(table, /^arm,name,condition,used,n,peak \[ng\/mL\]/);
  await context.close();
});

test("what one more trial would do is simulated for the protocol", async () => {
  const { page, context } = await open(browser, bench, { hash });
  await settled(page);
  await page.selectOption("[data-path=demo]", "forty-minutes");
  await page.click("summary:has(#joint-next)");
  await page.fill("[data-path=simulations]", "40");
  await page.click("details:has(#joint-next) form button");
  await page.waitForSelector(".joint-widths");
  const [now, then] = await page.locator(".joint-widths tbody tr:first-child td").allInnerTexts();
  assert.ok(Number.parseFloat(then!) < Number.parseFloat(now!), `${now} → ${then}`);
  await context.close();
});

test("the protocol of the ketamine page is the mark, and follows what is changed there", async () => {
  const { page, context, complaints } = await open(browser, bench);
  await page.click(`[data-case="${ketamineCase}"] button`);
  await page.waitForSelector(".plasma");
  await page.click('nav a[href="#/joint"]');
  await page.waitForSelector(".joint-nearest > li");
  assert.equal(await page.locator("[data-path=demo]").inputValue(), "table");
  const before = await textOf(page, ".joint-mark");
  await page.click('nav a[href="#/ketamine"]');
  const weight = page.locator("[data-path='patient.weight']").first();
  await weight.fill("45");
  await page.click('nav a[href="#/joint"]');
  await page.waitForSelector(".joint-nearest > li");
  await settled(page);
  assert.notEqual(await textOf(page, ".joint-mark"), before);
  assert.deepEqual(complaints, []);
  await context.close();
});
