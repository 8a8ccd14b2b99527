// A thousand trial arms over a thousand people each, in the page: how long it takes, and how long the page ever stands still.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openChromium } from "./chromium.ts";
import { open, textOf } from "./page.ts";
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

/** Browsers call a task long from 50 ms on; beyond this a page drops what is typed. Busy machines share their cores. */
const stands = 150;

/** How many times longer work takes here now than on a core of its own: 1 on a quiet machine. */
function crowding(): number {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  for (const end = begun + 1500; performance.now() < end;);
  const { user, system } = process.cpuUsage(before);
  return Math.max(1, ((performance.now() - begun) * 1000) / (user + system));
}

/** Notes every long task from now on; a task made long on purpose shows that the browser tells. */
async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({ type: "longtask" });
    setTimeout(() => {
      for (const end = performance.now() + 90; performance.now() < end;);
    });
  });
  assert.ok((await longestTask(page)) >= 90, "the browser does not tell of long tasks");
}

/** The longest task since this was last asked, in ms. */
async function longestTask(page: Page): Promise<number> {
  await page.waitForTimeout(300);
  return page.evaluate(() => Math.max(0, ...(globalThis as unknown as { tasks: number[] }).tasks.splice(0)));
}

test("a thousand arms are simulated over a thousand people each within 10 s, and the page never stands still", async () => {
  const { page, context, complaints } = await open(browser, bench, { hash: "#/joint" });
  await page.waitForSelector(".results[aria-busy=false]:has(.joint-svg svg)");
  await page.selectOption("[data-path=measure]", "SMD");
  await page.selectOption("[data-path=term]", "short");
  await page.click(".edit details summary");
  await watchTasks(page);
  await page.setInputFiles("input[name=own]", {
    name: "own.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(trials)),
  });
  await page.waitForFunction(() =>
    /\b1,?000\b/.test(document.querySelector(".joint-summary")?.textContent ?? ""),
  );
  await page.waitForSelector(".results[aria-busy=false]");
  const loading = await longestTask(page);
  await page.click("summary:has(#joint-population)");
  await page.fill("[data-path='population.n']", String(people));
  await longestTask(page);
  const begun = Date.now();
  await page.click("details:has(#joint-population) form button");
  await page.waitForSelector(".joint-bands tbody tr", { timeout: 60_000 });
  const took = (Date.now() - begun) / 1000;
  const longest = await longestTask(page);
  console.log(
    `joint: ${arms} arms x ${people} people in ${took.toFixed(1)} s; longest task ${longest.toFixed(0)} ms, ${loading.toFixed(0)} ms while the arms were read and drawn`,
  );
  const shared = crowding();
  assert.ok(took < 10 * shared, `${took} s, where ${shared.toFixed(1)} others share a core`);
  assert.ok(
    Math.max(longest, loading) < stands * shared,
    `the page stood still for ${longest} and ${loading} ms, where ${shared.toFixed(1)} others share a core`,
  );
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
