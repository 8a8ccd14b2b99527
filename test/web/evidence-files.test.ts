// Files as guideline authors have them, opened on the evidence page in a real browser: reviews, workbooks, and traps.
import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import type { Browser, Page } from "playwright-core";
import { wordsOf } from "../../web/words/catalogues.ts";
import { around } from "../around.ts";
import { theBrowser } from "./browser.ts";
import { open, textOf } from "./page.ts";
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

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const studies = ["Noppers 2011", "Lumanauw 2019", "Kvarnstrom 2003", "Kvarnstrom 2004"];
const idOf = (study: number): string => `STD-${studies[study]!.replace(" ", "-")}`;
const counts = (study: number, a: number, n: number, c: number, m: number): string =>
  `<DICH_DATA EVENTS_1="${a}" EVENTS_2="${c}" STUDY_ID="${idOf(study)}" TOTAL_1="${n}" TOTAL_2="${m}"/>`;
const said = (left: string, right: string): string =>
  `<GROUP_LABEL_1>Ketamine</GROUP_LABEL_1><GROUP_LABEL_2>Placebo</GROUP_LABEL_2><GRAPH_LABEL_1>${left}</GRAPH_LABEL_1><GRAPH_LABEL_2>${right}</GRAPH_LABEL_2>`;
/** Responders as in `demos`, by Mantel and Haenszel in two subgroups; means by random effects; rates of another comparison. */
const review = `<?xml version="1.0" encoding="UTF-8"?><COCHRANE_REVIEW TYPE="INTERVENTION"><STUDIES_AND_REFERENCES><STUDIES><INCLUDED_STUDIES>${studies
  .map((name, i) => `<STUDY ID="${idOf(i)}" NAME="${name}" YEAR="${name.slice(-4)}"/>`)
  .join("")}</INCLUDED_STUDIES></STUDIES></STUDIES_AND_REFERENCES><ANALYSES_AND_DATA>
<COMPARISON ID="CMP-001" NO="1"><NAME>Ketamine versus placebo</NAME>
<DICH_OUTCOME CI_TOTAL="95" EFFECT_MEASURE="OR" METHOD="MH" NO="1" RANDOM="NO" SUBGROUPS="YES"><NAME>Responders</NAME>${said("Favours placebo", "Favours ketamine")}
<DICH_SUBGROUP NO="1"><NAME>Neuropathic</NAME>${counts(2, 7, 12, 2, 12)}${counts(3, 5, 10, 1, 10)}</DICH_SUBGROUP>
<DICH_SUBGROUP NO="2"><NAME>Mixed pain</NAME>${counts(0, 8, 12, 3, 12)}${counts(1, 25, 30, 13, 32)}</DICH_SUBGROUP></DICH_OUTCOME>
<CONT_OUTCOME CI_TOTAL="95" EFFECT_MEASURE="MD" METHOD="IV" NO="2" RANDOM="YES"><NAME>Pain</NAME>${said("Favours ketamine", "Favours placebo")}<CONT_DATA MEAN_1="3.2" SD_1="1.8" TOTAL_1="30" MEAN_2="5.1" SD_2="2" TOTAL_2="31" STUDY_ID="${idOf(0)}"/><CONT_DATA MEAN_1="4" SD_1="2.1" TOTAL_1="25" MEAN_2="4.8" SD_2="2.2" TOTAL_2="24" STUDY_ID="${idOf(1)}"/></CONT_OUTCOME></COMPARISON>
<COMPARISON ID="CMP-002" NO="2"><NAME>Ketamine versus opioid</NAME>
<IV_OUTCOME LOG_DATA="YES" METHOD="IV" NO="1" RANDOM="NO"><NAME>Rescue doses</NAME><EFFECT_MEASURE>Rate Ratio</EFFECT_MEASURE><IV_DATA ESTIMATE="-0.2" SE="0.1" STUDY_ID="${idOf(0)}"/><IV_DATA ESTIMATE="-0.4" SE="0.2" STUDY_ID="${idOf(1)}"/></IV_OUTCOME></COMPARISON></ANALYSES_AND_DATA></COCHRANE_REVIEW>`;

