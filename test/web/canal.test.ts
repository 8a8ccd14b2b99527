// The teaching model of the spinal canal in a real browser: by keyboard, in both languages, without ever freezing.
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { wordsOf } from "../../web/words/catalogues.ts";
import { around } from "../around.ts";
import { violationsOf } from "./axe.ts";
import { theBrowser } from "./browser.ts";
import { lint } from "./lint.ts";
import { addressWith, languages, open, openCase, tabTo, textOf, unfoldAll, widths } from "./page.ts";
import { tasksOf } from "./tasks.ts";
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

const opener = ".canal-closed .button.main";
const drawn = ".canal-results .canal-plot canvas";
const view = (n: number): string => `.canal-views button:nth-child(${n})`;

/** Waits until the answer stands and nobody is computed any more. */
async function settled(page: Page, where = drawn): Promise<void> {
  await page.waitForSelector(`.canal-results[aria-busy=false]`);
  await page.waitForSelector(where);
}

async function opened(page: Page): Promise<void> {
  await page.click('nav a[href="#/canal"]');
  await page.click(opener);
}

async function faults(page: Page): Promise<string[]> {
  const violations = await violationsOf(page);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}

for (const locale of languages) {
  test(`the canal is walked by keyboard from the closed door to the misses (${locale})`, async () => {
    const words = wordsOf(locale);
    const { page, context, complaints } = await open(browser, bench, { locale, hash: "#/canal" });
    assert.equal(await textOf(page, ".canal-teaching"), words.canalTeaching);
    assert.equal(await page.locator(".canal-views, .canal-plot").count(), 0);
    await tabTo(page, opener);
    await page.keyboard.press("Enter");
    await settled(page);
    assert.equal(await textOf(page, ".canal-teaching"), words.canalTeaching);
    assert.equal(await page.locator(drawn).count(), 3);

    // A slider picks a moment of the answer: after a day the old solution, a quarter as strong, still leaves the line.
    const atTip = "section[aria-labelledby='along-canal'] tbody tr:nth-child(5) td:nth-child(3)";
    const late = Number.parseFloat(await textOf(page, atTip));
    await tabTo(page, ".canal-moment input");
    await page.keyboard.press("Home");
    for (let hour = 0; hour < 24; hour++) await page.keyboard.press("ArrowRight");
    assert.ok(Number.parseFloat(await textOf(page, atTip)) < late / 2);

    await tabTo(page, view(2), "Shift+Tab");
    await page.keyboard.press("Enter");
    await settled(page);
    assert.equal(await page.locator(".canal-pair > .canal-course").count(), 2);
    await tabTo(page, "select[data-path='scenario.kind']");
    await page.keyboard.press("ArrowDown");
    await page.waitForSelector("[data-path='scenario.during']");
    assert.ok((await page.locator(".canal-statements li").count()) > 0);

    await tabTo(page, view(3), "Shift+Tab");
    await page.keyboard.press("Enter");
    await settled(page, ".canal-checks tbody tr");
    assert.equal(await page.locator(".canal-checks tbody tr").count(), 16);
    for (const verdict of ["pass", "miss", "not run", "qualitative"] as const) {
      const row = `.canal-checks tr[data-verdict='${verdict}'] .canal-mark.strong`;
      assert.equal(await textOf(page, row), words[`canalVerdict ${verdict}`]);
      assert.equal(await page.locator(row).first().locator("svg").count(), 1);
    }
    // Concentrations measured at the tip of a catheter are what the model does not reach, and it says so.
    assert.equal(await textOf(page, "[data-check='CHK-12'] .canal-mark.strong"), words["canalVerdict miss"]);
    assert.equal(await textOf(page, ".canal-teaching"), words.canalTeaching);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

for (const locale of languages)
  for (const width of widths)
    test(`every view of the canal is accessible, fits and follows the display rules (${locale}, ${width} px)`, async () => {
      const { page, context, complaints } = await open(browser, bench, { locale, width, hash: "#/canal" });
      await opened(page);
      const all: string[] = [];
      for (const [n, ready] of [
        [1, drawn],
        [2, drawn],
        [3, ".canal-checks"],
      ] as const) {
        await page.click(view(n));
        await settled(page, ready);
        await unfoldAll(page);
        const pictures = process.env["THECA_PICTURES"];
        if (pictures)
          await page.screenshot({ path: `${pictures}/${n}-${locale}-${width}.png`, fullPage: true });
        all.push(...(await faults(page)).map((fault) => `${n}: ${fault}`));
        const shown = await page.evaluate(() => {
          // A source keeps the spelling of its own title.
          for (const cited of document.querySelectorAll("cite")) cited.hidden = true;
          const wide = document.documentElement.scrollWidth > innerWidth;
          const said = [...document.querySelectorAll("[aria-label],[aria-valuetext]")].flatMap((each) => [
            each.getAttribute("aria-label") ?? "",
            each.getAttribute("aria-valuetext") ?? "",
          ]);
          return { wide, texts: [...document.body.innerText.split("\n"), ...said].filter(Boolean) };
        });
        if (shown.wide) all.push(`${n} is wider than the window`);
        all.push(...shown.texts.flatMap((text) => lint(text, locale).map((fault) => `${n}: ${fault}`)));
      }
      assert.deepEqual(all, []);
      assert.deepEqual(complaints, []);
      await context.close();
    });

test("the plan on the table is what is followed, and what runs now fills the line at 0 h", async () => {
  const { page, context } = await open(browser, bench);
  await openCase(page, "concentration-up");
  await opened(page);
  await settled(page);
  assert.equal(await page.inputValue("select[data-path='plan']"), "plan");
  // The same dose from four times the concentration: the old solution first leaves the line too slowly.
  const said = await page.locator("section:has(h2):has-text('Dose programmed') p").first().innerText();
  const [programmed, tip] = [...said.matchAll(/([\d,]+(?:\.\d+)?) mcg/g)].map(([, n]) =>
    Number(n?.replace(",", "")),
  );
  assert.equal(programmed, 2800);
  assert.ok(tip! < programmed!, said);
  await context.close();
});

test("a field that cannot be read is marked, and the last picture stands pale", async () => {
  const { page, context } = await open(browser, bench, { hash: "#/canal" });
  await opened(page);
  await page.click(view(2));
  await settled(page);
  await page.fill("[data-path='scenario.dose']", "-50");
  await page.waitForSelector("[data-path='scenario.dose'][aria-invalid='true']");
  assert.equal(await page.locator(".canal-results.stale").count(), 1);
  await page.fill("[data-path='scenario.dose']", "300");
  await page.waitForSelector(".canal-results:not(.stale)");
  assert.equal(await page.locator("[aria-invalid]").count(), 0);
  await context.close();
});

test("a thousand people are followed without a frame of the page being late, and can be stopped", async () => {
  const { page, context } = await open(browser, bench, { hash: "#/canal" });
  await opened(page);
  await settled(page);
  const { longest } = await tasksOf(browser, page, async () => {
    await page.selectOption("select[data-path='population']", "1000");
    await page.waitForFunction(
      () => (document.querySelector<HTMLProgressElement>(".canal-work progress")?.value ?? 0) > 0.1,
    );
  });
  await page.click(".canal-work .button");
  assert.equal(await textOf(page, ".canal-work [role=status]"), wordsOf("en-US").canalStopped);
  assert.equal(await page.locator(".canal-work progress").count(), 0);
  await page.click(".canal-work .button");
  await settled(page);
  assert.match(await textOf(page, ".canal-results .hint"), /1,?000/);
  // What is asked is that no task is long enough to be felt.
  assert.ok(longest < 200, `${longest} ms`);
  await context.close();
});

test("printed from the canal's page, the page itself stands on paper under its sentence, without the patient", async () => {
  const { page, context } = await open(browser, bench);
  await openCase(page, "concentration-up");
  await opened(page);
  await page.click(view(3));
  await settled(page, ".canal-checks");
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator(".sheet.printing").count(), 0);
  assert.equal(await page.locator(".canal-teaching").isVisible(), true);
  assert.equal(await page.locator(".canal-checks").isVisible(), true);
  assert.equal(await page.locator(".whose").isVisible(), false);
  await context.close();
});

test("what is looked at goes with the address and can be undone; the door stays closed to whoever comes by a link", async () => {
  const { page, context } = await open(browser, bench);
  await openCase(page, "patient-bolus");
  await opened(page);
  await settled(page);
  await page.selectOption("select[data-path='tip']", "T12");
  await page.selectOption("select[data-path='plan.called']", "0");
  await page.click(view(2));
  await page.selectOption("select[data-path='scenario.kind']", "stopped");
  // The plan's own strength and dose stand in the pair, and give way to what is typed.
  const own = await page.inputValue("[data-path='scenario.concentration']");
  assert.notEqual(own, "");
  assert.match(await textOf(page, ".canal .hint"), /plan's own figures/);
  await page.fill("[data-path='scenario.during']", "30");
  await settled(page);
  const hash = await addressWith(
    page,
    ({ canal }) => canal?.pair.fields?.["during"]?.startsWith("30 ") === true,
  );
  const elsewhere = await open(browser, bench, { hash });
  assert.equal(await elsewhere.page.locator(".canal-views, .canal-plot").count(), 0);
  await elsewhere.page.click(opener);
  await settled(elsewhere.page);
  assert.equal(await elsewhere.page.inputValue("[data-path='scenario.during']"), "30");
  assert.equal(await elsewhere.page.inputValue("[data-path='scenario.concentration']"), own);
  await elsewhere.page.click(view(1));
  assert.equal(await elsewhere.page.inputValue("select[data-path='tip']"), "T12");
  assert.equal(await elsewhere.page.inputValue("select[data-path='plan.called']"), "0");
  await elsewhere.context.close();
  await page.keyboard.press("Control+z");
  assert.notEqual(await page.inputValue("[data-path='scenario.during']"), "30");
  await page.keyboard.press("Control+z");
  assert.equal(await page.inputValue("select[data-path='scenario.kind']"), "late-refill");
  await context.close();
});
