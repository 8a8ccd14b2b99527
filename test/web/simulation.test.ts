// Target-controlled plans and individual fits in a real browser: by keyboard, in both languages, under their sentence.
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { wordsOf } from "../../web/words/catalogues.ts";
import { around } from "../around.ts";
import { violationsOf } from "./axe.ts";
import { theBrowser } from "./browser.ts";
import { lint } from "./lint.ts";
import { addressWith, languages, open, openCase, tabTo, textOf, unfoldAll, widths } from "./page.ts";
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

/** The sentence of the design, word for word. */
const only = {
  "en-US": "Simulation only: outside patient records, no export to a pump.",
  "zh-CN": "仅为模拟：不进入患者记录，不导出至任何泵。",
};
const view = (n: number): string => `.canal-views button:nth-child(${n})`;
const drawn = ".canal-results:not(.stale) .canal-plot canvas";
async function settled(page: Page): Promise<void> {
  await page.waitForSelector(".canal-results[aria-busy=false]");
  await page.waitForSelector(drawn);
}

for (const locale of languages) {
  test(`a target is planned and a person fitted by keyboard alone, under the sentence (${locale})`, async () => {
    const words = wordsOf(locale);
    const { page, context, complaints } = await open(browser, bench, { locale, hash: "#/simulation" });
    assert.equal(await textOf(page, ".simulation-only"), only[locale]);
    const type = async (selector: string, text: string): Promise<void> => {
      await tabTo(page, selector);
      await page.keyboard.type(text);
    };
    await tabTo(page, "[data-path='model']");
    // The models in the order of their files: clements250, domino, herd2007, noppers2011, otto2021.
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowDown");
    assert.equal(await page.inputValue("[data-path='model']"), "otto2021");
    await type("[data-path='patient.weight']", "70");
    await type("[data-path='targets[0].at']", "0");
    await type("[data-path='targets[0].concentration']", "100");
    await type("[data-path='every']", "15");
    await type("[data-path='until']", "4");
    await type("[data-path='fastest']", "60");
    await settled(page);
    assert.equal(await page.locator("[aria-invalid], .needed").count(), 0);
    // In the first quarter of an hour 60 mg/h reaches 89.6 ng/mL: one step misses, and it is said in words.
    assert.equal(await textOf(page, ".simulation-missed"), words.simulationMissedMany("1", "0"));
    await tabTo(page, "section[aria-labelledby='simulation-rate'] summary");
    await page.keyboard.press("Enter");
    const rows = page.locator("section[aria-labelledby='simulation-rate'] tbody tr");
    await rows.first().waitFor();
    assert.equal(await rows.count(), 16);
    assert.match(await rows.nth(0).innerText(), new RegExp(words["simulationMissed too fast"]));
    // Otto 2021 clears 95.2 L/h: the last rates come down to just above 9.5 mg/h.
    const last = Number(
      /([\d.]+) (?:mg|毫克)/.exec((await rows.nth(15).innerText()).replaceAll("\t", " "))![1],
    );
    assert.ok(last > 9.5 && last < 13, `${last}`);

    await tabTo(page, view(2), "Shift+Tab");
    await page.keyboard.press("Enter");
    await type("[data-path='doses[0].at']", "0");
    await type("[data-path='doses[0].amount']", "80");
    await type("[data-path='doses[0].for']", "2");
    await type("[data-path='samples[0].at']", "2");
    await type("[data-path='samples[0].concentration']", "330");
    await type("[data-path='at']", "8");
    await settled(page);
    assert.equal(await textOf(page, ".simulation-only"), only[locale]);
    const parameters = page.locator("section[aria-labelledby='simulation-parameters'] tbody tr");
    assert.equal(await parameters.count(), 4);
    // One sample of the drug says nothing of its metabolite, and the page says so.
    assert.match(await parameters.nth(3).innerText(), /100\s*%/);
    // What was typed is a step of undo, and is done again.
    const found = await parameters.nth(1).innerText();
    await page.keyboard.press("Control+z");
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>("[data-path='at']")?.value !== "8",
    );
    await page.keyboard.press("Control+Shift+z");
    await settled(page);
    assert.equal(await parameters.nth(1).innerText(), found);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("the address carries a simulation; no case kept with a patient does, and the page names nobody", async () => {
  const { page, context } = await open(browser, bench);
  await openCase(page, "ketamine-two-hours");
  const patient = await textOf(page, ".identity");
  await page.click("nav a[href='#/simulation']");
  await page.waitForSelector(".simulation-only");
  assert.equal(await page.locator(".head", { hasText: patient.split(" · ")[0]! }).count(), 0);
  const words = wordsOf("en-US");
  assert.equal(await page.locator(`.head [aria-label="${words.save}"]`).count(), 0);
  await page.click(".simulation .edit .button");
  await settled(page);
  await page.fill("[data-path='patient.weight']", "81");
  const hash = await addressWith(page, ({ simulation }) => simulation?.weight === "81 kg");
  const elsewhere = await open(browser, bench, { hash });
  await elsewhere.page.waitForFunction(
    () => document.querySelector<HTMLInputElement>("[data-path='patient.weight']")?.value === "81",
  );
  await elsewhere.context.close();
  // Saved from the protocol's page, the case holds the protocol and no simulation.
  await page.click("nav a[href='#/ketamine']");
  const kept = page.waitForRequest((request) => request.method() === "PUT");
  await page.click(`.head [aria-label="${words.save}"]`);
  const body = JSON.parse((await kept).postData()!) as {
    plan: { plan: { simulation: unknown; ketamine: unknown } };
  };
  assert.equal(body.plan.plan.simulation, null);
  assert.ok(body.plan.plan.ketamine);
  await context.close();
});

test("an impossible plan is marked at its field, the last picture stands pale, and a misfit is said plainly", async () => {
  const { page, context } = await open(browser, bench, { hash: "#/simulation" });
  await page.click(".simulation .edit .button");
  await settled(page);
  await page.fill("[data-path='every']", "0");
  await page.waitForSelector("[data-path='every'][aria-invalid='true']");
  assert.equal(await page.locator(".canal-results.stale").count(), 1);
  await page.fill("[data-path='every']", "15");
  await settled(page);
  await page.click(view(2));
  await settled(page);
  assert.equal(await page.locator(".simulation-warning").count(), 0);
  // A slip of ten.
  await page.fill("[data-path='samples[1].concentration']", "3300");
  await page.waitForSelector(".simulation-warning");
  assert.match(await textOf(page, ".simulation-warning"), /more than three measurement errors/);
  await context.close();
});

test("printed, the page stands on paper under its sentence, and no patient's sheet with it", async () => {
  const { page, context } = await open(browser, bench);
  await openCase(page, "ketamine-two-hours");
  await page.click("nav a[href='#/simulation']");
  await page.click(".simulation .edit .button");
  await settled(page);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator(".sheet.printing").count(), 0);
  assert.equal(await page.locator(".simulation-only").isVisible(), true);
  // Nothing to press stands on paper.
  assert.equal(await page.locator(".simulation .edit .button:visible").count(), 0);
  await context.close();
});

for (const locale of languages)
  for (const width of widths)
    test(`both simulations are accessible, fit and follow the display rules (${locale}, ${width} px)`, async () => {
      const { page, context, complaints } = await open(browser, bench, {
        locale,
        width,
        hash: "#/simulation",
      });
      await page.click(".simulation .edit .button");
      const all: string[] = [];
      for (const n of [1, 2]) {
        await page.click(view(n));
        await settled(page);
        await unfoldAll(page);
        const pictures = process.env["THECA_PICTURES"];
        if (pictures)
          await page.screenshot({
            path: `${pictures}/simulation-${n}-${locale}-${width}.png`,
            fullPage: true,
          });
        const violations = await violationsOf(page);
        all.push(
          ...violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, html }) => `${n} ${id} ${target} ${html}`),
          ),
        );
        const shown = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth - innerWidth,
          texts: document.body.innerText.split("\n").filter(Boolean),
        }));
        if (shown.wide > 0) all.push(`${n} is ${shown.wide} px wider than the window`);
        all.push(...shown.texts.flatMap((text) => lint(text, locale).map((fault) => `${n}: ${fault}`)));
      }
      assert.deepEqual(all, []);
      assert.deepEqual(complaints, []);
      await context.close();
    });
