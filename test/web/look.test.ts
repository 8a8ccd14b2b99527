// Every page in both languages at both widths: WCAG AA by axe, no overflow, no complaint, every shown string by the rules.
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { pages } from "../../web/pages.ts";
import { cases } from "../../web/cases/cases.ts";
import { around } from "../around.ts";
import { violationsOf } from "./axe.ts";
import { theBrowser } from "./browser.ts";
import { lint } from "./lint.ts";
import { languages, open, openCase, settled, unfoldAll, widths } from "./page.ts";
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

async function faults(page: Page): Promise<string[]> {
  const violations = await violationsOf(page);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}

/** Whatever stands wider than the window. */
const overflow = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document.documentElement.scrollWidth <= innerWidth
      ? []
      : [...document.querySelectorAll("main *, header *, article *")]
          .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
          .slice(0, 8)
          .map((each) => `${each.tagName} ${each.className} ${each.textContent?.slice(0, 40)}`),
  );

/** Everything a person can see or hear of the page, folded parts opened. */
async function shownTexts(page: Page): Promise<string[]> {
  await unfoldAll(page);
  return page.evaluate(() => {
    // A source keeps the spelling of its own title.
    for (const cited of document.querySelectorAll("cite")) cited.hidden = true;
    // The columns of a forest plot stand by their points, as Cochrane readers know them: 76.0% under 2.3%.
    for (const drawn of document.querySelectorAll(".evidence .picture")) drawn.remove();
    const said = [
      ...document.querySelectorAll("[aria-label],[aria-valuetext],[title],[placeholder]"),
    ].flatMap((each) =>
      ["aria-label", "aria-valuetext", "title", "placeholder"].map((name) => each.getAttribute(name) ?? ""),
    );
    return [...document.body.innerText.split("\n"), ...said].filter(Boolean);
  });
}

for (const locale of languages) {
  for (const width of widths) {
    test(`every page is accessible, fits and follows the display rules (${locale}, ${width} px)`, async () => {
      const { page, context, complaints } = await open(browser, bench, { locale, width });
      const all: string[] = [];
      const look = async (where: string): Promise<void> => {
        // What is being computed anew is pale for a moment.
        await settled(page);
        all.push(...(await faults(page)).map((fault) => `${where}: ${fault}`));
        all.push(...(await overflow(page)).map((wide) => `${where} is too wide: ${wide}`));
        all.push(
          ...(await shownTexts(page)).flatMap((text) =>
            lint(text, locale).map((fault) => `${where}: ${fault}`),
          ),
        );
      };
      await look("cases");
      await openCase(page, "concentration-up");
      for (const { id } of pages.filter(({ reached }) => !reached)) {
        await page.click(`nav a[href="#/${id}"]`);
        await page.waitForSelector(id === "plan" ? ".summary" : "main h1");
        await look(id);
      }
      assert.deepEqual(all, []);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
}

for (const locale of languages) {
  test(`every case opens, fits at 390 px and follows the display rules (${locale})`, async () => {
    const { page, context, complaints } = await open(browser, bench, { locale, width: 390 });
    const all: string[] = [];
    for (const { id } of cases) {
      await page.click('nav a[href="#/cases"]');
      await openCase(page, id);
      all.push(...(await overflow(page)).map((wide) => `${id} is too wide: ${wide}`));
      all.push(
        ...(await shownTexts(page)).flatMap((text) => lint(text, locale).map((fault) => `${id}: ${fault}`)),
      );
      if (id === "filled-20-told-40" || id === "patient-bolus")
        all.push(...(await faults(page)).map((fault) => `${id}: ${fault}`));
    }
    assert.deepEqual(all, []);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("the dialog that confirms is accessible, and Escape leaves it with the focus where it was", async () => {
  const { page, context } = await open(browser, bench);
  await openCase(page, "hourly-for-daily");
  await page.locator(".summary .button.main").focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("[role=dialog]");
  assert.deepEqual(await faults(page), []);
  await page.keyboard.press("Escape");
  await page.waitForSelector("[role=dialog]", { state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement?.matches(".summary .button.main")), true);
  await context.close();
});
