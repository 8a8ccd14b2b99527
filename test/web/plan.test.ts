// The pump plan in a real browser: by keyboard, in both languages, from draft to confirmed program.
import assert from "node:assert/strict";
import { describe } from "node:test";
import type { Browser } from "playwright-core";
import { wordsOf } from "../../web/words/catalogues.ts";
import { around } from "../around.ts";
import { theBrowser } from "./browser.ts";
import { slideDose } from "./moves.ts";
import { addressWith, languages, open, openCase, tabTo, textOf } from "./page.ts";
import { bestOf } from "./tasks.ts";
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

const next = ".summary .next dd";
const rate = "[data-path='program.dose']";

for (const locale of languages) {
  test(`a change goes from draft to running program by keyboard alone (${locale})`, async () => {
    const words = wordsOf(locale);
    const { page, context, complaints } = await open(browser, bench, { locale });
    await tabTo(page, "[data-case='concentration-up'] button");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".summary");
    await tabTo(page, rate);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("440");
    assert.match(await textOf(page, next), /^440 .*\+10%/);
    await tabTo(page, "input[type=range]");
    await page.keyboard.press("ArrowRight");
    assert.match(await textOf(page, next), /^445 /);
    await page.keyboard.press("ArrowLeft");
    await tabTo(page, "input[name=bridge]");
    await page.keyboard.press("Space");
    await tabTo(page, ".summary .button.main", "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[role=dialog]");
    await tabTo(page, "[role=dialog] input[type=checkbox]");
    await page.keyboard.press("Space");
    await tabTo(page, "[role=dialog] .button.main");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[role=dialog]", { state: "detached" });
    assert.match(await textOf(page, ".summary"), new RegExp(words.unchanged));
    assert.match(await textOf(page, ".summary dl"), /440 /);
    assert.equal(await textOf(page, ".screen > [aria-live]"), words.confirmed);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("U-10: the slider of a dose stays at its least and at its most, however long a key is held", async () => {
  const { page, context } = await open(browser, bench);
  await openCase(page, "concentration-up");
  const slider = page.locator("input[type=range]").first();
  await slider.focus();
  const most = await slider.getAttribute("max");
  for (const [end, value, away] of [
    ["Home", "0", ["ArrowLeft", "ArrowDown", "PageDown"]],
    ["End", most, ["ArrowRight", "ArrowUp", "PageUp"]],
  ] as const) {
    await page.keyboard.press(end);
    for (const key of away) {
      for (let held = 0; held < 5; held++) await page.keyboard.press(key);
      assert.equal(await slider.inputValue(), value, key);
      assert.equal(await page.inputValue(rate), value, key);
    }
  }
  await context.close();
});

test("C-02: a prime beyond the line says its dose past the tip, on whose word it is too much, and asks", async () => {
  const { page, context, complaints } = await open(browser, bench);
  await openCase(page, "concentration-up");
  await page.click(".prime summary");
  const figures = page.locator(".prime-figures");
  await figures.waitFor();
  assert.doesNotMatch(await figures.innerText(), /past the tip/i);
  await page.fill("[data-path='programmed']", "1");
  await figures.locator(".finding").first().waitFor();
  assert.match(await figures.innerText(), /Past the tip at once: .* mL · baclofen .* mcg/);
  assert.match(await figures.innerText(), /above the maximum of 100 mcg/);
  await page.fill("[data-path='programmed']", "1 mg");
  await page.waitForSelector("[data-path='programmed'][aria-invalid]");
  await page.fill("[data-path='programmed']", "");
  await page.selectOption("[data-path='occasion']", "replacement");
  await page.waitForFunction(
    (asks) => document.querySelector(".prime-figures")?.textContent?.includes(asks),
    wordsOf("en-US").asksConfirm,
  );
  assert.match(await figures.innerText(), /fills the pump's tubing/);
  assert.deepEqual(complaints, []);
  await context.close();
});

describe("a draft", () => {
  test("never changes what runs until it is confirmed, and can be undone and redone step by step", async () => {
    const { page, context } = await open(browser, bench);
    await openCase(page, "hourly-for-daily");
    const now = ".summary dl > div:first-child dd";
    const running = await textOf(page, now);
    assert.match(await textOf(page, next), /^1,680 mcg\/day 7 times/);
    await page.fill("[data-path='program.every']", "24");
    assert.match(await textOf(page, next), /^300 mcg\/day \+25%/);
    assert.equal(await textOf(page, now), running);
    await page.fill("[data-path='program.bolus']", "70");
    assert.match(await textOf(page, next), /^310 /);
    await page.keyboard.press("Control+z");
    assert.match(await textOf(page, next), /^300 /);
    await page.keyboard.press("Control+z");
    assert.match(await textOf(page, next), /^1,680 /);
    await page.keyboard.press("Control+Shift+z");
    assert.match(await textOf(page, next), /^300 /);
    await context.close();
  });

  test("that asks for confirmation names both totals before it is confirmed (INC-2)", async () => {
    const { page, context } = await open(browser, bench);
    await openCase(page, "hourly-for-daily");
    await page.click(".summary .button.main");
    const dialog = page.locator("[role=dialog]");
    assert.match(await dialog.innerText(), /240 mcg\/day now, 1,680 mcg\/day new/);
    const confirm = dialog.locator(".button.main");
    assert.equal(await confirm.isDisabled(), true);
    await dialog.locator("input[type=checkbox]").check();
    assert.equal(await confirm.isDisabled(), false);
    await context.close();
  });

  test("whose solution changes cannot be confirmed before the bridge is decided (U-07)", async () => {
    const { page, context } = await open(browser, bench);
    await openCase(page, "concentration-down");
    assert.match(await textOf(page, ".side.good"), /0\.2 mL\/day for 2 days/);
    assert.match(await textOf(page, ".side.bad"), /1,600 mcg\/day reaches the spine for 12 h 400%/);
    await page.click(".summary .button.main");
    const dialog = page.locator("[role=dialog]");
    await dialog.locator("input[type=checkbox]").check();
    assert.equal(await dialog.locator(".button.main").isDisabled(), true);
    await page.keyboard.press("Escape");
    await page.locator("input[name=bridge]").first().check();
    await page.click(".summary .button.main");
    await dialog.locator("input[type=checkbox]").check();
    assert.equal(await dialog.locator(".button.main").isDisabled(), false);
    await context.close();
  });

  test("with 20 mL filled and 40 mL told to the pump is refused at that field, and said aloud (INC-1)", async () => {
    const { page, context } = await open(browser, bench);
    await openCase(page, "filled-20-told-40");
    const field = page.locator("[data-path='reservoir.programmed']");
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    const described = (await field.getAttribute("aria-describedby"))?.split(" ") ?? [];
    const said = await page.locator(described.map((id) => `[id="${id}"]`).join(",")).allInnerTexts();
    assert.match(said.join(" "), /told 40 mL, but 20 mL/);
    assert.equal(await page.locator(".summary .button.main").isDisabled(), true);
    await page.waitForFunction(
      (said) => document.querySelector(".issues-said")?.textContent === said,
      wordsOf("en-US").issuesTitle(1),
    );
    await page.click(".issues button");
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute("data-path")),
      "reservoir.programmed",
    );
    await page.fill("[data-path='reservoir.programmed']", "20");
    assert.equal(await page.locator(".issues").count(), 0);
    await context.close();
  });

  test("that cannot be read leaves the last figures standing, pale and marked as changed", async () => {
    const { page, context } = await open(browser, bench);
    await openCase(page, "concentration-up");
    await page.fill(rate, "1,5");
    assert.match(await textOf(page, ".changed"), /Changed: not computed/);
    assert.match(await textOf(page, ".totals td.new"), /400 mcg\/day/);
    assert.equal(await page.locator(".results.stale").count(), 1);
    await page.fill(rate, "410");
    assert.equal(await page.locator(".changed").count(), 0);
    await context.close();
  });

  test("for a dose the pump's slowest flow cannot deliver is refused at the dose (EX-06)", async () => {
    const { page, context } = await open(browser, bench);
    await openCase(page, "ziconotide-too-low");
    assert.equal(await page.locator(rate).getAttribute("aria-invalid"), "true");
    assert.match(await textOf(page, ".issues"), /1\.2 mcg\/day/);
    await context.close();
  });
});

test("the address carries the whole plan, never who it is for, and brings it back elsewhere", async () => {
  const { page, context } = await open(browser, bench);
  await openCase(page, "day-and-night");
  await page.fill("[data-path='program.schedules[0].steps[1].dose']", "26");
  await page.locator(".fold").first().click();
  await page.fill("[data-path='name']", "Zaphod");
  const total = await textOf(page, next);
  const hash = await addressWith(page, (plan) => JSON.stringify(plan.draft).includes('"26 '));
  assert.match(hash, /^#\/plan\?p=[\w-]{100,}$/);
  const elsewhere = await open(browser, bench, { hash });
  await elsewhere.page.waitForFunction(
    (total) => document.querySelector(".summary .next dd")?.textContent?.startsWith(total),
    total.split(" ")[0] ?? "",
  );
  assert.equal(await textOf(elsewhere.page, next), total);
  assert.doesNotMatch(await elsewhere.page.locator("body").innerText(), /Zaphod/);
  await page.reload();
  await page.waitForSelector(".summary");
  await page.waitForFunction(() => document.querySelector(".identity")?.textContent?.includes("Zaphod"));
  await context.close();
  await elsewhere.context.close();
});

test("a plan that comes by link never comes under the name of the patient before", async () => {
  const sender = await open(browser, bench);
  await openCase(sender.page, "mixture");
  const link = await addressWith(sender.page, ({ caseId }) => caseId === "mixture");
  await sender.context.close();
  const { page, context } = await open(browser, bench);
  const nameSomebody = async (): Promise<void> => {
    await page.click('nav a[href="#/cases"]');
    await openCase(page, "day-and-night");
    await page.locator(".fold").first().click();
    await page.fill("[data-path='name']", "Zaphod");
    await addressWith(page, ({ caseId }) => caseId === "day-and-night");
  };
  const arrived = async (): Promise<void> => {
    await page.waitForFunction(() => document.querySelector(".whose")?.textContent?.includes("Dan Made-up"));
    assert.doesNotMatch(await page.locator("body").innerText(), /Zaphod/);
  };
  await nameSomebody();
  await page.evaluate((link) => (location.hash = link), link);
  await arrived();
  await nameSomebody();
  await page.goto("about:blank");
  await page.goto(`${bench.address}?lang=en-US${link}`);
  await arrived();
  await context.close();
});

test("going back in the browser changes the page and leaves the plan as it is", async () => {
  const { page, context } = await open(browser, bench);
  await openCase(page, "concentration-up");
  await page.waitForFunction(() => /p=/.test(location.hash));
  await page.click('nav a[href="#/receipts"]');
  await page.waitForSelector(".receipts");
  await page.click('nav a[href="#/plan"]');
  await page.waitForSelector(".summary");
  await page.fill(rate, "440");
  await addressWith(page, (plan) => JSON.stringify(plan.draft).includes('"440 '));
  await page.goBack();
  await page.waitForSelector(".receipts");
  await page.goBack();
  await page.waitForSelector(".summary");
  assert.match(await textOf(page, next), /^440 /);
  await context.close();
});

test("an address that carries no plan says so and uses nothing of it", async () => {
  const { page, context } = await open(browser, bench, { hash: "#/cases?p=bm90IGEgcGxhbg" });
  await page.waitForSelector(".notice");
  assert.equal(await textOf(page, ".notice"), wordsOf("en-US").unreadableLink);
  await context.close();
});

test("a slid slider recomputes and redraws within one frame of 16 ms", async () => {
  const { page, context } = await open(browser, bench);
  await openCase(page, "concentration-up");
  await slideDose(page, 20);
  const { median, figure } = await bestOf(3, browser, page, () => slideDose(page, 100));
  console.log(`plan: ${figure}`);
  assert.ok(median < 16, figure);
  await context.close();
});

test("the printed sheet stands alone: old and new program, both totals, dates, findings, two signature lines", async () => {
  const { page, context } = await open(browser, bench);
  await openCase(page, "concentration-up");
  const pdf = await page.pdf({ format: "A4" });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(pages >= 1 && pages <= 3, `${pages} pages`);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const text = await page.locator(".sheet.printing").innerText();
  for (const line of [
    "Old program",
    "New program",
    "400 mcg/day",
    "Bridge ends",
    "Refill by",
    "Prescribed by",
    "Second check by",
    "As of 18 Nov 2026",
    "Engine 0.",
    // Who holds only the paper must also see what nobody checked.
    "Not computed or not checked",
    "the pump's own screen has the last word",
    "dry-before-alarm; computed]",
  ])
    assert.ok(text.includes(line), `the sheet lacks "${line}"`);
  assert.equal(await page.locator(".screen").isVisible(), false);
  await context.close();
});

for (const locale of languages) {
  test(`the printed refill form asks for both aspirations, the 5 mL step and the observation, each with room to write (INC-6, ${locale})`, async () => {
    const words = wordsOf(locale);
    const { page, context } = await open(browser, bench, { locale });
    await openCase(page, "concentration-up");
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const lines = page.locator(".sheet.printing .form-lines > span");
    const texts = (await lines.allInnerTexts()).map((line) => line.trim());
    assert.match(words.again, /5 mL/);
    for (const asked of [words.expectedResidual, words.aspirated, words.again, words.observed]) {
      const at = texts.indexOf(asked);
      assert.notEqual(at, -1, `${asked} is not among ${texts.join(", ")}`);
      // A line to write on, wide enough for a figure by hand.
      const line = await lines.nth(at).locator("i").boundingBox();
      assert.ok((line?.width ?? 0) >= 40, `${asked}: ${line?.width} px to write on`);
    }
    assert.ok(texts.some((text) => text.includes(words.pumpRuns)));
    await context.close();
  });
}

test("a new plan asks for what is missing at each field and complains of nothing", async () => {
  const { page, context } = await open(browser, bench);
  await page.click(".case.blank button");
  await page.waitForSelector(".summary");
  assert.equal(await page.locator("[aria-invalid]").count(), 0);
  assert.match(await textOf(page, ".issues"), /fields still to fill in/);
  assert.equal(await page.locator(".field:has([data-path='reservoir.asOf']) .needed").count(), 1);
  assert.equal(await page.locator(".field:has([data-path='reservoir.filledAt']) .needed").count(), 0);
  await page.fill("[data-path='reservoir.volume']", "-5");
  assert.equal(await page.locator("[data-path='reservoir.volume']").getAttribute("aria-invalid"), "true");
  await context.close();
});

test("a saved plan comes back with whom it is for, and is never saved over what somebody else saved", async () => {
  const { page, context, complaints } = await open(browser, bench);
  await openCase(page, "mixture");
  await page.locator(".fold").first().click();
  await page.fill("[data-path='name']", "Zaphod");
  await page.fill(rate, "4.5");
  const status = (said: string) =>
    page.waitForFunction(
      (said) => document.querySelector(".screen > [aria-live]")?.textContent === said,
      said,
    );
  const words = wordsOf("en-US");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await status(words.savedNow);

  const second = await open(browser, bench);
  await second.page.click(".saved .button");
  await second.page.waitForSelector(".summary");
  assert.match(await textOf(second.page, next), /^4\.5 mg\/day/);
  assert.match(await textOf(second.page, ".whose"), /Zaphod/);
  assert.doesNotMatch(await textOf(second.page, ".whose"), /Made-up patient/);
  await second.page.getByRole("button", { name: "Save", exact: true }).click();
  await second.page.waitForFunction(
    (said) => document.querySelector(".screen > [aria-live]")?.textContent === said,
    words.savedNow,
  );
  assert.deepEqual([...complaints, ...second.complaints], []);

  await page.getByRole("button", { name: "Save", exact: true }).click();
  await status(words.saveConflict);
  await second.page.click('nav a[href="#/cases"]');
  const remove = second.page.locator(".saved .button.plain");
  await remove.click();
  await remove.click();
  await second.page.waitForSelector(".saved", { state: "detached" });
  await context.close();
  await second.context.close();
});
