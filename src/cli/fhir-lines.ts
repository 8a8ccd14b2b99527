import { writeFhir } from "../formats/formats.ts";
import type { Entry } from "../records/records.ts";

const auditTogether = 1000;

interface Line {
  readonly table: string;
  readonly patient?: string;
  readonly erased?: true;
}

/**
 * Exported lines as FHIR R4: one collection a patient and line, then the audit trail. Lines stand in the order of the
 * record, patients mixed, so that what is kept of each is gathered first.
 */
export async function* fhirLines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  const patients = new Map<string, string[]>();
  const audit: string[] = [];
  for await (const line of lines) {
    const { table, patient, erased } = JSON.parse(line) as Line;
    if (table === "audit") audit.push(line);
    // Of whoever was erased there is a place in the chain, and nothing to say.
    if (table !== "entries" || patient === undefined || erased) continue;
    const of = patients.get(patient);
    if (of) of.push(line);
    else patients.set(patient, [line]);
  }
  for (const of of patients.values()) yield JSON.stringify(writeFhir(of.map(factIn<Entry>)));
  for (let i = 0; i < audit.length; i += auditTogether)
    yield JSON.stringify(writeFhir([], { audit: audit.slice(i, i + auditTogether).map(factIn<Act>) }));
}

type Act = NonNullable<NonNullable<Parameters<typeof writeFhir>[1]>["audit"]>[number];

function factIn<T>(line: string): T {
  const { table: _table, ...fact } = JSON.parse(line) as { table: string };
  return fact as T;
}
