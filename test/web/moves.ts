// What somebody does with a page while it is measured, in the tests and in bench/.
import type { Page } from "playwright-core";
import { openCase } from "./page.ts";

/** Waits until the population belongs to the protocol as it stands. */
export const simulated = (page: Page) => page.waitForSelector("[data-fresh=true]");

/** Opens a ketamine protocol over a week, its population simulated, after a few moves of its slider. */
export async function openWeek(page: Page): Promise<void> {
  await openCase(page, "ketamine-crps");
  // The last three of the ten sessions go.
  await page.evaluate(() => scrollTo(0, 0));
  for (let i = 0; i < 3; i++) {
    await page.locator(".sessions .fold").last().click();
    await page.locator(".sessions .button:visible", { hasText: "Remove this session" }).last().click();
  }
  await page.fill("[data-path='sessions[0].steps[0].rate']", "0.2");
  await simulated(page);
  await slideRate(page, 30);
}

/** Slides the first rate, resting every thirty moves as hands do: the population catches up while the slider is held. */
export async function slideRate(page: Page, moves: number): Promise<void> {
  for (let move = 0; move < moves; move += 30) {
    await page.evaluate(async (first) => {
      const slider = document.querySelector<HTMLInputElement>("input[type=range]")!;
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!;
      const shown = () => document.querySelector(".summary dl")!.textContent;
      for (let i = first; i < first + 30; i++) {
        const was = shown();
        await new Promise<void>((moved) =>
          requestAnimationFrame(() => {
            set.call(slider, String(0.1 + ((i * 7) % 19) / 100));
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            moved();
          }),
        );
        await Promise.resolve();
        if (i > first && shown() === was) throw new Error("the page did not follow the slider");
      }
    }, move);
    await simulated(page);
  }
}

/** Slides the slider of the dose, a move a frame. */
export const slideDose = (page: Page, moves: number): Promise<void> =>
  page.evaluate(async (moves) => {
    const slider = document.querySelector<HTMLInputElement>("input[type=range]")!;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!;
    const shown = () => document.querySelector(".summary .next dd")!.textContent;
    for (let i = 0; i < moves; i++) {
      const was = shown();
      await new Promise<void>((moved) =>
        requestAnimationFrame(() => {
          set.call(slider, String(300 + ((i * 35) % 245)));
          slider.dispatchEvent(new Event("input", { bubbles: true }));
          moved();
        }),
      );
      await Promise.resolve();
      if (i > 0 && shown() === was) throw new Error("the page did not follow the slider");
    }
  }, moves);

/** Pastes as Ctrl+V would, and waits for the forest that holds a name. */
export async function paste(page: Page, text: string, name: string): Promise<void> {
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document
      .querySelector("[data-path=paste]")!
      .dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  await page.waitForFunction(
    (name) =>
      document.querySelector(".evidence-result[aria-busy=false] svg")?.textContent?.includes(name) ?? false,
    name,
  );
}
