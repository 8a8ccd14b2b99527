// Who runs dry when, in a real browser: one glance, one keyboard, paper, calendar and spreadsheet.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe } from "node:test";
import type { Browser, Page } from "playwright-core";
import { drylist } from "../../src/operations/drylist.ts";
import demo from "../../web/drylist/demo.json" with { type: "json" };
import { wordsOf } from "../../web/words/catalogues.ts";
import { add, clinicPatient, daysAgo, entryOf } from "./clinic.ts";
import { around } from "../around.ts";
import { violationsOf } from "./axe.ts";
import { theBrowser } from "./browser.ts";
import { languages, open, tabTo, textOf, widths } from "./page.ts";
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

const hash = "#/drylist";
const rows = "[data-pump]";

async function openList(options: { locale?: string; width?: number } = {}) {
  const opened = await open(browser, bench, { ...options, hash });
  await opened.page.waitForSelector(rows);
  return opened;
}

/** What axe finds wrong. */
const violations = async (page: Page): Promise<string[]> =>
  (await violationsOf(page, { everyRule: true })).map(({ id, nodes }) => `${id} ${nodes[0]?.target}`);

/** The people of the list, from its top. */
const names = (page: Page): Promise<string[]> => page.locator(`${rows} .who`).allInnerTexts();
const first = (name: string): string => name.split(" ")[0] ?? "";

