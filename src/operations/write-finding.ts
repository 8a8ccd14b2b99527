import type { Finding } from "../limits/limits.ts";
import { writeSource } from "./write-source.ts";

/** A finding as it is answered: the limit in short, and its source in full. */
export function writeFinding(finding: Finding): object {
  const { limit } = finding;
  return {
    id: finding.id,
    ...(finding.drug !== undefined && { drug: finding.drug }),
    limit: limit
      ? {
          bounds: limit.bounds,
          lower: limit.lower ?? null,
          upper: limit.upper ?? null,
          authority: limit.authority,
          force: limit.force,
          says: limit.says,
        }
      : null,
    stands: finding.stands,
    value: finding.value ?? null,
    ...(finding.verdict && { verdict: finding.verdict }),
    blocks: finding.blocks,
    confirm: finding.confirm,
    margin: finding.margin ?? null,
    sentence: finding.sentence,
    source: writeSource(finding.receipt),
    status: finding.status,
  };
}
