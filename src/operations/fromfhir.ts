import { z } from "zod";
import { readFhir, writeFhir } from "../formats/formats.ts";
import { inside, readParts } from "../quantity/quantity.ts";
import { writeEntry } from "../records/records.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { readEntries } from "./read-entries.ts";
import { exampleEntries } from "./tofhir.ts";

const input = z.strictObject({
  /** A FHIR R4 Bundle; nothing that it refers to is fetched. */
  bundle: z.unknown().meta({ title: "Bundle", type: "object" }),
});

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  if (issues.length > 0) return refused(issues);
  const { read, issues: found } = readFhir(parts.bundle, locale);
  if (read === undefined)
    return refused(
      found.map((issue) => ({ ...issue, path: issue.path === "" ? "bundle" : inside("bundle", issue.path) })),
    );
  return answered({ entries: read.entries.map(writeEntry) }, read.gaps, read.assumed);
}

export const fromfhir: Operation = {
  name: "fromfhir",
  summary:
    "The entries of a FHIR R4 collection, ready to be added to a ledger; what cannot be kept is named.",
  input,
  // Written when it is asked for: most who start the program never do.
  get example() {
    const { entries } = readEntries(exampleEntries, "en-US", "entries");
    return { bundle: JSON.parse(JSON.stringify(writeFhir(entries))) as unknown };
  },
  bulk: true,
  run,
};
