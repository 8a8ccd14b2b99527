import type {
  Bundle,
  Device,
  MedicationRequest,
  Observation,
  Patient,
  Provenance,
  Resource,
} from "@medplum/fhirtypes";
import { inside, type Issue, languageOf, type Locale, readShape } from "../../quantity/quantity.ts";
import { canonical, type Entry, newEntry, type NewEntry } from "../../records/records.ts";
import { foreignShapes } from "./foreign.ts";
import { extensions, profiles, systems, uuidOf } from "./names.ts";
import { drugOf, patientBolusIn, programIn, solutionOf } from "./read-program.ts";
import { writeFhir } from "./write-fhir.ts";

/** What was read of a collection: entries to be added, and what of it is kept in no entry. */
export interface FromFhir {
  readonly entries: readonly NewEntry[];
  readonly gaps: readonly string[];
  readonly assumed: readonly string[];
}

const most = 100_000;
/** FHIR itself needs about a dozen levels. */
const deepest = 60;

const sentences = {
  en: {
    bundle: `expected a FHIR R4 Bundle ("resourceType": "Bundle") with entries`,
    many: `expected at most ${most} resources: send them in parts`,
    deep: `expected at most ${deepest} levels inside one resource`,
    resource: "expected a resource with a resourceType",
    twice: "stands twice in this bundle with different content",
    source: "its entry is not readable as JSON",
    differs: (what: string) =>
      `this ${what} says something else than the entry it was written from: one of them was changed on the way`,
    nobody: "does not say whose it is (subject, patient)",
    when: (element: string) => `does not say when: expected ${element}, with a date, a time and an offset`,
    changed: "meta.lastUpdated, or a timestamp on the bundle",
    timestamp: (count: number) =>
      `${count} ${count === 1 ? "resource does" : "resources do"} not say when (meta.lastUpdated): the bundle's timestamp is taken`,
    unread: (what: string, count: number) =>
      `${count} ${what} ${count === 1 ? "is" : "are"} not read: no kind of entry is made of it without Theca's own provenance`,
  },
  zh: {
    bundle: `应为 FHIR R4 Bundle（"resourceType": "Bundle"）并含条目`,
    many: `资源最多 ${most} 个：请分批发送`,
    deep: `单个资源内最多 ${deepest} 层`,
    resource: "应为带 resourceType 的资源",
    twice: "在此 Bundle 中出现两次且内容不同",
    source: "其中的记录不是可读的 JSON",
    differs: (what: string) => `此 ${what} 与其来源记录不一致：其中之一在途中被改动`,
    nobody: "未说明属于哪位患者（subject、patient）",
    when: (element: string) => `未说明时间：应有 ${element}，含日期、时刻与时区偏移`,
    changed: "meta.lastUpdated 或 Bundle 的 timestamp",
    timestamp: (count: number) => `${count} 个资源未说明时间（meta.lastUpdated）：取 Bundle 的 timestamp`,
    unread: (what: string, count: number) =>
      `${count} 个 ${what} 未读入：没有 Theca 自己的来源信息时，无法据此生成记录`,
  },
};

/**
 * Reads a FHIR R4 collection. Where Theca's own provenance stands beside a resource the entry is taken whole, and the
 * resource must still say the same; otherwise patients, pumps, catheters and pump programs are read from their own
 * elements. Nothing is fetched: a reference to somewhere else stays a name.
 */
export function readFhir(
  given: unknown,
  locale: Locale,
):
  | { readonly read: FromFhir; readonly issues: readonly Issue[] }
  | { readonly read?: undefined; readonly issues: readonly Issue[] } {
  const say = sentences[languageOf(locale)];
  const refuse = (path: string, message: string) => ({ issues: [{ path, message }] });
  if (!isBundle(given)) return refuse("", say.bundle);
  if (given.entry.length > most) return refuse("entry", say.many);
  const issues: Issue[] = [];
  const found: { resource: Resource; path: string }[] = [];
  const byId = new Map<string, Resource>();
  given.entry.forEach((one, i) => {
    const path = `entry[${i}].resource`;
    const resource = one?.resource;
    if (typeof resource !== "object" || resource === null || !isTypeName(resource.resourceType)) {
      issues.push({ path, message: say.resource });
      return;
    }
    if (isDeeper(resource, deepest)) {
      issues.push({ path, message: say.deep });
      return;
    }
    const shape = Object.hasOwn(foreignShapes, resource.resourceType) && foreignShapes[resource.resourceType];
    const faults = shape ? readShape(shape, resource, locale, path).issues : [];
    issues.push(...faults);
    if (faults.length > 0) return;
    const id = typeof resource.id === "string" ? resource.id : undefined;
    const before = id === undefined ? undefined : byId.get(id);
    if (before && canonical(before) !== canonical(resource)) issues.push({ path, message: say.twice });
    if (before) return;
    if (id !== undefined) byId.set(id, resource);
    found.push({ resource, path });
  });
  const sourced = ownEntries(found, byId, locale, issues);
  const bundled = typeof given.timestamp === "string" ? given.timestamp : undefined;
  const foreign = foreignEntries(found, sourced.covered, bundled, locale, issues);
  if (issues.length > 0) return { issues };
  const gaps = [...foreign.unread].map(([what, count]) => say.unread(what, count));
  const assumed = foreign.untimed === 0 ? [] : [say.timestamp(foreign.untimed)];
  return { read: { entries: [...sourced.entries, ...foreign.entries], gaps, assumed }, issues: [] };
}