const cellOf = (value: string | number, r: number, c: number): string => {
  const name = `${String.fromCharCode(65 + c)}${r + 1}`;
  return typeof value === "number"
    ? `<c r="${name}"><v>${value}</v></c>`
    : `<c r="${name}" t="inlineStr"><is><t>${value}</t></is></c>`;
};
/** A workbook of these sheets, as ECMA-376 wants it. */
function workbook(sheets: Readonly<Record<string, readonly (readonly (string | number)[])[]>>): Buffer {
  const names = Object.keys(sheets);
  const parts = {
    "xl/workbook.xml": `${head}<workbook xmlns:r="r"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships>${names.map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}</Relationships>`,
    ...Object.fromEntries(
      names.map((name, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `${head}<worksheet><sheetData>${sheets[name]!.map((row, r) => `<row r="${r + 1}">${row.map((value, c) => cellOf(value, r, c)).join("")}</row>`).join("")}</sheetData></worksheet>`,
      ]),
    ),
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]))),
  );
}

const choose = (page: Page, name: string, bytes: Buffer | string): Promise<void> =>
  page.setInputFiles("[data-path=file]", {
    name,
    mimeType: "application/octet-stream",
    buffer: Buffer.from(bytes),
  });
/** Waits for the forest that holds some text, and answers all of its words. */
async function forestWith(page: Page, text: string): Promise<string> {
  await page.waitForFunction(
    (text) =>
      document.querySelector(".evidence-result[aria-busy=false] svg")?.textContent?.includes(text) ?? false,
    text,
  );
  return (await page.locator(".evidence-result svg").first().textContent()) ?? "";
}
const valueOf = (page: Page, path: string): Promise<string> =>
  page.inputValue(`.evidence [data-path=${path}]`);
const start = async (locale: string) => {
  const opened = await open(browser, bench, { locale, hash: "#/evidence" });
  await opened.page.waitForSelector(".evidence-result svg");
  return opened;
};

