// What a person does with the page, in the words of the tests.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { readAddress, unpack } from "../../web/address.ts";
import type { Plan } from "../../web/plan/read-plan.ts";
import type { Workbench } from "./workbench.ts";

export const languages = ["en-US", "zh-CN"] as const;
export const widths = [1280, 390] as const;

/** How long a test waits for what it looks at, in ms: a bound against hanging, never a claim about speed. */
export const patience = 90_000;

export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Whatever the browser complained of: refused by the policy, failed to load, thrown. */
  readonly complaints: string[];
}

export async function open(
  browser: Browser,
  bench: Workbench,
  {
    locale = "en-US",
    width = 1280,
    hash = "#/cases",
    timezoneId = "UTC",
  }: { locale?: string; width?: number; hash?: string; timezoneId?: string } = {},
): Promise<Opened> {
  const context = await browser.newContext({
    locale,
    viewport: { width, height: width > 600 ? 900 : 844 },
    reducedMotion: "reduce",
    timezoneId,
  });
  context.setDefaultTimeout(patience);
  // A refusal that the page's own code catches is not in the console, but is a refusal.
  await context.addInitScript(() =>
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      console.error(`refused by the policy: ${effectiveDirective} ${blockedURI}`),
    ),
  );
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${bench.address}?lang=${locale}${hash}`);
  await page.waitForSelector("main h1");
  return { page, context, complaints };
}

/** Opens a shipped case as a mouse would. */
export async function openCase(page: Page, id: string): Promise<void> {
  await page.click(`[data-case="${id}"] button`);
  await page.waitForSelector(".summary");
}

/** Presses Tab until the focus stands on what the selector names: what cannot be reached so is not there for everyone. */
export async function tabTo(page: Page, selector: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press(key);
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector))
      return;
  }
  throw new Error(`${selector} cannot be reached with ${key}`);
}

/** Waits until nothing on the page is being computed any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], main progress'));
}

/** Opens every fold, and what is folded inside, and waits until all of it is drawn. */
export async function unfoldAll(page: Page): Promise<void> {
  for (let closed = 1; closed > 0;) {
    closed = await page.evaluate(async () => {
      const folded = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
      const told = folded.map(
        (details) => new Promise((done) => details.addEventListener("toggle", done, { once: true })),
      );
      for (const details of folded) details.open = true;
      await Promise.all(told);
      // What a fold holds is drawn when it has been told that it is open.
      await new Promise((done) => setTimeout(done));
      return folded.length;
    });
    await settled(page);
  }
}

/** The part of the address behind #, once the plan that it carries is as asked for. */
export async function addressWith(page: Page, asked: (plan: Plan) => boolean): Promise<string> {
  for (const end = Date.now() + patience; Date.now() < end;) {
    const { hash } = new URL(page.url());
    const { packed } = readAddress(hash);
    const plan = packed === "" ? undefined : await unpack(packed);
    if (plan && asked(plan)) return hash;
    await page.waitForFunction((hash) => location.hash !== hash, hash);
  }
  throw new Error("the address never carried what was asked for");
}

export const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).first().innerText()).replace(/\s+/g, " ");

/** A field by the path of what it holds. */
export const at = (path: string): string => `[data-path="${path}"]`;
export const fill = (page: Page, path: string, text: string): Promise<void> => page.fill(at(path), text);