const isTypeName = (name: unknown): boolean => typeof name === "string" && /^[A-Z][A-Za-z]{1,60}$/.test(name);

/** Looked at level by level, so that no depth of it can exhaust the stack. */
function isDeeper(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let i = 0; level.length > 0; i++) {
    if (i > levels) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}

type Found = { readonly resource: Resource; readonly path: string };

const isBundle = (given: unknown): given is Bundle & { entry: ({ resource?: Resource } | null)[] } =>
  typeof given === "object" &&
  given !== null &&
  (given as { resourceType?: unknown }).resourceType === "Bundle" &&
  Array.isArray((given as { entry?: unknown }).entry);

/** Entries that the provenances carry whole, and the resources that were written from them. */
function ownEntries(
  found: readonly Found[],
  byId: ReadonlyMap<string, Resource>,
  locale: Locale,
  issues: Issue[],
): { readonly entries: readonly NewEntry[]; readonly covered: ReadonlySet<string> } {
  const say = sentences[languageOf(locale)];
  const entries: Entry[] = [];
  for (const { resource, path } of found) {
    if (resource.resourceType !== "Provenance") continue;
    const at = (resource as Provenance).extension?.findIndex(({ url }) => url === extensions.entry) ?? -1;
    if (at < 0) continue;
    const place = inside(inside(inside(path, "extension"), at), "valueString");
    const source = parsed((resource as Provenance).extension![at]!.valueString);
    if (source === undefined) {
      issues.push({ path: place, message: say.source });
      continue;
    }
    const { sequence, recordedAt, previous, hash, salt, ...entry } = source;
    const read = readShape(newEntry, entry, locale, place);
    if (read.value === undefined) issues.push(...read.issues);
    else {
      const salted = typeof salt === "string" ? { salt } : {};
      entries.push({ ...read.value, ...salted, sequence, recordedAt, previous, hash } as Entry);
    }
  }
  const written = issues.length > 0 ? [] : (writeFhir(entries).entry ?? []);
  for (const { resource } of written) {
    const came = byId.get(resource!.id!);
    if (!came || sameFact(came, resource!)) continue;
    const path = found.find((one) => one.resource === came)?.path ?? "";
    issues.push({ path, message: say.differs(came.resourceType) });
  }
  return {
    entries: entries.map(
      ({ sequence: _s, recordedAt: _r, previous: _p, hash: _h, salt: _o, ...entry }) => entry as NewEntry,
    ),
    covered: new Set(written.map(({ resource }) => resource!.id!)),
  };
}

