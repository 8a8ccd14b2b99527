// The population, on a thread of its own: the page goes on while it is simulated.
import "../without-eval.ts";
import { exposeCohort, readQuestion } from "../../src/exposure/exposure.ts";
import type { Locale } from "../../src/quantity/quantity.ts";
import { sitesIn } from "./sites.ts";

interface Asked {
  readonly key: string;
  readonly input: unknown;
  readonly locale: Locale;
}

async function band({ input, locale }: Asked): Promise<unknown> {
  const { question } = readQuestion(input, locale);
  const found = question && (await exposeCohort(question, locale, {}));
  if (!found || !("exposure" in found) || !("subjects" in found.exposure)) return null;
  const { at, sites, subjects } = found.exposure;
  const [parent, child] = sitesIn(sites);
  const rows = (site: (typeof sites)[number] | undefined): unknown =>
    site ? ["5", "50", "95"].map((p) => site.bands[p]!) : null;
  return {
    at,
    ketamine: rows(parent),
    norketamine: rows(child),
    subjects,
    said: [...found.gaps, ...found.assumed],
  };
}

addEventListener("message", async ({ data }: MessageEvent<Asked>) => {
  postMessage({ key: data.key, band: await band(data) });
});
