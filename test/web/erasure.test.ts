// Erasing a person from the page of their record: in both languages, refused without the number, and told afterwards.
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { around } from "../around.ts";
import { theBrowser } from "./browser.ts";
import { add, daysAgo, entryOf } from "./clinic.ts";
import { languages, open, widths } from "./page.ts";
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

/** Somebody with a number, kept by the server. */
async function somebody(number: string): Promise<string> {
  const patient = randomUUID();
  const data = { name: "Nora Neu", birthDate: "1981-02-03", identifiers: [{ system: "MRN", value: number }] };
  await add(bench, patient, 0, [entryOf(patient, "patient", daysAgo(9), data)]);
  return patient;
}

const said = { "en-US": /erased on \d+ \w+ \d{4}/, "zh-CN": /已于 \d+年\d+月\d+日 删除/ } as const;

for (const [i, language] of languages.entries())
  test(`S-07 (${language}): a record is erased from its page when its number is typed, and the page then says so`, async () => {
    const patient = await somebody(`47${i}`);
    const { page, context } = await open(browser, bench, {
      hash: `#/patient/${patient}`,
      locale: language,
      width: widths[i % widths.length]!,
    });
    await page.locator(".erase-person summary").click();
    await page.fill(".erase-person [name=reason]", "asked in writing");
    await page.fill(".erase-person [name=identifier]", "4711");
    const folder = process.env["THECA_PICTURES"];
    if (folder) await page.locator(".erase-person").screenshot({ path: `${folder}/erase-${language}.png` });
    await page.locator(".erase-person button[type=submit]").click();
    await page.waitForSelector(".erase-person .wrong-line");
    await page.fill(".erase-person [name=identifier]", `47${i}`);
    await page.locator(".erase-person button[type=submit]").click();
    await page.waitForSelector(".patient-page", { state: "detached" });
    await page.locator(".notice", { hasText: said[language] }).waitFor();
    if (folder) await page.screenshot({ path: `${folder}/erased-${language}.png` });
    await context.close();
  });
