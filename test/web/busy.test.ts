// Whoever looks at a figure must know whether it answers what stands in the fields: at no moment may an old one pass for it.
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { around } from "../around.ts";
import { theBrowser } from "./browser.ts";
import { open, settled } from "./page.ts";
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

/** Changes a field, and says what the part of the page says of itself before anything else can happen. */
const busyAfter = (page: Page, field: string, value: string, part: string): Promise<string | null> =>
  page.evaluate(
    async ([field, value, part]) => {
      const changed = document.querySelector<HTMLInputElement | HTMLSelectElement>(field!)!;
      const isList = changed instanceof HTMLSelectElement;
      const shape = isList ? HTMLSelectElement.prototype : HTMLInputElement.prototype;
      Object.getOwnPropertyDescriptor(shape, "value")!.set!.call(changed, value);
      changed.dispatchEvent(new Event(isList ? "change" : "input", { bubbles: true }));
      // React commits in microtasks; no timer, message or frame comes between.
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      return document.querySelector(part!)!.getAttribute("aria-busy");
    },
    [field, value, part],
  );

const pages = [
  ["#/joint", "", "[data-path=measure]", "OR", ".results"],
  ["#/canal", ".canal-closed .button.main", "select[data-path='population']", "300", ".canal-results"],
  ["#/simulation", ".simulation .edit .button", "[data-path='until']", "5", ".canal-results"],
  ["#/evidence", "", "[data-path=measure]", "OR", ".evidence-result"],
] as const;

for (const [hash, opener, field, value, part] of pages)
  test(`the page ${hash} is busy from the moment another question stands on it until that is answered`, async () => {
    const { page, context } = await open(browser, bench, { hash });
    if (opener !== "") await page.click(opener);
    await page.waitForSelector(`${part}[aria-busy=false]`);
    assert.equal(await busyAfter(page, field, value, part), "true");
    await page.waitForSelector(`${part}[aria-busy=false]`);
    await settled(page);
    await context.close();
  });
