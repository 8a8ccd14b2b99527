/** Finds records that are the same publication. */
import { type BibliographicRecord, normalise, type NormalRecord } from "./normal-record.ts";
import { type Doubt, same } from "./same.ts";

/** Groups of two or more records that are one publication, and pairs a person should look at. */
export interface Duplicates {
  readonly groups: readonly (readonly string[])[];
  readonly review: readonly { readonly ids: readonly [string, string]; readonly why: Doubt }[];
}

/** The keys under which a record is looked for: two duplicates share one at least. */
function keysOf(record: NormalRecord): string[] {
  const letters = record.title.replaceAll(" ", "");
  const keys: string[] = [];
  if (letters.length > 0) keys.push(`start ${letters.slice(0, 20)}`);
  if (letters.length > 20) keys.push(`end ${letters.slice(-20)}`, `middle ${letters.slice(20, 40)}`);
  if (record.doi !== "") keys.push(`doi ${record.doi}`);
  if (record.firstPage !== "" && record.volume !== "") keys.push(`page ${record.volume} ${record.firstPage}`);
  if (record.firstPage !== "" && record.year !== null)
    keys.push(`year ${record.year} ${record.firstPage} ${record.surname}`);
  return keys;
}

/** Keys shared by more than this many records say nothing ("editorial"); they are walked along, not across. */
const crowd = 300;

/** Sets of positions that have been found to be one. */
class Unions {
  readonly #above: Int32Array;

  constructor(n: number) {
    this.#above = Int32Array.from({ length: n }, (_, i) => i);
  }

  root(i: number): number {
    let at = i;
    while (this.#above[at] !== at) at = this.#above[at] = this.#above[this.#above[at]!]!;
    return at;
  }

  join(i: number, j: number): void {
    const [a, b] = [this.root(i), this.root(j)];
    this.#above[Math.max(a, b)] = Math.min(a, b);
  }
}

/** Long work says how far it is, and asks whether to go on. */
interface Watch {
  readonly progress?: ((share: number) => void) | undefined;
  readonly stopped?: (() => boolean) | undefined;
}

/** Finds the duplicates among records. */
export function dedupe(records: readonly BibliographicRecord[], watch: Watch = {}): Duplicates {
  const normal = records.map(normalise);
  const blocks = new Map<string, number[]>();
  normal.forEach((record, i) => {
    for (const key of keysOf(record)) {
      const block = blocks.get(key);
      if (block) block.push(i);
      else blocks.set(key, [i]);
    }
  });
  const unions = new Unions(records.length);
  const doubts = new Map<string, { i: number; j: number; why: Doubt }>();
  const seen = new Set<number>();
  let done = 0;
  for (const block of blocks.values()) {
    if (done++ % 1000 === 0) {
      if (watch.stopped?.()) break;
      watch.progress?.(done / blocks.size);
    }
    for (let a = 1; a < block.length; a++)
      for (let b = Math.max(0, a - crowd); b < a; b++) {
        const [j, i] = [block[a]!, block[b]!];
        const pair = i * records.length + j;
        if (seen.has(pair)) continue;
        seen.add(pair);
        const verdict = same(normal[i]!, normal[j]!);
        if (verdict === "same") unions.join(i, j);
        else if (verdict !== "different") doubts.set(`${i} ${j}`, { i, j, why: verdict });
      }
  }
  return { groups: groupsOf(records, unions), review: reviewOf(records, unions, [...doubts.values()]) };
}

function groupsOf(records: readonly BibliographicRecord[], unions: Unions): string[][] {
  const groups = new Map<number, string[]>();
  records.forEach(({ id }, i) => {
    const root = unions.root(i);
    const group = groups.get(root);
    if (group) group.push(id);
    else groups.set(root, [id]);
  });
  return [...groups.values()].filter((group) => group.length > 1);
}

/** One doubt for each two groups, not one for each pair of their members. */
function reviewOf(
  records: readonly BibliographicRecord[],
  unions: Unions,
  doubts: readonly { i: number; j: number; why: Doubt }[],
): Duplicates["review"] {
  const told = new Set<string>();
  return doubts.flatMap(({ i, j, why }) => {
    const [a, b] = [unions.root(i), unions.root(j)];
    const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
    if (a === b || told.has(key)) return [];
    told.add(key);
    return [{ ids: [records[i]!.id, records[j]!.id] as const, why }];
  });
}
