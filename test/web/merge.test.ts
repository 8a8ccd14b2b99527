// I-06 on the page: two records of one person are compared, merged and parted again, all by keyboard.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { around } from "../around.ts";
import { violationsOf } from "./axe.ts";
import { theBrowser } from "./browser.ts";
import { add, clinicPatient, daysAgo, entryOf } from "./clinic.ts";
import { lint } from "./lint.ts";
import { fill, languages, open, tabTo, textOf, widths } from "./page.ts";
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

/** Somebody with a pump, and the record that was begun anew under a name one letter apart. */
async function twice(
  name: string,
  serial: string,
): Promise<{ readonly kept: string; readonly twin: string }> {
  const kept = await clinicPatient(bench, name, { serial });
  const twin = randomUUID();
  await add(bench, twin, 0, [
    entryOf(twin, "patient", daysAgo(30), {
      name: name.replace("nn", "nne"),
      birthDate: "1970-04-30",
      identifiers: [{ system: "MRN", value: `8${serial}` }],
    }),
    entryOf(twin, "score", daysAgo(30), { scale: "NRS", value: 6 }),
  ]);
  return { kept, twin };
}

const looked = async (page: Page, locale: string): Promise<string[]> => {
  const violations = await violationsOf(page);
  // The beginning of a hash is no text.
  const text = (await page.innerText("main")).split("\n").filter((line) => !/ · [0-9a-f]{12}/.test(line));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join()}`),
    ...text.flatMap((line) => lint(line, locale as "en-US")),
    ...(wide ? ["wider than the window"] : []),
  ];
};
const press = async (page: Page, selector: string, key = "Enter"): Promise<void> => {
  await tabTo(page, selector);
  await page.keyboard.press(key);
};

test("of two records that look alike one is kept; it reads as both, the other leads to it, and they part again", async () => {
  const { kept, twin } = await twice("Ann Leeward", "S7101");
  const { page, context, complaints } = await open(browser, bench, { hash: "#/patients" });
  await page.waitForSelector(`[data-compare="${kept}"]`);
  await press(page, `[data-compare="${kept}"]`);
  await page.waitForSelector(`[data-choose="${twin}"]`);
  await press(page, `[data-choose="${twin}"]`);
  await page.waitForSelector("[data-compared]");
  assert.match(await textOf(page, '[data-row="name"]'), /differs.*Ann Leeward.*Anne Leeward/);
  assert.match(await textOf(page, '[data-row="pump"]'), /S7101.*[Nn]o pump/);
  assert.doesNotMatch(await textOf(page, '[data-row="birthDate"]'), /differs/);
  // Nothing is merged without a reason and a name.
  await press(page, "[data-sign]");
  assert.match(await textOf(page, ".signed"), /Still to fill in/);
  await fill(page, "reason", "passport seen");
  await fill(page, "by", "Nurse One");
  await press(page, "[data-sign]");
  await page.waitForSelector("[data-merged-in]");
  assert.equal(new URL(page.url()).hash, `#/patient/${kept}`);
  assert.match(await textOf(page, "[data-merged-in]"), /Anne Leeward.*Nurse One.*passport seen/);
  assert.equal(await page.locator("[data-written-in]").count(), 2);
  assert.match(await textOf(page, ".who-strip"), /^Ann Leeward/);
  await page.goto(`${bench.address}?lang=en-US#/visit/${twin}`);
  await page.reload();
  await page.waitForSelector("[data-to-kept]");
  await page.goto(`${bench.address}?lang=en-US#/patient/${twin}`);
  await page.reload();
  await page.waitForSelector("[data-merged-away]");
  assert.equal(await page.locator("[data-add-entry], [data-begin-session], .entry-foot button").count(), 0);
  await press(page, "[data-to-kept]");
  await page.waitForSelector("[data-merged-in]");
  await press(page, "[data-part-again]");
  await page.waitForSelector("[data-part]");
  await press(page, "[data-part] summary");
  await fill(page, "reason", "two sisters");
  await fill(page, "by", "Nurse Two");
  await press(page, "[data-part] [data-sign]");
  await page.waitForSelector(".timeline");
  await page.waitForSelector('[data-kind="records parted"]');
  assert.equal(await page.locator("[data-merged-in]").count(), 0);
  assert.equal(await page.locator('[data-kind="score"]').count(), 0);
  assert.deepEqual(complaints, []);
  await context.close();
});

for (const locale of languages)
  for (const width of widths)
    test(`comparing, merged and given up are accessible, fit and follow the display rules (${locale}, ${width} px)`, async () => {
      const { kept, twin } = await twice("Hanna Nordstrom", `S72${width}${locale === "en-US" ? 1 : 2}`);
      const { page, context, complaints } = await open(browser, bench, {
        locale,
        width,
        hash: `#/merge/${kept}`,
      });
      const shots = process.env["THECA_SHOTS"];
      const look = async (what: string): Promise<void> => {
        assert.deepEqual(await looked(page, locale), [], what);
        if (shots) await page.screenshot({ path: `${shots}/${what}-${locale}-${width}.png`, fullPage: true });
      };
      await page.waitForSelector(`[data-choose="${twin}"]`);
      await look("choose");
      await page.click(`[data-choose="${twin}"]`);
      await page.waitForSelector("[data-compared]");
      await look("compare");
      await fill(page, "reason", "passport seen");
      await fill(page, "by", "Nurse One");
      await page.click("[data-sign]");
      await page.waitForSelector("[data-merged-in]");
      await look("merged");
      await page.click("[data-merged-in] a");
      await page.waitForSelector("[data-merged-away]");
      await look("given-up");
      await page.click("[data-merged-away] .plain");
      await page.waitForSelector("[data-part]");
      await page.click("[data-part] summary");
      await look("part");
      assert.deepEqual(complaints, []);
      await context.close();
    });
