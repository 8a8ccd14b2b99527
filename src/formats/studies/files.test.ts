// Files made here by hand, after ECMA-376 (SpreadsheetML), RevMan 5's XML and RevMan Web's data package, version 2.
import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { readStudyFile } from "./read-study-file.ts";

const text = (bytes: string | Uint8Array): Uint8Array => (typeof bytes === "string" ? strToU8(bytes) : bytes);
const read = (name: string, bytes: string | Uint8Array) => readStudyFile(name, text(bytes), "en-US");
const said = (name: string, bytes: string | Uint8Array): string =>
  read(name, bytes)
    .issues.map(({ path, message }) => `${path}: ${message}`)
    .join("\n");

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** A workbook of sheets, each given as the rows of its sheetData and what follows it. */
function workbook(
  sheets: Record<string, string>,
  texts: readonly string[] = [],
  more: Record<string, string> = {},
): Uint8Array {
  const names = Object.keys(sheets);
  const files: Record<string, string> = {
    "xl/workbook.xml": `${head}<workbook ${main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships>${names.map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}</Relationships>`,
    "xl/sharedStrings.xml": `${head}<sst ${main}>${texts.map((t) => `<si><t>${t}</t></si>`).join("")}</sst>`,
    ...Object.fromEntries(names.map((name, i) => [`xl/worksheets/sheet${i + 1}.xml`, `${head}<worksheet ${main}>${sheets[name]}</worksheet>`])),
    ...more,
  }; // prettier-ignore
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])));
}
const inline = (cell: string, words: string): string =>
  `<c r="${cell}" t="inlineStr"><is><t>${words}</t></is></c>`;
const number = (cell: string, value: string): string => `<c r="${cell}"><v>${value}</v></c>`;
const columns = ["study", "yi", "vi"].map((name, c) => inline(`${"ABC"[c]}1`, name)).join("");
const sheet = (...rows: string[]): string =>
  `<sheetData><row r="1">${columns}</row>${rows.map((row, i) => `<row r="${i + 2}">${row}</row>`).join("")}</sheetData>`;

test("a workbook's shared, inline and rich texts and its numbers are read", () => {
  const bytes = workbook(
    {
      Data: '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row><row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3"><v>-0.5</v></c><c r="C3"><v>1E-1</v></c></row></sheetData>',
    },
    [
      "study",
      "yi",
      "vi",
      '</t></si><si><r><t>Kvarn</t></r><r><t>ström 2003</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si><si><t>',
    ],
  );
  // The fourth text is written with runs; the splice leaves an empty one before it.
  const { tables, issues } = read(
    "a.xlsx",
    workbook({ Data: sheet(inline("A2", "X") + number("B2", "0.1") + number("C2", "2")) }),
  );
  assert.deepEqual(issues, []);
  assert.deepEqual(tables[0]!.rows, [{ id: "X", yi: 0.1, vi: 2 }]);
  const rich = read("a.xlsx", bytes);
  assert.deepEqual(rich.issues, []);
  assert.equal(rich.tables[0]!.rows[0]!["yi"], -0.5);
});

test("of several sheets the one that is a table of studies is read, and the others are named", () => {
  const notes = `<sheetData><row r="1">${inline("A1", "Notes")}</row><row r="2">${inline("A2", "see paper")}</row></sheetData>`;
  const { tables, assumed } = read(
    "a.xlsx",
    workbook({ Notes: notes, Data: sheet(inline("A2", "X") + number("B2", "1") + number("C2", "2")) }),
  );
  assert.equal(tables.length, 1);
  assert.equal(tables[0]!.title, "Data");
  assert.match(assumed.join(), /"Data".*"Notes"/);
});

test("a formula's saved value is used and said; without one its cell is named", () => {
  const withValue = workbook({
    D: sheet(`${inline("A2", "X")}<c r="B2"><f>LN(2)</f><v>0.693</v></c>${number("C2", "1")}`),
  });
  assert.match(read("a.xlsx", withValue).tables[0]!.assumed.join(), /1 cell holds a formula/);
  const without = workbook({
    D: sheet(`${inline("A2", "X")}<c r="B2"><f>LN(2)</f></c>${number("C2", "1")}`),
  });
  assert.match(said("a.xlsx", without), /^B2: holds a formula without a computed value/);
  const broken = workbook({
    D: sheet(`${inline("A2", "X")}<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>${number("C2", "1")}`),
  });
  assert.match(said("a.xlsx", broken), /^B2: holds the spreadsheet error/);
});

