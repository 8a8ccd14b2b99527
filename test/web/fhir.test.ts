// A record leaves one clinic as FHIR and enters another: through the page alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { around } from "../around.ts";
import { theBrowser } from "./browser.ts";
import { open } from "./page.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let browser: Browser;
let one: Workbench;
let other: Workbench;
const test = around(
  async () => {
    one = await openWorkbench();
    other = await openWorkbench();
    browser = await theBrowser();
  },
  async () => {
    await one?.close();
    await other?.close();
  },
);

test("what one clinic saves as FHIR another reads, entry for entry; a changed dose is noticed", async () => {
  const { page, context } = await open(browser, one, { hash: "#/patients" });
  await page.getByRole("button", { name: "Open the made-up patient" }).click();
  await page.waitForSelector("[data-save-fhir]");
  const entries = await page.locator(".timeline li").count();
  assert.ok(entries > 3);
  const [saved] = await Promise.all([page.waitForEvent("download"), page.click("[data-save-fhir]")]);
  const text = readFileSync(await saved.path(), "utf8");
  await context.close();
  const asFile = (name: string, text: string) => ({
    name,
    mimeType: "application/json",
    buffer: Buffer.from(text),
  });

  const there = await open(browser, other, { hash: "#/patients" });
  await there.page.setInputFiles('input[type="file"]', asFile("saved.json", text));
  await there.page.waitForSelector("[data-patient]");
  await there.page.click("[data-patient]");
  await there.page.waitForSelector(".timeline li");
  assert.equal(await there.page.locator(".timeline li").count(), entries);

  const changed = text.replace(/"rateQuantity": \{\s*"value": [\d.]+/, '"rateQuantity": {"value": 4242');
  assert.notEqual(changed, text);
  await there.page.goto(`${other.address}?lang=en-US#/patients`);
  await there.page.waitForSelector('input[type="file"]', { state: "attached" });
  await there.page.setInputFiles('input[type="file"]', asFile("changed.json", changed));
  await there.page.getByText("changed on the way").first().waitFor();
  await there.context.close();
});

test("a recall finds the pump by the beginning of its serial number, and leads to its patient", async () => {
  const { page, context } = await open(browser, one, { hash: "#/patients" });
  await page.getByText("A recall: whose device?").click();
  await page.fill('[data-path="recall.model"]', "synchromed-ii-40");
  await page.getByRole("button", { name: "Look up" }).click();
  await page.locator("[data-recalled]").first().waitFor();
  assert.match(await page.locator("[data-recalled]").first().innerText(), /still in the patient/);
  await page.locator("[data-recalled]").first().click();
  await page.waitForSelector(".timeline li");
  await page.goto(`${one.address}?lang=en-US#/patients`);
  await page.getByText("A recall: whose device?").click();
  await page.fill('[data-path="recall.serial"]', "nobody has this");
  await page.getByRole("button", { name: "Look up" }).click();
  await page.getByText("0 still in a patient, 0 in the past.").waitFor();
  await context.close();
});
