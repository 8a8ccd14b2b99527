// Signing in and what follows, in a real browser: by keyboard, in both languages, at both widths.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "node:test";
import { Secret, TOTP } from "otpauth";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { buildWeb } from "../../scripts/web-bundle.ts";
import { operations } from "../../src/operations/operations.ts";
import { serve } from "../../src/server/server.ts";
import { wordsOf } from "../../web/words/catalogues.ts";
import { around } from "../around.ts";
import { violationsOf } from "./axe.ts";
import { theBrowser } from "./browser.ts";
import { firstVisit } from "./clinic.ts";
import { lint } from "./lint.ts";
import { languages, patience, textOf, widths } from "./page.ts";

const shots = process.env["THECA_SHOTS"];
const password = "seven pumps at dawn";
let browser: Browser;
let address = "";
let setup = "";
let close: () => Promise<void>;
let data = "";

const test = around(
  async () => {
    assert.ok(buildWeb(() => {}));
    data = mkdtempSync(join(tmpdir(), "theca-people-"));
    const started = await serve(
      operations,
      { port: "0", data, clinic: "http://127.0.0.1/", env: {}, locale: "en-US" },
      () => {},
    );
    assert.ok("serving" in started);
    ({ address, close } = started.serving);
    setup = started.serving.setup!.code;
    browser = await theBrowser();
  },
  async () => {
    await close?.();
    rmSync(data, { recursive: true, force: true });
  },
);

interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: string[];
}
async function open(locale = "en-US", width = 1280): Promise<Opened> {
  const context = await browser.newContext({
    locale,
    viewport: { width, height: width > 600 ? 900 : 844 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const complaints: string[] = [];
  page.on("console", (message) => {
    // What the server refuses is refused in words on the page; the browser notes the status beside it.
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${address}/?lang=${locale}`);
  await page.waitForSelector("main h1");
  return { page, context, complaints };
}

/** What is wrong with the page as everybody meets it. */
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

const codeOf = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate();

/** Types into fields one after the other, as one does with Tab, and sends with Enter. */
async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[data-path="${name}"]`, value);
  await page.keyboard.press("Enter");
}
const recovery = new Map<string, string[]>();
async function enrol(page: Page, who: string): Promise<void> {
  await page.waitForSelector(".secret code");
  const secret = (await page.innerText(".secret code")).replaceAll(" ", "");
  await fill(page, { code: codeOf(secret) });
  await page.waitForSelector(".codes");
  recovery.set(who, await page.locator(".codes code").allInnerTexts());
  await page.keyboard.press("Enter");
  await page.waitForSelector(".person-bar");
}

let adminPage: Opened;

describe("a clinic begins", { concurrency: false }, () => {
  test("with the code from the terminal, by keyboard alone, and the administrator has a second factor", async () => {
    adminPage = await open();
    const { page, complaints } = adminPage;
    assert.match(await textOf(page, "h1"), /Set up this clinic/);
    assert.equal(await page.locator("nav").count(), 0, "nothing of the workbench is there");
    // The first field has the focus; Tab goes on.
    for (const text of [setup, "Rosa Root", "rosa", password]) {
      await page.keyboard.type(text);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await enrol(page, "rosa");
    assert.match(await textOf(page, ".person-name"), /Rosa Root \(rosa\)/);
    assert.deepEqual(complaints, []);
  });

  test("the administrator makes a nurse, who sets a password by the code that was shown once", async () => {
    const { page, complaints } = adminPage;
    await page.click('nav a[href="#/people"]');
    await page.waitForSelector("#new-title");
    const form = page.locator('section[aria-labelledby="new-title"]');
    await form.locator('[data-path="shown"]').fill("Nina Nurse");
    await form.locator('[data-path="login"]').fill("nina");
    await form.locator('input[value="nurse"]').check();
    await form.locator('button[type="submit"]').click();
    await page.waitForSelector(".one-time");
    const code = await page.innerText(".one-time code");
    assert.match(await textOf(page, '[data-account="nina"]'), /Nina Nurse \(nina\) Nurse ?no password yet/);
    const nina = await open();
    await nina.page.getByRole("button", { name: "I have a one-time code" }).click();
    await fill(nina.page, { login: "nina", code, password: "short" });
    await nina.page.waitForSelector(".wrong-line");
    assert.match(await textOf(nina.page, ".wrong-line"), /12 characters/);
    await fill(nina.page, { login: "nina", code, password });
    await enrol(nina.page, "nina");
    assert.equal(await nina.page.locator('nav a[href="#/people"]').count(), 0);
    await nina.page.goto(`${address}/#/people`);
    await nina.page.waitForSelector(".person-bar");
    assert.equal(await nina.page.locator("#accounts-title").count(), 0, "the page is not there for a nurse");
    assert.deepEqual([...complaints, ...nina.complaints], []);
    await nina.context.close();
  });
});

for (const locale of languages)
  for (const width of widths)
    test(`signing in, locking and the account read well (${locale}, ${width} px)`, async () => {
      const words = wordsOf(locale);
      const { page, context, complaints } = await open(locale, width);
      const name = (step: string): string => `${step}-${locale}-${width}`;
      const all = await faults(page, locale, name("sign-in"));
      await fill(page, { login: "nina", password: "not the password" });
      await page.waitForSelector(".wrong-line");
      all.push(...(await faults(page, locale, name("wrong"))));
      await fill(page, { login: "nina", password });
      await page.waitForSelector('[data-path="code"]');
      all.push(...(await faults(page, locale, name("code"))));
      await signCode(page, "nina");
      await page.waitForSelector(".person-bar");
      all.push(...(await faults(page, locale, name("cases"))));
      await page.click(".person-name");
      await page.waitForSelector("#factor-title");
      all.push(...(await faults(page, locale, name("account"))));
      await page.click('nav a[href="#/plan"]');
      await page.waitForSelector(".summary, main h1");
      await page.getByRole("button", { name: words.lock, exact: true }).click();
      await page.waitForSelector("#sign-in h1");
      assert.equal(await textOf(page, "#sign-in h1"), words.lockedTitle);
      assert.equal(await page.locator(".screen").isVisible(), false, "nothing of the patient is seen");
      all.push(...(await faults(page, locale, name("locked"))));
      await fill(page, { password });
      await page.waitForSelector(".person-bar");
      assert.deepEqual([...all, ...complaints], []);
      await context.close();
    });

/** Enters a recovery code: one of the authenticator would have to wait for the next half minute. */
async function signCode(page: Page, who: string): Promise<void> {
  await fill(page, { code: recovery.get(who)!.pop()! });
}

test("S-08: what was typed is there again after unlocking; another person finds nothing of it (I-07)", async () => {
  const { page, context } = await open();
  await fill(page, { login: "nina", password });
  await page.waitForSelector('[data-path="code"]');
  await signCode(page, "nina");
  await page.waitForSelector(".person-bar");
  await page.click('[data-case="concentration-up"] button');
  await page.waitForSelector(".summary");
  const identity = page.locator(".identity");
  const before = await identity.innerText();
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await page.waitForSelector("#sign-in h1");
  assert.ok(!(await page.evaluate(() => document.body.innerText)).includes(before.split(" · ")[0]!));
  await fill(page, { password });
  await page.waitForSelector(".person-bar");
  assert.equal(await identity.innerText(), before);
  // Somebody else at the same screen.
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await page.getByRole("button", { name: "Sign in as somebody else" }).click();
  await page.waitForSelector('[data-path="login"]');
  await fill(page, { login: "rosa", password });
  await page.waitForSelector('[data-path="code"]');
  await signCode(page, "rosa");
  await page.waitForSelector(".person-bar");
  // The page is loaded anew for the next person.
  await page.waitForFunction(() => location.hash === "#/cases");
  await page.waitForSelector(".person-bar");
  assert.doesNotMatch(await identity.innerText(), new RegExp(before.split(" · ")[0]!));
  await context.close();
});

for (const locale of languages)
  for (const width of widths)
    test(`people and audit read well (${locale}, ${width} px)`, async () => {
      const { page, context, complaints } = await open(locale, width);
      await fill(page, { login: "rosa", password });
      await page.waitForSelector('[data-path="code"]');
      await signCode(page, "rosa");
      await page.waitForSelector(".person-bar");
      await page.click('nav a[href="#/people"]');
      await page.waitForSelector("#accounts-title");
      await page.click('[data-account="nina"] summary');
      const all = await faults(page, locale, `people-${locale}-${width}`);
      await page.click('nav a[href="#/audit"]');
      await page.waitForSelector(".audit tbody tr");
      all.push(...(await faults(page, locale, `audit-${locale}-${width}`)));
      assert.deepEqual([...all, ...complaints], []);
      await context.close();
    });

test("T-09: a visit is signed with the password and the code, and the next one with the password alone", async () => {
  const { page, context, complaints } = await open();
  await fill(page, { login: "nina", password });
  await page.waitForSelector('[data-path="code"]');
  await signCode(page, "nina");
  await page.waitForSelector(".person-bar");
  const patient = randomUUID();
  const entries = firstVisit(patient, "Sig Signed", { serial: "S77" }).map((entry) => ({
    ...entry,
    by: "Nina Nurse (nina)",
  }));
  const kept = await page.evaluate(
    async (body) => {
      const session = (await (await fetch("/api/session")).json()) as { answer: { token: string } };
      const reply = await fetch("/api/ledger/entries", {
        method: "POST",
        headers: { "content-type": "application/json", "x-theca-token": session.answer.token },
        body: JSON.stringify(body),
      });
      return reply.status;
    },
    { patient, revision: 0, entries },
  );
  assert.equal(kept, 200);
  await page.goto(`${address}/#/visit-sheet/${patient}`);
  const form = page.locator("form.sign");
  await form.waitFor();
  const sign = async (meaning: string, typed: Readonly<Record<string, string>>): Promise<void> => {
    await form.locator('[data-path="sign.meaning"]').selectOption(meaning);
    for (const [name, value] of Object.entries(typed)) await form.locator(`[name="${name}"]`).fill(value);
    await page.keyboard.press("Enter");
  };
  const code = recovery.get("nina")!.pop()!;
  await sign("author", { password: "not the password", code });
  assert.match(await form.locator('[role="alert"]').innerText(), /password is not right/);
  if (shots) await page.screenshot({ path: join(shots, "sign.png") });
  assert.deepEqual(await faults(page, "en-US", "sign"), []);
  await sign("author", { password, code });
  await page.getByText("signed by Nina Nurse (nina) as author").waitFor();
  assert.equal(
    await form.locator('[name="password"]').inputValue(),
    "",
    "the password is gone from the page",
  );
  await form.locator('[name="code"]').waitFor({ state: "detached" });
  await sign("author", { password });
  await page.waitForFunction(
    () => document.querySelector(".visit-sheet")!.textContent!.split("as author").length === 3,
  );
  assert.deepEqual(complaints, []);
  await context.close();
});

test("every sheet says who printed it", async () => {
  const { page, context } = await open();
  await fill(page, { login: "nina", password });
  await page.waitForSelector('[data-path="code"]');
  await signCode(page, "nina");
  await page.waitForSelector(".person-bar");
  await page.click('[data-case="concentration-up"] button');
  await page.waitForSelector(".summary");
  await page.emulateMedia({ media: "print" });
  for (const [hash, there, sheet] of [
    ["#/plan", '[data-path="program.dose"]', ".sheet.printing"],
    ["#/ketamine", '[data-path="vial.concentration"]', ".sheet.printing"],
    ["#/drylist", "[data-pump]", ".drylist"],
  ] as const) {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await page.waitForSelector(there, { state: "attached" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.waitForSelector(sheet);
    const line = page.locator(".printed-by").last();
    assert.equal(await line.isVisible(), true, hash);
    assert.match(await line.innerText(), /Printed by Nina Nurse \(nina\), \d+ \w+ 20\d\d/);
    if (shots && hash === "#/plan") await page.pdf({ path: join(shots, "sheet.pdf") });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  }
  await context.close();
});

test("before the screen locks it says so, and one press keeps it open", async () => {
  const { page, context } = await open();
  await fill(page, { login: "nina", password });
  await page.waitForSelector('[data-path="code"]');
  await signCode(page, "nina");
  await page.waitForSelector(".person-bar");
  let near = true;
  // The server's word, as it would be a minute and a half before the end.
  await page.route("**/api/session", async (route) => {
    const response = await route.fetch();
    const reply = (await response.json()) as { answer: Record<string, unknown> };
    if (near) reply.answer["locksIn"] = 90_000;
    await route.fulfill({ response, json: reply });
  });
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.waitForSelector(".ending");
  assert.match(await textOf(page, ".ending"), /This screen locks in 90 s\. I am here/);
  near = false;
  await page.click(".ending button");
  await page.waitForSelector(".ending", { state: "detached" });
  await context.close();
});
