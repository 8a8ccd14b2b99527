// One browser for all the files of a run: a start takes seconds, and twenty that stand open slow each other down.
import { after } from "node:test";
import type { Browser } from "playwright-core";
import { openChromium } from "./chromium.ts";

let running: Promise<Browser> | undefined;
after(async () => (await running?.catch(() => undefined))?.close());

/** The browser, with nothing open in it: what a failed test has left would go on computing. */
export async function theBrowser(): Promise<Browser> {
  const before = await running?.catch(() => undefined);
  if (!before?.isConnected()) return (running = openChromium());
  await Promise.all(before.contexts().map((context) => context.close()));
  return before;
}