test("a RevMan review opens as its authors pooled it: labels, subgroups, model, each outcome to choose", async () => {
  const { page, context, complaints } = await start("en-US");
  await choose(page, "review.rm5", review);
  const first = await forestWith(page, "1.1 Responders");
  for (const part of ["Neuropathic", "Mixed pain", "Ketamine", "Favours placebo", "M-H, fixed", "Odds ratio"])
    assert.ok(first.includes(part), `${part} is not in: ${first}`);
  assert.ok(first.indexOf("Neuropathic") < first.indexOf("Mixed pain"), "subgroups in the review's order");
  // rma.mh(measure = "OR") of the four tables, and of each subgroup.
  const table = await textOf(page, ".evidence-result table");
  for (const part of ["7.15 (3.14 to 16.3)", "7.75 (1.74 to 34.4)", "6.89 (2.56 to 18.5)"])
    assert.ok(table.includes(part), `${part} is not in: ${table}`);
  assert.deepEqual(await page.locator("[data-path=table] option").allInnerTexts(), [
    "1 Ketamine versus placebo · 1.1 Responders",
    "1 Ketamine versus placebo · 1.2 Pain",
    "2 Ketamine versus opioid · 2.1 Rescue doses",
  ]);
  await page.selectOption("[data-path=table]", "1");
  await forestWith(page, "1.2 Pain");
  assert.deepEqual(await Promise.all(["measure", "method", "test"].map((path) => valueOf(page, path))), [
    "MD",
    "DL",
    "z",
  ]);
  await page.selectOption("[data-path=table]", "2");
  await forestWith(page, "2.1 Rescue doses");
  assert.equal(await page.isChecked('[name="ratio"]'), true);
  assert.equal(await valueOf(page, "method"), "EE");
  assert.equal(await textOf(page, "#evidence-faults"), "");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a workbook offers each sheet that is a table of studies, and names the one that is none", async () => {
  const { page, context, complaints } = await start("zh-CN");
  const bytes = workbook({
    Notes: [["Search of 2024"], ["by two readers"]],
    Responders: [
      ["Study", "Events exp", "Total exp", "Events ctrl", "Total ctrl"],
      ["Noppers 2011", 8, 12, 3, 12],
      ["Lumanauw 2019", 25, 30, 13, 32],
    ],
    Pain: [
      ["Author", "Year", "Mean 1", "SD 1", "N 1", "Mean 2", "SD 2", "N 2"],
      ["Lin", 2016, 3.2, 1.8, 30, 5.1, 2, 31],
      ["Park", 2018, 4, 2.1, 25, 4.8, 2.2, 24],
    ],
  });
  await choose(page, "extraction.xlsx", bytes);
  assert.match(await forestWith(page, "Lumanauw"), /风险比/);
  assert.match(await textOf(page, ".evidence-studies .evidence-said"), /Notes/);
  await page.selectOption("[data-path=table]", "1");
  assert.match(await forestWith(page, "Park 2018"), /均数差/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a trap is answered with a sentence, and the table that stood stays", async () => {
  const { page, context, complaints } = await start("en-US");
  const before = await forestWith(page, "Noppers");
  const trap = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b, c"><!ENTITY d "&a;&a;">]>\n<COCHRANE_REVIEW>&d;, x\n a, b\n</COCHRANE_REVIEW>`;
  const traps: readonly (readonly [string, Buffer | string, RegExp])[] = [
    ["trap.rm5", trap, /^trap\.rm5: cannot be read as XML/],
    [
      "bomb.xlsx",
      Buffer.from(zipSync({ "xl/workbook.xml": new Uint8Array(300 * 2 ** 20) })),
      /^bomb\.xlsx: unpacks to more/,
    ],
    ["half.xlsx", workbook({ D: [["study"]] }).subarray(0, 200), /^half\.xlsx: /],
  ];
  for (const [name, bytes, sentence] of traps) {
    await choose(page, name, bytes);
    await page.waitForFunction(
      (name) => document.querySelector("#evidence-faults")?.textContent?.includes(name),
      name,
    );
    assert.match(await textOf(page, "#evidence-faults"), sentence);
    assert.equal(await forestWith(page, "Noppers"), before);
  }
  assert.deepEqual(complaints, []);
  await context.close();
});

test("columns that say nothing, one study and faults of two kinds are answered in words", async () => {
  const { page, context, complaints } = await start("en-US");
  const words = wordsOf("en-US");
  await choose(page, "unknown.csv", "study,foo,bar\nA,1,2\nB,2,3");
  await page.waitForFunction(
    (text) => document.querySelector("#evidence-faults")?.textContent?.includes(text),
    words.evidenceNoMeasure,
  );
  await page.selectOption("[data-role] >> nth=1", "yi");
  await page.selectOption("[data-role] >> nth=2", "sei");
  await forestWith(page, "2.00");
  await choose(page, "one.csv", "study,ai,n1i,ci,n2i\nAlone,1,10,3,12");
  assert.match(await forestWith(page, "Alone"), /0\.40 \[0\.05, 3\.27\]/);
  await choose(page, "faults.csv", "study,yi,vi\nA,1,0.1\nB,2,-0.1\nC,foo,0.3");
  await page.waitForFunction(
    (text) => document.querySelector("#evidence-faults")?.textContent?.includes(text),
    words.evidenceWrong(2),
  );
  assert.deepEqual(complaints, []);
  await context.close();
});

test("proportions are drawn, tabled and scripted as proportions", async () => {
  const { page, context, complaints } = await start("en-US");
  await choose(page, "proportions.csv", "study,xi,ni\nA,0,10\nB,8,12\nC,25,30\nD,7,12");
  const forest = await forestWith(page, "Proportion (by logit)");
  // predict(rma(measure = "PLO", xi, ni, test = "knha"), transf = transf.ilogit).
  assert.match(forest, /0\.58 \[0\.08, 0\.95\]/);
  assert.doesNotMatch(forest, /overall effect/);
  assert.match(
    await textOf(page, ".evidence-result table"),
    /0\.577 \(0\.0816 to 0\.954\).* 0\.0101 to 0\.995/,
  );
  for (const tool of ["bias", "subsets"]) {
    await page.click(`[role=tab][data-key=${tool}]`);
    const drawn = await page.waitForSelector(".evidence-panel .picture svg");
    const svg = await drawn.innerHTML();
    assert.ok(svg.includes("Proportion (by logit)"), `${tool}: ${svg}`);
    assert.ok(!svg.includes(">−"), `${tool} is on the logit scale: ${svg}`);
  }
  assert.deepEqual(complaints, []);
  await context.close();
});
