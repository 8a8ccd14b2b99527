import type { z } from "zod";
import { inside, type Issue, readShape } from "../quantity/quantity.ts";
import { faultsOf } from "./cross-check.ts";
import { complication, type Complication } from "./read-complication.ts";
import { digestOf, sealed } from "./digest.ts";
import { conversion, type Conversion, drug, type Drug, mixture, type Mixture } from "./read-drug.ts";
import { catheter, type Catheter, pump, type Pump } from "./read-pump.ts";
import { published, type Published } from "./read-published.ts";
import { effect, type Effect } from "./read-effect.ts";
import { ratio, type Ratio } from "./read-ratio.ts";
import { source, type Source } from "./read-source.ts";
import { study, type Study } from "./read-study.ts";

/** Everything in `data/`, by id, in the order of the index (which is the alphabet's). */
export interface Library {
  /** The digest of all digests, short: printed on sheets. */
  readonly version: string;
  readonly drugs: ReadonlyMap<string, Drug>;
  readonly pumps: ReadonlyMap<string, Pump>;
  readonly catheters: ReadonlyMap<string, Catheter>;
  readonly mixtures: ReadonlyMap<string, Mixture>;
  readonly conversions: ReadonlyMap<string, Conversion>;
  readonly complications: ReadonlyMap<string, Complication>;
  readonly effects: ReadonlyMap<string, Effect>;
  readonly ratios: ReadonlyMap<string, Ratio>;
  readonly studies: ReadonlyMap<string, Study>;
  readonly published: ReadonlyMap<string, Published>;
  readonly sources: ReadonlyMap<string, Source>;
}

/** The folders of `data/` whose files are read here. */
export const folders = [
  "drugs",
  "pumps",
  "catheters",
  "mixtures",
  "conversions",
  "complications",
  "effects",
  "ratios",
  "studies",
  "published",
  "sources",
] as const;
export type Folder = (typeof folders)[number];

/** What the index files export: for each folder the contents, under names that carry id and digest. */
export type Contents = Readonly<Record<Folder, Readonly<Record<string, unknown>>>>;

/** The library, or all that is wrong with the data; `others` are index lines read elsewhere that its version speaks for. */
export function readLibrary(
  contents: Contents,
  others: readonly string[] = [],
): { library: Library; faults: readonly Issue[] } {
  const faults: Issue[] = [];
  const read = <T extends { id: string }>(folder: Folder, shape: z.ZodType<T>): ReadonlyMap<string, T> => {
    const items = new Map<string, T>();
    for (const [name, content] of Object.entries(contents[folder])) {
      const [id = "", digest] = name.split(" ");
      const path = inside(folder, id);
      const complain = (message: string) => faults.push({ path, message });
      if (!digest?.startsWith("sha256:")) complain(`its index line "${name}" carries no digest`);
      else if (name !== sealed(id, content)) complain("is not what its index line was written for: refused");
      // Each shape reads few files: compiling it first (zod's way) takes longer than reading them.
      const sound = shape.safeParse(content, { jitless: true });
      const { value, issues } = sound.success
        ? { value: sound.data, issues: [] }
        : readShape(shape, content, "en-US", path);
      faults.push(...issues);
      if (!value) continue;
      if (value.id !== id) complain(`calls itself "${value.id}"`);
      items.set(id, value);
    }
    return items;
  };
  const library: Library = {
    version: digestOf(
      [...folders.flatMap((folder) => Object.keys(contents[folder])), ...others].join("\n"),
    ).slice(0, 12),
    drugs: read("drugs", drug),
    pumps: read("pumps", pump),
    catheters: read("catheters", catheter),
    mixtures: read("mixtures", mixture),
    conversions: read("conversions", conversion),
    complications: read("complications", complication),
    effects: read("effects", effect),
    ratios: read("ratios", ratio),
    studies: read("studies", study),
    published: read("published", published),
    sources: read("sources", source),
  };
  // Only sound files can be held against each other.
  if (faults.length === 0) faults.push(...faultsOf(library));
  return { library, faults };
}

/** The library; data that cannot be trusted are our own bug, and nothing runs on them. */
export function loadLibrary(contents: Contents, others: readonly string[] = []): Library {
  const { library, faults } = readLibrary(contents, others);
  if (faults.length === 0) return library;
  const said = faults.map(({ path, message }) => `  ${path}: ${message}`).join("\n");
  throw new Error(`data/ cannot be trusted:\n${said}`);
}
