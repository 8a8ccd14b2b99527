import type { Role } from "./paint.ts";
import type { Paper } from "./readable.ts";
import { inline, isPlain } from "./value.ts";
import { wrap } from "./width.ts";
import { wordsIn } from "./words.ts";

/** What every finding has, whatever it is about: where the case stands, and a sentence. */
export interface Finding {
  readonly stands: string;
  readonly sentence: string;
  readonly blocks?: unknown;
  readonly confirm?: unknown;
  readonly source?: unknown;
  readonly status?: unknown;
}

export const isFinding = (value: unknown): value is Finding =>
  isPlain(value) && typeof value["sentence"] === "string" && typeof value["stands"] === "string";

const marks: Readonly<Record<string, readonly [icon: string, role: Role]>> = {
  beyond: ["✖", "beyond"],
  above: ["▲", "above"],
  below: ["▼", "below"],
  within: ["✓", "within"],
};

/** Findings in their order: icon and word, the sentence, then its source. */
export function findingLines(findings: readonly Finding[], paper: Paper): string[] {
  const words = wordsIn(paper.locale);
  if (findings.length === 0) return [words.none];
  return findings.flatMap((finding) => {
    const [icon, role] = marks[finding.stands] ?? ["•", "name"];
    const word = [
      `${icon} ${words.stands[finding.stands] ?? finding.stands}`,
      ...(finding.blocks === true ? [words.blocks] : []),
      ...(finding.confirm ? [words.confirm] : []),
    ].join(" · ");
    const receipt = [finding.source, finding.status]
      .filter((part) => part !== undefined && part !== null)
      .map((part) => inline(part, paper.locale))
      .join(" · ");
    const under = (text: string): string[] => wrap(text, paper.width - 2).map((line) => `  ${line}`);
    return [
      paper.paint(role, word),
      ...under(inline(finding.sentence, paper.locale)),
      ...(receipt === "" ? [] : under(receipt).map((line) => paper.paint("name", line))),
    ];
  });
}
