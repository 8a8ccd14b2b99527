/** Published syntheses as they are answered: every estimate with its window and scale, contradictions beside it. */
import { library } from "../knowledge/knowledge.ts";
import { languageOf, type Locale } from "../quantity/quantity.ts";
import { writeSource } from "./write-source.ts";

export function publishedBeside(locale: Locale): object[] {
  const language = languageOf(locale);
  return [...library.published.values()].map((one) => ({
    id: one.id,
    name: one.name,
    population: one.population[language],
    trials: one.included.trials ?? null,
    participants: one.included.participants ?? null,
    estimates: one.estimates.map(
      ({ id, about, measure, estimate, ci, p, scale, window: when, certainty, says, status }) => ({
        id,
        about,
        measure,
        estimate,
        ci,
        p: p ?? null,
        scale: scale[language],
        window: when[language],
        certainty: certainty?.[language] ?? null,
        says: says[language],
        status,
      }),
    ),
    concludes: one.concludes?.says[language] ?? null,
    disagrees: one.disagrees.map((other) => ({
      with: other.with,
      name: library.published.get(other.with)!.name,
      says: other.says[language],
    })),
    source: writeSource(one.included),
  }));
}
