// A patient who travels: the program by the clocks there, what falls due, the card that is carried.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { around } from "../around.ts";
import { violationsOf } from "./axe.ts";
import { theBrowser } from "./browser.ts";
import { add, daysAgo, entryOf, firstVisit } from "./clinic.ts";
import { lint } from "./lint.ts";
import { at, languages, open, tabTo, textOf, widths } from "./page.ts";
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

/** A patient whose pump runs by the hour, on a clock that shows UTC. */
async function byTheHour(name: string, serial: string): Promise<string> {
  const patient = randomUUID();
  const program = {
    mode: "flex",
    drug: "baclofen",
    steps: [
      { at: "06:30", dose: "20 mcg/h" },
      { at: "22:00", dose: "15 mcg/h" },
    ],
  };
  await add(
    bench,
    patient,
    0,
    firstVisit(patient, name, { serial }).map((entry) =>
      entry["kind"] === "program change"
        ? entryOf(patient, "program change", daysAgo(90), { program, reason: "start" })
        : entry,
    ),
  );
  return patient;
}
const inDays = (days: number): string => daysAgo(-days).slice(0, 16);

for (const locale of languages) {
  for (const width of widths) {
    test(`a journey to Tokyo is entered by keyboard and stands on the card (${locale}, ${width} px)`, async () => {
      const patient = await byTheHour("Tia Travel", `S61${width}${locale === "zh-CN" ? 1 : 0}`);
      const { page, context, complaints } = await open(browser, bench, {
        locale,
        width,
        hash: `#/patient/${patient}`,
        timezoneId: "UTC",
      });
      await page.waitForSelector(".timeline");
      await tabTo(page, "[data-travel]");
      await page.keyboard.press("Enter");
      await page.waitForSelector(at("zone"));
      await tabTo(page, at("zone"));
      await page.keyboard.type("tokyo");
      await page.keyboard.press("Escape");
      await page.fill(at("from"), inDays(10));
      await page.fill(at("to"), inDays(300));
      await page.waitForSelector(".travel-answer [data-stretch]");
      // Tokyo is nine hours ahead of UTC, in summer as in winter.
      const steps = await textOf(page, ".travel-answer [data-stretch] tbody");
      assert.match(steps, /06:30 15:30 .*22:00 07:00/);
      assert.equal(await page.locator(".travel-answer [data-stretch]").count(), 1);
      // A reservoir of 40 mL runs out within those ten months.
      assert.equal(await page.getAttribute('.travel-answer [data-due="refill"]', "data-falls"), "during");
      const card = await textOf(page, ".patient-card");
      for (const said of ["Asia/Tokyo", "15:30", "07:00"]) assert.ok(card.includes(said), said);
      const violations = await violationsOf(page);
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`),
        [],
      );
      const wide = await page.evaluate(() =>
        document.documentElement.scrollWidth <= innerWidth
          ? []
          : [...document.querySelectorAll("main *, header *")]
              .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
              .map((each) => `${each.tagName} ${each.className} ${each.textContent?.slice(0, 40)}`),
      );
      assert.deepEqual(wide, []);
      const text = await page.evaluate(() => document.body.innerText);
      assert.deepEqual(
        text.split("\n").flatMap((line) => lint(line, locale)),
        [],
      );
      // On paper the card stands alone.
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(at("zone")).isVisible(), false);
      assert.equal(await page.locator(".patient-card .card-journey").isVisible(), true);
      assert.deepEqual(complaints, []);
      if (process.env["THECA_SHOTS"]) {
        await page.emulateMedia({ media: "screen" });
        await page.screenshot({
          path: `${process.env["THECA_SHOTS"]}/travel-${locale}-${width}.png`,
          fullPage: true,
        });
        await page.pdf({ path: `${process.env["THECA_SHOTS"]}/travel-${locale}.pdf` });
      }
      await context.close();
    });
  }
}

test("a zone that nobody knows is said, and nothing is answered", async () => {
  const patient = await byTheHour("Zoe Zone", "S6002");
  const { page, context } = await open(browser, bench, { hash: `#/travel/${patient}`, timezoneId: "UTC" });
  await page.fill(at("zone"), "Atlantis");
  await page.fill(at("from"), inDays(10));
  await page.waitForSelector(".field.wrong");
  assert.match(await textOf(page, ".field.wrong"), /No time zone of this name/);
  assert.equal(await page.locator(".patient-card").count(), 0);
  await context.close();
});

test("an entry at another time than the clocks of its zone show is told in the record", async () => {
  const patient = randomUUID();
  await add(
    bench,
    patient,
    0,
    firstVisit(patient, "Mo Moved", { serial: "S6003" }).map((entry) =>
      // Berlin is never at UTC.
      entry["kind"] === "interrogation" ? { ...entry, zone: "Europe/Berlin" } : entry,
    ),
  );
  const { page, context } = await open(browser, bench, { hash: `#/patient/${patient}`, timezoneId: "UTC" });
  await page.waitForSelector(".timeline");
  await page.getByText("Entered at another time than the clocks there showed (1)").click();
  // What is folded is drawn a moment after it is opened.
  await page
    .locator(".now", { hasText: /Interrogation · Europe\/Berlin: entered as .* the moment stays/ })
    .waitFor();
  await context.close();
});