for (const locale of languages) {
  for (const width of widths) {
    test(`one glance says who runs dry next week, and who has no date (${locale}, ${width} px)`, async () => {
      const words = wordsOf(locale);
      const { page, context, complaints } = await openList({ locale, width });
      const week = await textOf(page, ".next-week");
      assert.ok(week.includes(words.weekTitle(3)), week);
      const due = await page.locator(".week-list strong").allInnerTexts();
      assert.deepEqual(due.map(first), ["Ben", "Dora", "Emil"]);
      assert.ok(week.includes(words.withoutDate(1)) && week.includes("Ada"), week);
      assert.ok(week.includes(words.alsoActNow(2)), week);
      // Above the fold at both widths: nobody scrolls to learn who is dry.
      const box = await page.locator(".week-list li").first().boundingBox();
      assert.ok(box && box.y + box.height < page.viewportSize()!.height, `first line at ${box?.y}`);
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        true,
        "nothing is wider than the window",
      );
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
}

describe("the list", () => {
  test("says that its clinic is made up, and as of when", async () => {
    const { page, context } = await openList();
    assert.match(await textOf(page, ".stamp"), /As of 14 Sep 2026 08:00 ?Made-up clinic/);
    assert.match(await textOf(page, ".drylist > .notice"), /Every patient, pump and date .* made up/);
    await context.close();
  });

  test("shows what the operation answers: interval, odds with their basis, what governs", async () => {
    const { page, context } = await openList();
    const emil = await textOf(page, "[data-pump]:has-text('Emil')");
    assert.match(emil, /due/);
    assert.match(emil, /5 days left 19 Sep 2026 set by: earliest credible end/);
    assert.match(emil, /early ?5 days 19 Sep 2026 median ?7 days 21 Sep 2026 late ?9 days 23 Sep 2026/);
    assert.match(emil, /over 99% prior, 4 refills, not measured by the pump/);
    const june = await textOf(page, "[data-pump]:has-text('June')");
    assert.match(june, /62 days left 15 Nov 2026 set by: replacement of the pump/);
    assert.match(june, /replacement alarm/);
    const fay = await textOf(page, "[data-pump]:has-text('Fay')");
    assert.match(fay, /Every allotted bolus taken, early: 20 days/);
    await context.close();
  });

  test("gives every line its urgency as a word and a sign beside the colour (A-08)", async () => {
    const { page, context } = await openList();
    const marks = page.locator(`${rows} .urgency`);
    const pumps = await page.locator(rows).count();
    assert.equal(pumps, 12);
    assert.equal(await marks.count(), pumps);
    assert.equal(await page.locator(`${rows} .urgency svg`).count(), pumps);
    for (const word of await marks.allInnerTexts()) assert.match(word.trim(), /^(act now|due|soon|later)$/);
    await context.close();
  });

  test("is filtered and sorted by keyboard, and whoever has no date stays on top", async () => {
    const { page, context } = await openList();
    await tabTo(page, "[data-urgency='due']");
    await page.keyboard.press("Space");
    assert.deepEqual((await names(page)).map(first), ["Dora", "Emil"]);
    await page.keyboard.press("Space");
    await tabTo(page, "[data-order='odds']");
    await page.keyboard.press("Enter");
    const byOdds = (await names(page)).map(first);
    assert.deepEqual(byOdds.slice(0, 3).toSorted(), ["Ada", "Emil", "Hana"]);
    assert.equal(byOdds[0], "Ada");
    await tabTo(page, "[data-order='refillBy']", "Shift+Tab");
    await page.keyboard.press("Enter");
    assert.deepEqual((await names(page)).map(first).slice(0, 4), ["Ada", "Ben", "Dora", "Emil"]);
    await page.keyboard.press("Enter");
    const backwards = (await names(page)).map(first);
    assert.equal(backwards[0], "Ada");
    assert.equal(backwards.at(-1), "Ben");
    assert.equal(await page.locator("th[aria-sort='descending']").count(), 1);
    await tabTo(page, "[data-path='search']", "Shift+Tab");
    await page.keyboard.type("demo-27");
    await page.waitForFunction((rows) => document.querySelectorAll(rows).length === 1, rows);
    assert.deepEqual((await names(page)).map(first), ["Gus"]);
    await context.close();
  });

  test("is a card a pump at 390 px, in the order asked for", async () => {
    const { page, context } = await openList({ width: 390 });
    assert.equal(await page.locator("table.dry-table").count(), 0);
    await page.selectOption("[data-path='order']", "patient");
    assert.deepEqual((await names(page)).map(first).slice(0, 3), ["Ada", "Ben", "Cleo"]);
    await context.close();
  });

  test("of an earlier moment is the list as it stood then", async () => {
    const { page, context } = await openList();
    await page.fill("input[type='datetime-local']", "2026-09-10T08:00");
    assert.match(await textOf(page, ".stamp"), /10 Sep 2026/);
    assert.match(await textOf(page, "[data-pump]:has-text('Emil')"), /9 days left 19 Sep 2026/);
    // Cleo's pump was stopped on 12 September.
    assert.doesNotMatch(await textOf(page, "[data-pump]:has-text('Cleo')"), /act now/);
    await context.close();
  });
});

describe("the load of the next 90 days", () => {
  test("counts each refill on its day, in bars and in a table", async () => {
    const { page, context } = await openList();
    assert.match(await textOf(page, "#load-title"), /11 in this time, 1 overdue, 0 later · 1 without a date/);
    assert.equal(await page.locator(".load .column").count(), 90);
    await page.click(".load summary");
    const table = await textOf(page, ".load table");
    assert.match(table, /Fri 2 Oct 2026 2 Gus Made-up DEMO-27 and Fay Made-up DEMO-26 not set/);
    const counts = await page.locator(".load tbody td:nth-child(2)").allInnerTexts();
    assert.equal(
      counts.reduce((sum, count) => sum + Number(count), 0),
      11,
    );
    assert.equal(await page.locator(".load .pending").count(), counts.length);
    await context.close();
  });
});

/** A refill by the first name of its patient. */
const refillOf = (page: Page, name: string) => page.locator(`[data-refill]:has-text("${name}")`);
/** The day on which a refill stands. */
const dayOf = (page: Page, name: string): Promise<string | null> =>
  page.locator(`[data-day]:has([data-refill]:has-text("${name}"))`).getAttribute("data-day");

describe("the plan of the refills", () => {
  test("is moved by keyboard over closed days, taken back, and never into the past", async () => {
    const { page, context, complaints } = await openList();
    assert.equal(await dayOf(page, "Lena"), "2026-11-23");
    await refillOf(page, "Lena").focus();
    await page.keyboard.press("ArrowLeft");
    assert.equal(await dayOf(page, "Lena"), "2026-11-20");
    // The focus goes with the name.
    await page.waitForFunction(() => document.activeElement?.textContent?.includes("Lena"));
    await page.keyboard.press("ArrowUp");
    assert.equal(await dayOf(page, "Lena"), "2026-11-13");
    await page.click("[data-undo]");
    assert.equal(await dayOf(page, "Lena"), "2026-11-20");
    await page.click("[data-undo]");
    assert.equal(await dayOf(page, "Lena"), "2026-11-23");
    assert.equal(await page.locator("[data-undo]").isDisabled(), true);
    await refillOf(page, "Ben").focus();
    await page.keyboard.press("ArrowLeft");
    assert.equal(await dayOf(page, "Ben"), "2026-09-14");
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test("is moved by dragging; after the last safe day it is kept under a name and a reason only", async () => {
    const { page, context } = await openList();
    await refillOf(page, "Gus").dragTo(page.locator("[data-day='2026-10-01']"));
    assert.equal(await dayOf(page, "Gus"), "2026-10-01");
    assert.match(await textOf(page, "[data-editor]"), /Safe and sensible/);
    await refillOf(page, "Gus").dragTo(page.locator("[data-day='2026-10-06']"));
    assert.match(await textOf(page, "[data-editor]"), /After the last safe day/);
    assert.deepEqual(await violations(page), []);
    await page.fill("[data-path='plan.by']", "Nurse One");
    await page.click("[data-keep]");
    assert.equal(await page.locator("[data-unexplained]").count(), 1);
    assert.doesNotMatch(await textOf(page, "[data-pump]:has-text('Gus')"), /Planned for/);
    await page.fill("[data-path='plan.reason']", "travels, and carries oral baclofen");
    await page.click("[data-keep]");
    await page.waitForSelector("[data-pump]:has-text('Planned for 6 Oct 2026')");
    // Kept, it can still be taken back: the change back is kept like any other.
    await page.click("[data-undo]");
    assert.equal(await dayOf(page, "Gus"), "2026-10-02");
    await context.close();
  });

  test("is spread evenly within what is safe", async () => {
    const { page, context } = await openList();
    await page.click("[data-level]");
    assert.match(await textOf(page, ".plan-bar"), /10 refills spread; the busiest day goes from 2 to 1/);
    const days = await page.locator("[data-day]:has([data-refill])").count();
    assert.equal(days, 11);
    assert.equal(await page.locator(".off [data-refill]").count(), 0);
    await context.close();
  });

  test("tells when the drug is ordered once the lead time is set, and nothing before", async () => {
    const { page, context } = await openList();
    assert.match(await textOf(page, "[data-lead-time]"), /not set/);
    await page.click("[data-lead-time] button");
    await page.fill("[data-path='planning.leadTime']", "5");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() =>
      document.querySelector("[data-lead-time]")?.textContent?.includes("5 working days"),
    );
    await refillOf(page, "Gus").click();
    assert.match(await textOf(page, "[data-editor]"), /Order its drug by Fri 25 Sep 2026/);
    await context.close();
  });
});

describe("what leaves the page", () => {
  for (const [as, button] of [
    ["ics", "asCalendar"],
    ["csv", "asSpreadsheet"],
  ] as const) {
    test(`as ${as} is the operation's own answer`, async () => {
      const { page, context, complaints } = await openList();
      const coming = page.waitForEvent("download");
      await page.getByRole("button", { name: wordsOf("en-US")[button] }).click();
      const file = await coming;
      assert.equal(file.suggestedFilename(), `refills.${as}`);
      const answer = await drylist.run({ now: demo.asOf, entries: demo.entries, as }, { locale: "en-US" });
      assert.ok(answer.ok);
      assert.equal(readFileSync(await file.path(), "utf8"), (answer.answer as Record<string, unknown>)[as]);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  test("on paper is the list itself, not the sheet of a plan", async () => {
    const { page, context } = await openList();
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.locator(".sheet.printing").count(), 0);
    const visible = (selector: string): Promise<boolean> => page.locator(selector).first().isVisible();
    assert.equal(await visible(".dry-table"), true);
    assert.equal(await visible(".stamp"), true);
    assert.equal(await visible(".load .bars"), true);
    assert.equal(await visible(".head"), false);
    assert.equal(await visible(".exports"), false);
    await context.close();
  });
});

describe("a clinic's own ledger", () => {
  test("keeps the planned day for every screen, and puts an alert aside until it comes back", async () => {
    const patient = await clinicPatient(bench, "Nora Kept", { serial: "S901", days: 150 });
    await add(bench, patient, 7, [
      entryOf(patient, "alarm", daysAgo(1), { level: "non-critical", cause: "memory error" }),
    ]);
    const { page, context, complaints } = await openList();
    await refillOf(page, "Nora").focus();
    await page.keyboard.press("ArrowLeft");
    const day = await dayOf(page, "Nora");
    await page.fill("[data-path='plan.by']", "Nurse One");
    await page.click("[data-keep]");
    await page.waitForSelector(".planned-for");
    const other = await openList();
    assert.equal(await dayOf(other.page, "Nora"), day);
    assert.match((await refillOf(other.page, "Nora").getAttribute("class")) ?? "", /planned/);
    await other.page.goto(`${bench.address}#/patient/${patient}`);
    await other.page.waitForSelector("[data-alert]");
    const open = await textOf(other.page, ".open-items");
    assert.match(open, /due The pump sounded its alarm: memory error\. since .* Next: Interrogate the pump/);
    await other.page.click("[data-snooze]");
    const until = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 16);
    await other.page.fill("[data-path='snooze.until']", until);
    await other.page.fill("[data-path='snooze.reason']", "seen tomorrow");
    await other.page.fill("[data-path='snooze.by']", "Nurse One");
    await other.page.click(".snooze .main");
    await other.page.waitForSelector(".open-items .aside");
    assert.match(await textOf(other.page, ".open-items"), /Put aside until .* by Nurse One: seen tomorrow/);
    assert.deepEqual(await violations(other.page), []);
    assert.deepEqual([...complaints, ...other.complaints], []);
    await context.close();
    await other.context.close();
  });
});