function parsed(text: unknown): Record<string, unknown> | undefined {
  if (typeof text !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether two resources say the same; a server may add its version and a text for people. */
function sameFact(a: Resource, b: Resource): boolean {
  const bare = ({ meta: _meta, text: _text, ...rest }: Resource & { text?: unknown }) => canonical(rest);
  return bare(a) === bare(b);
}

interface Foreign {
  readonly entries: readonly NewEntry[];
  readonly unread: ReadonlyMap<string, number>;
  /** How many of them took the bundle's own time. */
  readonly untimed: number;
}

/** What can be entered from resources that Theca did not write. */
function foreignEntries(
  found: readonly Found[],
  covered: ReadonlySet<string>,
  bundled: string | undefined,
  locale: Locale,
  issues: Issue[],
): Foreign {
  const entries: NewEntry[] = [];
  const unread = new Map<string, number>();
  let untimed = 0;
  for (const { resource, path } of found) {
    const aside = ["Provenance", "AuditEvent", "DetectedIssue"].includes(resource.resourceType);
    if (covered.has(resource.id ?? "") || aside) continue;
    const made = entryFrom(resource, bundled, locale);
    if (made === undefined) {
      unread.set(resource.resourceType, (unread.get(resource.resourceType) ?? 0) + 1);
      continue;
    }
    if ("issue" in made) {
      issues.push({ path, message: made.issue });
      continue;
    }
    const read = readShape(newEntry, made.entry, locale, path);
    if (read.value === undefined) issues.push(...read.issues);
    else entries.push(read.value);
    if (made.untimed) untimed++;
  }
  return { entries, unread, untimed };
}

type Made = { readonly entry: unknown; readonly untimed: boolean } | { readonly issue: string } | undefined;

/** When something happened, and the element that says it; what has no time of its own takes the bundle's. */
interface When {
  readonly at: string | undefined;
  readonly element: string;
  readonly untimed?: boolean;
}

function entryFrom(resource: Resource, bundled: string | undefined, locale: Locale): Made {
  if ((resource as { status?: unknown }).status === "entered-in-error") return undefined;
  const say = sentences[languageOf(locale)];
  const changed: When = {
    at: resource.meta?.lastUpdated ?? bundled,
    element: say.changed,
    untimed: resource.meta?.lastUpdated === undefined,
  };
  const make: Make = (kind, about, { at, element, untimed = false }, by, data) => {
    const patient = about?.reference?.split("/").at(-1)?.replace("urn:uuid:", "");
    if (!patient) return { issue: say.nobody };
    if (!at || at.length < "2026-01-01T00:00:00Z".length) return { issue: say.when(element) };
    return {
      untimed,
      entry: {
        id: asUuid(resource.id ?? canonical(resource)),
        patient: asUuid(patient),
        at,
        by: by ?? "FHIR",
        from: "imported",
        kind,
        data,
      },
    };
  };
  switch (resource.resourceType) {
    case "Patient": {
      const patient = resource as Patient;
      return make("patient", { reference: patient.id ?? "" }, changed, undefined, personOf(patient));
    }
    case "Device": {
      const device = resource as Device;
      const configuration = parsed(
        device.extension?.find(({ url }) => url === extensions.configuration)?.valueString,
      );
      const code = device.type?.coding?.find(({ system }) => system === systems.device)?.code;
      if (code === "implanted-pump" || device.meta?.profile?.includes(profiles.pump))
        return make("pump implanted", device.patient, changed, undefined, {
          pump: configuration ?? { model: device.modelNumber },
          serial: device.serialNumber ?? device.identifier?.[0]?.value,
          ...(device.lotNumber && { lot: device.lotNumber }),
        });
      if (code === "intrathecal-catheter")
        return make("catheter implanted", device.patient, changed, undefined, {
          catheter: configuration ?? { model: device.modelNumber, segments: [] },
        });
      return undefined;
    }
    case "MedicationRequest":
      return orderOf(resource as MedicationRequest, make);
    case "Observation":
      return scoreFrom(resource as Observation, make);
    default:
      return undefined;
  }
}

type Make = (
  kind: string,
  about: { reference?: string } | undefined,
  when: When,
  by: string | undefined,
  data: unknown,
) => Made;

function orderOf(request: MedicationRequest, make: Make): Made {
  if (!request.meta?.profile?.includes(profiles.program)) return undefined;
  const dosages = request.dosageInstruction ?? [];
  const mode = request.extension?.find(({ url }) => url === extensions.mode)?.valueCode;
  const contained = request.contained?.find(({ resourceType }) => resourceType === "Medication");
  const solution = solutionOf(contained as never);
  const only =
    solution?.length === 1
      ? (solution[0] as { drug?: string }).drug
      : drugOf(request.medicationCodeableConcept);
  const bolus = patientBolusIn(dosages);
  const when = { at: request.authoredOn, element: "authoredOn" };
  return make("program change", request.subject, when, request.requester?.display, {
    program: programIn(mode, dosages, only),
    ...(bolus !== undefined && { patientBolus: bolus }),
    reason: request.reasonCode?.[0]?.text ?? "imported",
  });
}

function scoreFrom(observation: Observation, make: Make): Made {
  const scale = observation.code?.coding?.find(({ system }) => system === systems.fact)?.code;
  if (!observation.category?.some(({ coding }) => coding?.some(({ code }) => code === "survey")) || !scale)
    return undefined;
  return make(
    "score",
    observation.subject,
    { at: observation.effectiveDateTime, element: "effectiveDateTime" },
    observation.performer?.[0]?.display,
    {
      scale,
      value: observation.valueQuantity?.value ?? observation.valueString,
      ...(observation.bodySite?.text && { region: observation.bodySite.text }),
      ...(observation.method?.text && { coding: observation.method.text }),
    },
  );
}

const personOf = ({ name, birthDate, identifier, gender }: Patient): unknown => ({
  name: name?.[0]?.text ?? [...(name?.[0]?.given ?? []), name?.[0]?.family].filter(Boolean).join(" "),
  birthDate,
  identifiers: (identifier ?? []).map(({ system, type, value }) => ({
    system: system ?? type?.text ?? "unnamed",
    value,
  })),
  ...(gender && { sex: gender }),
});

const asUuid = (id: string): string =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(id)
    ? id.toLowerCase()
    : uuidOf(id);
