// A thousand trial arms over a thousand people each, in the page: how long it takes, and how long the page ever stands still.
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import type { Browser } from "playwright-core";
import { around } from "../around.ts";
import { theBrowser } from "./browser.ts";
import { open, textOf } from "./page.ts";
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

const arms = 1000;
const people = 1000;

/** Regimens as trials of ketamine have them: minutes per kg, hours at a rate, and three days of that; 60 to 90 kg. */
const trials = Array.from({ length: arms }, (_, i) => {
  const share = (i * 7919) % 1000;
  const rate = (0.1 + share * 4e-4).toFixed(2);
  return {
    id: `arm ${i}`,
    drug: "ketamine",
    weight: `${60 + (i % 31)} kg`,
    sessions:
      i % 3 === 0
        ? [{ day: 1, bolus: { dose: `${rate} mg/kg`, over: "40 min" }, steps: [] }]
        : Array.from({ length: i % 3 === 1 ? 1 : 3 }, (_, day) => ({
            day: day + 1,
            steps: [{ ratePerKg: `${rate} mg/kg/h`, for: "4 h" }],
          })),
    yi: Number((share * 1e-3 + (i % 7) * 0.02).toFixed(3)),
    vi: 0.1,
  };
});

/** Browsers call a task long from 50 ms on; beyond this, in ms, a page drops what is typed. */
const stands = 150;

/** What every thread of every process of the browser has worked so far, in s of processor time. */
async function worked(): Promise<number> {
  const asking = await browser.newBrowserCDPSession();
  const { processInfo } = await asking.send("SystemInfo.getProcessInfo");
  await asking.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

test("a thousand arms are simulated over a thousand people each within 10 s, and the page never stands still", async () => {
  const { page, context, complaints } = await open(browser, bench, { hash: "#/joint" });
  await page.waitForSelector(".results[aria-busy=false]:has(.joint-svg svg)");
  await page.selectOption("[data-path=measure]", "SMD");
  await page.selectOption("[data-path=term]", "short");
  await page.click(".edit details summary");
  const { longest: loading } = await tasksOf(browser, page, async () => {
    await page.setInputFiles("input[name=own]", {
      name: "own.json",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify(trials)),
    });
    await page.waitForFunction(() =>
      /\b1,?000\b/.test(document.querySelector(".joint-summary")?.textContent ?? ""),
    );
    await page.waitForSelector(".results[aria-busy=false]");
  });
  await page.click("summary:has(#joint-population)");
  await page.fill("[data-path='population.n']", String(people));
  const before = await worked();
  const { longest } = await tasksOf(browser, page, async () => {
    await page.click("details:has(#joint-population) form button");
    await page.waitForSelector(".joint-bands tbody tr");
  });
  // The page shares the work among as many threads as there are processors, four at most.
  const threads = Math.min(4, availableParallelism());
  const took = ((await worked()) - before) / threads;
  const figure = `${arms} arms x ${people} people in ${took.toFixed(1)} s of each of ${threads} processors; longest task ${longest.toFixed(0)} ms, ${loading.toFixed(0)} ms while the arms were read and drawn`;
  console.log(`joint: ${figure}`);
  assert.ok(took < 10, figure);
  assert.ok(Math.max(longest, loading) < stands, figure);
  // Fifty rows stand on the page and all of them in the file.
  assert.equal(await page.locator(".joint-bands tbody tr").count(), 50);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.click("details:has(#joint-population) .joint-actions button:last-child"),
  ]);
  const stream = await file.createReadStream();
  let csv = "";
  for await (const part of stream) csv += String(part);
  const lines = csv.trimEnd().split("\r\n");
  assert.match(lines[0]!, /^arm,name,.*peak p5 \[ng\/mL\]/);
  assert.equal(lines.filter((line) => line.startsWith("arm ")).length, arms);
  assert.match(await textOf(page, ".joint-bands tbody td"), /^[\d,.]+ \/ [\d,.]+ \/ [\d,.]+$/);
  assert.deepEqual(complaints, []);
  await context.close();
});
