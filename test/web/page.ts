// What a person does with the page, in the words of the tests.
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Workbench } from "./workbench.ts";

export const languages = ["en-US", "zh-CN"] as const;
export const widths = [1280, 390] as const;

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
    timezoneId,
  }: { locale?: string; width?: number; hash?: string; timezoneId?: string } = {},
): Promise<Opened> {
  const context = await browser.newContext({
    locale,
    viewport: { width, height: width > 600 ? 900 : 844 },
    reducedMotion: "reduce",
    ...(timezoneId !== undefined && { timezoneId }),
  });
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

export const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).first().innerText()).replace(/\s+/g, " ");

/** A field by the path of what it holds. */
export const at = (path: string): string => `[data-path="${path}"]`;
export const fill = (page: Page, path: string, text: string): Promise<void> => page.fill(at(path), text);
