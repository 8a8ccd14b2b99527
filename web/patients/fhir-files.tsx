import { useRef, useState } from "react";
import { Button } from "react-aria-components";
import { ask } from "../engine.ts";
import { Icon } from "../icon.tsx";
import { saveFile } from "../joint/save-file.ts";
import { useWords } from "../words/words.tsx";
import type { Locale } from "../../src/quantity/quantity.ts";
import { type EntryKind, isOfBoth } from "../../src/records/records.ts";
import { addEntries, type Fresh, type Kept, readPatient } from "./ledger.ts";
import type { Patient } from "./use-patient.ts";

function saveEntries(id: string, entries: readonly Kept[], locale: Locale): void {
  const reply = ask<{ readonly bundle: unknown }>("tofhir", { entries }, locale);
  if (reply.ok)
    saveFile(`${id}.fhir.json`, "application/fhir+json", JSON.stringify(reply.answer.bundle, undefined, 1));
}

/** The record as it stands in the ledger now, as a FHIR file: what was entered a moment ago is in it. */
export async function saveRecordAsFhir(id: string, locale: Locale): Promise<void> {
  const read = await readPatient(id, locale);
  if (read?.ok) saveEntries(id, read.answer.entries, locale);
}

/** Saves what is kept of one patient as a FHIR R4 collection. */
export function SaveAsFhir({ patient: { id, entries } }: { readonly patient: Patient }) {
  const { words, locale } = useWords();
  const save = (): void => saveEntries(id, entries, locale);
  return (
    <Button className="button" onPress={save} data-save-fhir>
      <Icon name="save" />
      {words.saveAsFhir}
    </Button>
  );
}

const mostBytes = 32_000_000;

/** Reads a FHIR R4 collection into the ledger: patients that are not in it yet, each whole or not at all. */
export function ReadFhir({ onRead }: { readonly onRead: () => void }) {
  const { words, locale } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<readonly string[]>([]);
  const [came, setCame] = useState<readonly string[]>([]);
  const read = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > mostBytes) return setSaid([words.fhirTooLarge]);
    let bundle: unknown;
    try {
      bundle = JSON.parse(await file.text());
    } catch {
      return setSaid([words.fhirNotJson]);
    }
    const reply = ask<{ readonly entries: readonly Fresh[] }>("fromfhir", { bundle }, locale);
    if (!reply.ok) return setSaid(reply.issues.map(({ path, message }) => `${path}: ${message}`));
    const told: string[] = [...reply.gaps, ...reply.assumed];
    const arrived: string[] = [];
    // A merge stands in two records at once: here it is made anew, once both are there.
    const own = reply.answer.entries.filter(({ kind }) => !isOfBoth(kind as EntryKind));
    if (own.length < reply.answer.entries.length) told.push(words.fhirMerged);
    const patients = Map.groupBy(own, ({ patient }) => patient);
    for (const [patient, entries] of patients) {
      const added = await addEntries(
        patient,
        0,
        entries.map((entry) => ({ ...entry, from: "imported" })),
        locale,
      );
      if (!added) told.push(words.noLedger);
      else if (!added.ok) told.push(...added.issues.map(({ message }) => message));
      else {
        told.push(words.fhirRead(entries.length));
        arrived.push(patient);
      }
    }
    setSaid(told.length > 0 ? told : [words.fhirEmpty]);
    setCame(arrived);
    onRead();
  };
  return (
    <>
      <Button className="button" onPress={() => input.current?.click()}>
        {words.readFhir}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/fhir+json,application/json"
        className="unseen"
        aria-label={words.readFhir}
        tabIndex={-1}
        onChange={({ target }) => {
          void read(target.files?.[0]);
          target.value = "";
        }}
      />
      {said.length > 0 && (
        <ul className="notice" role="status">
          {said.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {came.map((patient) => (
            <li key={patient}>
              <a href={`#/patient/${patient}`} data-came={patient}>
                {words.importedNow}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
