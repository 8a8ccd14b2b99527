// Pooling in a real browser: a pasted table becomes a forest, faults are said at their rows, both languages.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { wordsOf } from "../../web/words/catalogues.ts";
import { demos } from "../../web/evidence/demos.ts";
import { openChromium } from "./chromium.ts";
import { languages, open, textOf } from "./page.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let browser: Browser;
let bench: Workbench;
before(async () => {
  bench = await openWorkbench();
  browser = await openChromium();
});
after(async () => {
  await browser?.close();
  await bench?.close();
});

for (const locale of languages) {
  test(`a pasted table becomes a forest and its pooled result (${locale})`, async () => {
    const words = wordsOf(locale);
    const { page, context, complaints } = await open(browser, bench, { locale, hash: "#/evidence" });
    await page.waitForSelector(".evidence .picture svg");
    // REML and DL agree on the four responder trials: RR 2.2986, section 3.2 of the fact sheet.
    assert.match((await textOf(page, ".evidence-result")) ?? "", /2\.2986/);

    const started = Date.now();
    await page.fill(".evidence textarea", demos.bcg);
    await page.waitForFunction(
      (text) => document.querySelector(".evidence-result")?.textContent?.includes(text),
      "Comstock",
    );
    const took = Date.now() - started;
    console.log(`pasted table to forest: ${took} ms`);
    // RR by REML is exp(-0.714532): section 4.1.
    assert.match((await textOf(page, ".evidence-result")) ?? "", /0\.7145/);

    await page.fill(".evidence textarea", "study,ai,n1i,ci,n2j\nA,1,10,2,10");
    await page.waitForSelector(".evidence .faults li");
    assert.match((await textOf(page, ".evidence .faults")) ?? "", /n2i/);
    assert.equal(await page.locator(".evidence-result").count(), 0);
    assert.match(
      (await textOf(page, "#evidence-faults")) ?? "",
      new RegExp(words.evidenceWrong(1).slice(1)),
    );
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("the R script and the picture can be kept", async () => {
  const { page, context } = await open(browser, bench, { locale: "en-US", hash: "#/evidence" });
  await page.waitForSelector(".evidence-keep button");
  const kept = [];
  for (const index of [0, 1, 2]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(".evidence-keep button").nth(index).click(),
    ]);
    kept.push(download.suggestedFilename());
  }
  assert.deepEqual(kept, ["forest.svg", "effects.csv", "pooled.R"]);
  await context.close();
});
