// What a page works while its slider is moved or a table is pasted, in processor time of its thread and by the clock.
//   node bench/page.ts [rounds]
// The browser tests hold 16 and 50 ms by the same measure; this prints every round.
import { openChromium } from "../test/web/chromium.ts";
import { bcg } from "../test/web/evidence-data.ts";
import { openWeek, paste, slideDose, slideRate } from "../test/web/moves.ts";
import { open, openCase } from "../test/web/page.ts";
import { middle, tasksOf } from "../test/web/tasks.ts";
import { openWorkbench } from "../test/web/workbench.ts";

const rounds = Number(process.argv[2] ?? 3);
const workbench = await openWorkbench();
const browser = await openChromium();
const { page } = await open(browser, workbench);

async function show(what: string, work: () => Promise<unknown>): Promise<void> {
  console.log(what);
  for (let round = 0; round < rounds; round++) {
    const { all, inputs, longest, longestByClock } = await tasksOf(browser, page, work);
    const move = inputs.length > 0 ? `a move ${middle(inputs).toFixed(1).padStart(5)} ms (median)` : "";
    console.log(
      `  ${move.padEnd(28)} longest task ${longest.toFixed(0).padStart(4)} ms, by the clock ${longestByClock.toFixed(0).padStart(4)} ms, all ${(all / 1000).toFixed(2)} s`,
    );
  }
}

await openCase(page, "concentration-up");
await slideDose(page, 20);
await show("plan: the dose is slid, 100 moves", () => slideDose(page, 100));
await page.click("nav a[href='#/cases']");
await openWeek(page);
await show("ketamine: a rate is slid, 90 moves, 1,000 people over a week", () => slideRate(page, 90));
await page.click("nav a[href='#/evidence']");
await page.waitForSelector(".evidence-result svg");
await show("evidence: a table of 13 trials is pasted", () => paste(page, bcg, "Comstock"));
await browser.close();
await workbench.close();
