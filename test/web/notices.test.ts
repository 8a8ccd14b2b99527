// How notices leave the clinic, in the page: set by keyboard, tested against a real mail server, a dead one seen by all.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe } from "node:test";
import type { Browser, Page } from "playwright-core";
import { wordsOf } from "../../web/words/catalogues.ts";
import { type MailServer, mailServer } from "../doors/mail-server.ts";
import { around } from "../around.ts";
import { violationsOf } from "./axe.ts";
import { theBrowser } from "./browser.ts";
import { lint } from "./lint.ts";
import { languages, open, tabTo, textOf, widths } from "./page.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const shots = process.env["THECA_SHOTS"];
let browser: Browser;
let bench: Workbench;
let server: MailServer;
const test = around(
  async () => {
    [bench, server] = [await openWorkbench(), await mailServer()];
    browser = await theBrowser();
  },
  async () => {
    await bench?.close();
    await server?.close();
  },
);

const at = (path: string): string => `[data-path="${path}"]`;

async function faults(page: Page, locale: (typeof languages)[number], name: string): Promise<string[]> {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  const violations = await violationsOf(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  const text = await page.evaluate(() => document.body.innerText);
  return [
    ...violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.target} ${nodes[0]?.failureSummary}`),
    ...(wide ? [`${name} is wider than the window`] : []),
    ...text.split("\n").flatMap((line) => lint(line, locale).map((fault) => `${name}: ${fault}`)),
  ];
}

describe("A-09: notices", { concurrency: false }, () => {
  test("A-09: a channel is set and tested by keyboard; what the server said is shown, and its password never again", async () => {
    const { page, context, complaints } = await open(browser, bench, { hash: "#/notices" });
    await page.waitForSelector("#what-title");
    await tabTo(page, "section[aria-labelledby=mail-title] input");
    await page.keyboard.press("Space");
    await page.waitForSelector(at("host"));
    await page.selectOption(at("security"), "none");
    for (const [name, typed] of [
      ["host", "127.0.0.1"],
      ["port", String(server.port)],
      ["from", "theca@clinic.example"],
      ["to", "ward@clinic.example, not an address"],
    ] as const)
      await page.fill(at(name), typed);
    await tabTo(page, "form.ask > button");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".wrong-line");
    assert.equal(await page.inputValue(at("host")), "127.0.0.1", "what was typed stays");
    await page.fill(at("to"), "ward@clinic.example");
    await page.keyboard.press("Enter");
    await page.getByText("Saved.", { exact: true }).waitFor();
    await tabTo(page, "[data-tests] button");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-arrived=true]");
    assert.match(
      await textOf(page, "[data-arrived]"),
      /ward@clinic\.example: the server took it.*250 2\.0\.0 kept as 4711/,
    );
    assert.equal(server.taken.length, 1);
    await page.waitForSelector("[data-state=sent]");
    assert.deepEqual(
      complaints.filter((each) => !/422/.test(each)),
      [],
    );
    await context.close();
  });

  test("A-09: a channel that is dead is said on the list, to whoever opens it, in both languages", async () => {
    server.manner = "no such reader";
    const admin = await open(browser, bench, { hash: "#/notices" });
    await admin.page.waitForSelector("[data-tests] button");
    for (let tries = 1; tries <= 3; tries++) {
      await admin.page.click("[data-tests] button");
      await admin.page.waitForFunction(
        (count) => document.querySelectorAll("[data-state='given up']").length === count,
        tries,
      );
    }
    await admin.context.close();
    for (const locale of languages)
      for (const width of widths) {
        const { page, context } = await open(browser, bench, { locale, width, hash: "#/drylist" });
        await page.waitForSelector(".notices-failing");
        assert.match(await textOf(page, ".notices-failing"), /550 5\.1\.1 no such reader/);
        // The list has its own tests of its looks.
        if (width < 600) assert.deepEqual(await faults(page, locale, `notices-failing-${locale}`), []);
        await page.goto(`${bench.address}?lang=${locale}#/notices`);
        await page.waitForSelector("[data-state='given up']");
        assert.ok((await textOf(page, "main")).includes(wordsOf(locale).noticesLead));
        await page.locator("section[aria-labelledby=hook-title] input").check();
        await page.waitForSelector(at("url"));
        assert.deepEqual(await faults(page, locale, `notices-${locale}-${width}`), []);
        await context.close();
      }
  });
});
