// What axe finds wrong with a page by WCAG 2.2 AA, in each language and at each width that it is asked.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

type Violations = Awaited<ReturnType<AxeBuilder["analyze"]>>["violations"];

/** Everything that is violated, on the whole page or within a part; `everyRule` asks for axe's good practices too. */
export async function violationsOf(
  page: Page,
  { within, everyRule = false }: { readonly within?: string; readonly everyRule?: boolean } = {},
): Promise<Violations> {
  // Only violations are told, and no page is opened to put frames together, of which there are none: a third of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  if (!everyRule) axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  if (within !== undefined) axe.include(within);
  return (await axe.analyze()).violations;
}