test("merged cells: a name for several studies is filled down, a number for several is refused with the range", () => {
  const rows = [
    inline("A2", "X") + number("B2", "1") + number("C2", "2") + inline("D2", "adults"),
    inline("A3", "Y") + number("B3", "1"),
  ];
  const body = sheet(...rows).replace("</row>", `${inline("D1", "subgroup")}</row>`);
  const down = workbook({
    D: `${body.replace("</c></row></sheetData>", '</c><c r="C3"><v>3</v></c></row></sheetData>')}<mergeCells><mergeCell ref="D2:D3"/></mergeCells>`,
  });
  const { tables, issues } = read("a.xlsx", down);
  assert.deepEqual(issues, []);
  assert.deepEqual(
    tables[0]!.rows.map(({ group }) => group),
    ["adults", "adults"],
  );
  const merged = workbook({ D: `${body}<mergeCells><mergeCell ref="C2:C3"/></mergeCells>` });
  assert.match(said("a.xlsx", merged), /C2:C3: the cells C2:C3 are merged/);
});

test("a date where a number is needed is refused, beside the studies it is kept", () => {
  const styles = {
    "xl/styles.xml": `${head}<styleSheet ${main}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
  };
  const dated = `${inline("A2", "X")}<c r="B2" s="1"><v>44562</v></c>${number("C2", "2")}`;
  assert.match(
    said("a.xlsx", workbook({ D: sheet(dated) }, [], styles)),
    /^B2: expected a number, got "2022-01-01"/,
  );
  const beside = sheet(
    `${inline("A2", "X")}${number("B2", "1")}${number("C2", "2")}<c r="D2" s="2"><v>60.5</v></c>`,
  ).replace("</row>", `${inline("D1", "searched")}</row>`);
  const { tables } = read("a.xlsx", workbook({ D: beside }, [], styles));
  // Day 60 is the leap day that 1900 did not have; the day after it is 1 March.
  assert.deepEqual(tables[0]!.moderators, [{ searched: "1900-02-28" }]);
});

const review = (outcomes: string, prolog = '<?xml version="1.0" encoding="UTF-8"?>'): string =>
  `${prolog}<COCHRANE_REVIEW TYPE="INTERVENTION"><STUDIES_AND_REFERENCES><STUDIES><INCLUDED_STUDIES><STUDY ID="STD-Noppers-2011" NAME="Noppers 2011" YEAR="2011"><REFERENCE TYPE="JOURNAL_ARTICLE"/></STUDY></INCLUDED_STUDIES></STUDIES></STUDIES_AND_REFERENCES><ANALYSES_AND_DATA><COMPARISON ID="CMP-001" NO="1"><NAME>Ketamine versus placebo</NAME>${outcomes}</COMPARISON></ANALYSES_AND_DATA></COCHRANE_REVIEW>`;

test("a RevMan 5 review gives a table for each outcome, with its measure, labels, subgroups and way of pooling", () => {
  const { tables, issues, assumed } = read(
    "review.rm5",
    review(
      `<DICH_OUTCOME CI_TOTAL="95" EFFECT_MEASURE="RR" METHOD="MH" NO="1" RANDOM="YES" SUBGROUPS="YES" SWAP_EVENTS="NO"><NAME>Responders</NAME><GROUP_LABEL_1>Ketamine</GROUP_LABEL_1><GROUP_LABEL_2>Placebo</GROUP_LABEL_2><GRAPH_LABEL_1>Favours placebo</GRAPH_LABEL_1><GRAPH_LABEL_2>Favours ketamine</GRAPH_LABEL_2>
        <DICH_SUBGROUP NO="1"><NAME>Fibromyalgia</NAME><DICH_DATA EVENTS_1="8" EVENTS_2="3" STUDY_ID="STD-Noppers-2011" TOTAL_1="12" TOTAL_2="12"/></DICH_SUBGROUP>
        <DICH_SUBGROUP NO="2"><NAME>CRPS &amp; others</NAME><DICH_DATA EVENTS_1="1" EVENTS_2="2" STUDY_ID="STD-A_x002d_B-2004" TOTAL_1="5" TOTAL_2="6"/><DICH_DATA EVENTS_1="0" EVENTS_2="0" STUDY_ID="STD-Empty" TOTAL_1="0" TOTAL_2="0"/></DICH_SUBGROUP></DICH_OUTCOME>
      <CONT_OUTCOME EFFECT_MEASURE="SMD" METHOD="IV" NO="2" RANDOM="NO"><NAME>Pain</NAME><CONT_DATA MEAN_1="-1.5" MEAN_2="6.5" SD_1="4.7" SD_2="3.8" STUDY_ID="STD-Noppers-2011" TOTAL_1="13" TOTAL_2="14"/></CONT_OUTCOME>
      <IPD_OUTCOME METHOD="PETO" NO="3"><NAME>Survival</NAME><EFFECT_MEASURE>Hazard Ratio</EFFECT_MEASURE><IPD_DATA O_E="-3.5" VAR="9.25" STUDY_ID="STD-Noppers-2011" EVENTS_1="1" TOTAL_1="2" EVENTS_2="3" TOTAL_2="4"/></IPD_OUTCOME>
      <IV_OUTCOME LOG_DATA="YES" METHOD="IV" NO="4" RANDOM="YES"><NAME>Rates</NAME><EFFECT_MEASURE>Rate Ratio</EFFECT_MEASURE><IV_DATA ESTIMATE="-0.2" SE="0.1" STUDY_ID="STD-Noppers-2011" TOTAL_1="0" TOTAL_2="0"/></IV_OUTCOME>
      <OTHER_OUTCOME NO="5"><NAME>Words</NAME><OTHER_DATA STUDY_ID="STD-Noppers-2011"/></OTHER_OUTCOME>`,
    ),
  );
  assert.deepEqual(issues, []);
  assert.deepEqual(
    tables.map(({ title, comparison, measure }) => [title, comparison, measure]),
    [
      ["1.1 Responders", "1 Ketamine versus placebo", "RR"],
      ["1.2 Pain", "1 Ketamine versus placebo", "SMD"],
      ["1.3 Survival", "1 Ketamine versus placebo", "OE"],
      ["1.4 Rates", "1 Ketamine versus placebo", "GEN"],
    ],
  );
  assert.deepEqual(tables[0]!.rows, [
    { id: "Noppers 2011", group: "Fibromyalgia", ai: 8, n1i: 12, ci: 3, n2i: 12 },
    { id: "A-B 2004", group: "CRPS & others", ai: 1, n1i: 5, ci: 2, n2i: 6 },
  ]);
  assert.deepEqual(tables[0]!.analysis, { method: "MH", random: true, level: 0.95 });
  assert.equal(tables[0]!.labels!.right, "Favours ketamine");
  assert.match(tables[0]!.assumed.join(), /no data were entered: Empty/);
  assert.deepEqual(tables[1]!.rows[0], {
    id: "Noppers 2011",
    m1i: -1.5,
    sd1i: 4.7,
    n1i: 13,
    m2i: 6.5,
    sd2i: 3.8,
    n2i: 14,
  });
  assert.deepEqual(tables[2]!.rows[0], { id: "Noppers 2011", OmE: -3.5, V: 9.25 });
  assert.deepEqual(
    [tables[3]!.rows[0], tables[3]!.ratio],
    [{ id: "Noppers 2011", yi: -0.2, sei: 0.1 }, true],
  );
  assert.deepEqual(tables[0]!.moderators[0], { year: 2011 });
  assert.match(assumed.join(), /1 outcome holds text only/);
});

test("an outcome that counts non-events is read as RevMan analyses it", () => {
  const { tables } = read(
    "r.rm5",
    review(
      '<DICH_OUTCOME EFFECT_MEASURE="PETO_OR" METHOD="PETO" NO="1" SWAP_EVENTS="YES"><NAME>O</NAME><DICH_DATA EVENTS_1="8" EVENTS_2="3" STUDY_ID="STD-X" TOTAL_1="12" TOTAL_2="13"/></DICH_OUTCOME>',
    ),
  );
  assert.deepEqual(tables[0]!.rows, [{ id: "X", ai: 4, n1i: 12, ci: 10, n2i: 13 }]);
  assert.equal(tables[0]!.measure, "PETO");
});

test("a review in Latin letters of one byte keeps its accents", () => {
  const xml = review(
    '<DICH_OUTCOME EFFECT_MEASURE="RR" NO="1"><NAME>Kvarnström</NAME><DICH_DATA EVENTS_1="8" EVENTS_2="3" STUDY_ID="STD-X" TOTAL_1="12" TOTAL_2="13"/></DICH_OUTCOME>',
    '<?xml version="1.0" encoding="ISO-8859-1"?>',
  );
  const { tables } = read(
    "r.rm5",
    Uint8Array.from(xml, (letter) => letter.charCodeAt(0)),
  );
  assert.equal(tables[0]!.title, "1.1 Kvarnström");
});

const settings =
  "Analysis group,Analysis number,Analysis name,Analysis group name,Data type,Log-scale data,Experimental group label,Control group label,Statistical method,Effect measure,Analysis model,Swap event and non-event,CI/PI level,Graph label (left),Graph label (right)\n" +
  "1,1,Responders,Ketamine versus placebo,Dichotomous,TRUE,Ketamine,Placebo,Mantel-Haenszel,Risk Ratio,Random effects,FALSE,95%,Favours placebo,Favours ketamine\n" +
  "1,2,Pain,Ketamine versus placebo,Continuous,FALSE,Ketamine,Placebo,Inverse Variance,Std. Mean Difference,Fixed effect,FALSE,95%,,\n" +
  "1,3,Hazard,Ketamine versus placebo,Contrast level,TRUE,Ketamine,Placebo,Inverse Variance,Hazard Ratio,Random effects,FALSE,90%,,\n";
const rows =
  "Analysis group,Analysis number,Analysis name,Subgroup,Study,Study year,GIV Mean,GIV SE,Experimental cases,Experimental N,Experimental mean,Experimental SD,Control cases,Control N,Control mean,Control SD,O-E,Variance,Mean,CI start,CI end,Weight,Footnotes\n" +
  "1,1,Responders,CRPS,Noppers 2011,2011,,,8,12,,,3,12,,,,,2.67,0.92,7.7,100,\n" +
  '1,2,Pain,,"Sigtermans, A",2009,,,,30,2.68,2.79,,30,5.45,2.63,,,,,,100,\n' +
  "1,3,Hazard,,X,,-0.25,0.1,,,,,,,,,,,0.78,0.6,0.9,100,\n";

test("RevMan Web's data package is read, alone or in the archive of a review, or its rows alone", () => {
  const folder = "CD000001-analysis-data/CD000001-";
  const package_ = zipSync({
    [`${folder}overall-estimates-and-settings.csv`]: strToU8(settings),
    [`${folder}data-rows.csv`]: strToU8(`\uFEFF${rows}`),
    [`${folder}subgroup-estimates.csv`]: strToU8("Analysis group,Analysis number\n"),
  });
  const outer = zipSync({ "CD000001-files/CD000001-data.zip": package_ });
  for (const bytes of [package_, outer]) {
    const { tables, issues } = read("CD000001-dataPackage.zip", bytes);
    assert.deepEqual(issues, []);
    assert.deepEqual(
      tables.map(({ title, measure, ratio }) => [title, measure, ratio]),
      [
        ["1.1 Responders", "RR", undefined],
        ["1.2 Pain", "SMD", undefined],
        ["1.3 Hazard", "GEN", true],
      ],
    );
    assert.deepEqual(tables[0]!.rows, [
      { id: "Noppers 2011", group: "CRPS", ai: 8, n1i: 12, ci: 3, n2i: 12 },
    ]);
    assert.deepEqual(tables[0]!.labels, { experimental: "Ketamine", control: "Placebo", left: "Favours placebo", right: "Favours ketamine" }); // prettier-ignore
    assert.deepEqual(tables[2]!.analysis, { method: "IV", random: true, level: 0.9 });
  }
  assert.equal(read("data-rows.csv", rows).tables.length, 3);
});

test("texts in UTF-16, with a mark, in Windows' letters and in Chinese ones are read", () => {
  const line = "study,yi,vi\nKvarnström 2003,1,2\n";
  const wide = new Uint8Array(2 + 2 * line.length);
  wide.set([0xff, 0xfe]);
  for (let i = 0; i < line.length; i++) wide[2 + 2 * i] = line.charCodeAt(i);
  for (const bytes of [
    wide,
    wide.subarray(2),
    strToU8(`\uFEFF${line}`),
    Uint8Array.from(line, (l) => l.charCodeAt(0)),
  ])
    assert.equal(read("a.csv", bytes).tables[0]?.rows[0]!["id"], "Kvarnström 2003");
  // 研究 in GB 18030.
  const chinese = new Uint8Array([0xd1, 0xd0, 0xbe, 0xbf, ...strToU8(",yi,vi\nX,1,2\n")]);
  const { tables, assumed } = read("a.csv", chinese);
  assert.equal(tables[0]!.rows[0]!["id"], "X");
  assert.match(assumed.join(), /gb18030/);
});

test("hostile and broken files answer with an issue, and soon", () => {
  const bomb = workbook({ D: sheet() }, [], { "xl/styles.xml": " ".repeat(120_000_000) });
  const lying = bomb.slice();
  // The directory claims that the largest part is small.
  const directory = Buffer.from(lying).lastIndexOf("xl/styles.xml") - 46;
  new DataView(lying.buffer, lying.byteOffset).setUint32(directory + 24, 10, true);
  const good = workbook({ D: sheet(inline("A2", "X") + number("B2", "0.1") + number("C2", "2")) });
  const laughs = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><COCHRANE_REVIEW>&b;</COCHRANE_REVIEW>`;
  const dates = { "xl/styles.xml": laughs };
  const flipped = good.slice();
  flipped[60] = flipped[60]! ^ 0xff;
  for (const [name, bytes, why] of [
    ["bomb.xlsx", bomb, /unpacks to more/],
    ["lying.xlsx", lying, /damaged/],
    ["short.xlsx", good.subarray(0, good.length - 30), /damaged/],
    ["flipped.xlsx", flipped, /damaged/],
    ["other.zip", zipSync({ "a.txt": strToU8("x") }), /neither a spreadsheet/],
    ["laughs.rm5", laughs, /document type/],
    ["laughs.xlsx", workbook({ D: sheet() }, [], dates), /document type/],
    ["deep.rm5", `<COCHRANE_REVIEW>${"<P>".repeat(100_000)}`, /levels/],
    ["open.rm5", "<?xml version='1.0'?><COCHRANE_REVIEW><A></COCHRANE_REVIEW>", /cannot be read as XML/],
    ["page.xml", "<?xml version='1.0'?><html/>", /no RevMan 5 review/],
    ["empty.rm5", review(""), /no analyses/],
    ["old.xls", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), /old Excel/],
    ["noise.csv", Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251), /neither text/],
    ["nothing.csv", "", /expected a table/],
    ["large.csv", new Uint8Array(40 * 2 ** 20), /larger than 32 MB/],
  ] as const) {
    const began = process.threadCpuUsage();
    assert.match(said(name, bytes), why, name);
    const { user, system } = process.threadCpuUsage(began);
    assert.ok(user + system < 5e6, `${name}: ${(user + system) / 1000} ms`);
  }
});

test("a sheet with a million rows is refused", () => {
  let body = `<sheetData><row r="1">${columns}</row>`;
  for (let r = 2; r < 300_000; r++) body += `<row r="${r}"><c r="B${r}"><v>1</v></c></row>`;
  assert.match(said("a.xlsx", workbook({ D: `${body}</sheetData>` })), /more than 100,000 rows/);
  const far = sheet(number("B1048576", "1").replace('r="B1048576"', 'r="B1048576"'));
  assert.match(said("a.xlsx", workbook({ D: far })), /more than 100,000 rows/);
});
