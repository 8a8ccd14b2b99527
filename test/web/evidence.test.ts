// The evidence page in a real browser: from a table to the forest, its mending, its keeping, by keyboard, in both languages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { readTable } from "../../src/formats/formats.ts";
import { wordsOf } from "../../web/words/catalogues.ts";
import { around } from "../around.ts";
import { theBrowser } from "./browser.ts";
import { answers, bcg, catheters, stays } from "./evidence-data.ts";
import { paste } from "./moves.ts";
import { addressWith, languages, open, tabTo, textOf } from "./page.ts";
import { tasksOf } from "./tasks.ts";
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

const tables = { bcg, stays, catheters };

/** Presses a button and reads the file that comes. */
async function kept(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFileSync(await download.path());
}

const button = (page: Page, label: string) => page.getByRole("button", { name: label, exact: true }).first();
const cell = (row: number, column: number): string => `[data-cell="${row}-${column}"]`;
const settled = (page: Page) => page.waitForSelector(".evidence-result[aria-busy=false]");

for (const locale of languages) {
  test(`a pasted table is a forest in less than a second, and faults stand at their rows (${locale})`, async () => {
    const words = wordsOf(locale);
    const { page, context, complaints } = await open(browser, bench, { locale, hash: "#/evidence" });
    await page.waitForSelector(".evidence-result svg");
    // The page computes and draws it by itself: its whole work from the paste to the forest.
    const { all } = await tasksOf(browser, page, () => paste(page, bcg, "Comstock"));
    console.log(`pasted table to forest: ${Math.round(all)} ms of processor time`);
    assert.ok(all < 1000, `a forest took ${all} ms`);
    await paste(page, stays, "Uppsala");
    await paste(page, bcg, "Comstock");

    const column = await page
      .locator("[data-role]")
      .evaluateAll((all) => all.findIndex((one) => (one as HTMLSelectElement).value === "ai"));
    await page.fill(cell(1, column), "x");
    await page.press(cell(1, column), "Enter");
    await page.waitForSelector(`${cell(1, column)}[aria-invalid=true]`);
    assert.equal(
      await page.locator(".evidence-result").count(),
      0,
      "nothing is shown of a table with faults",
    );
    assert.match(
      await textOf(page, "#grid-1-said"),
      new RegExp(words.evidenceNoNumber("x").replace(/[“”?]/g, ".")),
    );
    assert.doesNotMatch(await textOf(page, "#evidence-faults"), locale === "zh-CN" ? /row|column/ : /行|列/);
    await page.keyboard.press("Control+z");
    await settled(page);
    assert.equal(await page.inputValue(cell(1, column)), "6");
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test(`the whole path goes by keyboard (${locale})`, async () => {
    const words = wordsOf(locale);
    const { page, context, complaints } = await open(browser, bench, { locale, hash: "#/evidence" });
    await page.waitForSelector(".evidence-result svg");
    await tabTo(page, "[data-path=file]");
    await tabTo(page, "[data-path=paste]");
    await page.keyboard.insertText(bcg.replaceAll(",", "\t"));
    await page.waitForFunction(() =>
      document.querySelector(".evidence-result svg")?.textContent?.includes("Comstock"),
    );
    await tabTo(page, '[name="use"]');
    await page.keyboard.press("Space");
    await page.waitForFunction(
      () => document.querySelector(".evidence-result tbody td")?.textContent === "12",
    );
    await page.keyboard.press("Space");
    await tabTo(page, cell(0, 0));
    // Enter goes down, Tab goes on.
    await page.keyboard.press("Enter");
    assert.ok(await page.locator(cell(1, 0)).evaluate((one) => one === document.activeElement));
    await page.keyboard.press("Tab");
    assert.ok(await page.locator(cell(1, 1)).evaluate((one) => one === document.activeElement));
    await tabTo(page, "[data-path=measure]");
    await page.keyboard.press("o");
    await tabTo(page, "[data-path=level]");
    await tabTo(page, "figure .button");
    const svg = await kept(page, () => page.keyboard.press("Enter"));
    assert.match(svg.toString(), /<svg/);
    await tabTo(page, "[role=tab]");
    await page.keyboard.press("ArrowRight");
    await page.waitForSelector(`[role=tabpanel] table`);
    assert.match(await textOf(page, "[role=tabpanel]"), new RegExp(words.evidenceWithout("Aronson")));
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("the page's numbers are metafor's, for counts, for means and for sparse counts", async () => {
  const { page, context } = await open(browser, bench, { hash: "#/evidence" });
  await page.waitForSelector(".evidence-result svg");
  for (const { table, choices, expect } of answers) {
    await paste(page, tables[table], { bcg: "Comstock", stays: "Uppsala", catheters: "Osma" }[table]);
    for (const [field, value] of Object.entries(choices)) {
      await page.selectOption(`[data-path=${field}]`, value);
      await settled(page);
    }
    const csv = await kept(page, () => button(page, wordsOf("en-US").evidenceResultsCsv).click());
    const [heads = [], line = []] = readTable(csv.toString());
    for (const [name, value] of Object.entries(expect)) {
      const found = Number(line[heads.indexOf(name)]);
      // metafor's own search for tau2 stops at about 1e-9 of it.
      const off = Math.abs(found - value) / Math.abs(value);
      assert.ok(off < 1e-6, `${table} ${JSON.stringify(choices)} ${name}: ${found}, not ${value}`);
    }
  }
  await context.close();
});

test("fifty steps can be undone, and the address carries the analysis to another reader", async () => {
  const { page, context } = await open(browser, bench, { hash: "#/evidence" });
  await page.waitForSelector(".evidence-result svg");
  await paste(page, bcg, "Comstock");
  for (let row = 0; row < 13; row++)
    for (const column of [0, 1, 2, 3]) {
      await page.fill(cell(row, column), `7${row}${column}`);
      await page.press(cell(row, column), "Tab");
    }
  for (let i = 0; i < 50; i++) await page.keyboard.press("Control+z");
  // 52 steps less 50: the first two still stand.
  assert.equal(await page.inputValue(cell(0, 1)), "701");
  assert.notEqual(await page.inputValue(cell(0, 2)), "702");
  assert.notEqual(await page.inputValue(cell(12, 0)), "7120");
  await page.selectOption("[data-path=measure]", "OR");
  await page.selectOption("[data-path=method]", "PM");
  await page.locator('[name="use"]').nth(3).uncheck();
  await settled(page);
  const said = await page.locator(".evidence-result svg").first().textContent();
  await addressWith(page, ({ pooling }) => pooling?.dropped.length === 1);
  const other = await context.newPage();
  await other.goto(page.url());
  await other.waitForFunction(
    (said) => document.querySelector(".evidence-result svg")?.textContent === said,
    said,
  );
  assert.equal(await other.inputValue("[data-path=method]"), "PM");
  assert.equal(await other.locator('[name="use"]').nth(3).isChecked(), false);
  await context.close();
});

test("what is kept is what is shown, as text, dots, pages and script", async () => {
  const { page, context } = await open(browser, bench, { locale: "zh-CN", hash: "#/evidence" });
  const words = wordsOf("zh-CN");
  await page.waitForSelector(".evidence-result svg");
  await paste(page, bcg.replace("Aronson", "阿伦森 č"), "Comstock");
  // A choice changed and a file kept at once: the file must be of the picture that stands then.
  const [shown, csv] = await page.evaluate(async (label) => {
    const texts: string[] = [];
    const create = URL.createObjectURL.bind(URL);
    const blobs: Blob[] = [];
    URL.createObjectURL = (blob) => (blobs.push(blob as Blob), create(blob));
    const select = document.querySelector<HTMLSelectElement>("[data-path=measure]")!;
    select.value = "OR";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    texts.push(document.querySelector(".evidence-result svg")!.textContent!);
    [...document.querySelectorAll<HTMLButtonElement>(".evidence-result button")]
      .find((one) => one.textContent === label)!
      .click();
    texts.push(await blobs[0]!.text());
    return texts as [string, string];
  }, words.evidenceResultsCsv);
  assert.equal(/比值比/.test(shown), /,OR,/.test(csv), "the file is of another measure than the picture");
  await settled(page);
  const pdf = await kept(page, () => button(page, words.evidencePdf).click());
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  assert.match(pdf.toString("latin1"), /FontFile2/);
  const png = await kept(page, () => button(page, words.evidencePng).click());
  assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  assert.ok(png.readUInt32BE(16) >= 2400, "three dots to a unit");
  const script = await kept(page, () => button(page, words.evidenceScript).click());
  assert.match(script.toString(), /escalc\(measure = "OR"/);
  await context.close();
});

test("of a thousand studies the page draws two hundred at a time, and every file holds them all", async () => {
  const { page, context, complaints } = await open(browser, bench, { locale: "zh-CN", hash: "#/evidence" });
  const words = wordsOf("zh-CN");
  await page.waitForSelector(".evidence-result svg");
  const rows = Array.from({ length: 1000 }, (_, i) => `S${i},${Math.sin(i)},${0.05 + (i % 7) / 100}`);
  await paste(page, `study,yi,vi\n${rows.join("\n")}`, "S199");
  const picture = page.locator(".evidence-result .picture").first();
  const drawn = async () =>
    [...((await picture.innerHTML()) ?? "").matchAll(/>(S\d+)</g)].map(([, id]) => id);
  assert.deepEqual(
    await drawn(),
    rows.slice(0, 200).map((row) => row.split(",")[0]),
  );
  assert.match((await picture.textContent()) ?? "", /第 1 至 200 项研究，共 1,000 项/);
  await page.locator(".evidence-result").getByRole("button", { name: words.evidenceLater }).click();
  await page.waitForFunction(() =>
    document.querySelector(".evidence-result .picture")?.textContent?.includes("S399"),
  );
  assert.deepEqual(
    await drawn(),
    rows.slice(200, 400).map((row) => row.split(",")[0]),
  );
  const svg = (await kept(page, () => button(page, words.evidenceSvg).click())).toString();
  assert.equal(svg.match(/class="square"/g)?.length, 1000);
  assert.doesNotMatch(svg, /共 1,000 项；/);
  const csv = await kept(page, () => button(page, words.evidenceCsv).click());
  assert.equal(readTable(csv.toString()).length, 1001);
  // The pooled line of a part is that of all.
  const texts = [...svg.matchAll(/>([^<>\n]+)</g)].map(([, text]) => text!);
  const total = texts.slice(texts.indexOf("合计（95% CI）")).slice(0, 3).join("");
  assert.ok(((await picture.textContent()) ?? "").includes(total), total);
  // What is typed while a long table is reckoned is in the picture that comes.
  await page.fill(cell(0, 1), "2.5");
  await page.fill(cell(0, 1), "3.25");
  await page.press(cell(0, 1), "Enter");
  await page.waitForFunction(() =>
    document.querySelector(".evidence-result[aria-busy=false] .picture")?.textContent?.includes("3.25 ["),
  );
  await page.click("[role=tab][data-key=leaveOneOut]");
  await page.waitForSelector(".evidence-panel .picture svg");
  assert.equal(await page.locator(".evidence-panel tbody tr").count(), 200);
  assert.deepEqual(complaints, []);
  await context.close();
});
