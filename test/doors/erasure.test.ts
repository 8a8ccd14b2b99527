// S-07 at the door: who may erase somebody, how they are named, and what everybody is told afterwards.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { addPatient, entry, openClinic } from "./clinic.ts";

test("S-07: only an administrator erases, by number and birth date and with a reason; afterwards every list is without them", async () => {
  const clinic = await openClinic();
  try {
    const nurse = await clinic.member("nina", ["nurse"]);
    const admin = clinic.admin.browser;
    const patient = await addPatient(nurse.browser, nurse.by, "MRN-4711");
    const other = await addPatient(nurse.browser, nurse.by, "MRN-1");
    const whom = { identifier: "MRN-4711", birthDate: "1970-04-30", reason: "asked in writing" };
    const now = new Date(clinic.now).toISOString();
    const found = async (): Promise<number> => {
      const { answer } = await nurse.browser.post("/api/ledger/patients/find", { now, search: "MRN-4711" });
      return (answer as unknown as { patients: readonly unknown[] }).patients.length;
    };
    assert.equal(await found(), 1);
    assert.equal((await nurse.browser.post("/api/ledger/erase", whom)).status, 403);
    const said = async (body: object) => {
      const { status, issues } = await admin.post("/api/ledger/erase", body);
      return `${status} ${issues[0]?.path}`;
    };
    assert.equal(await said({ ...whom, reason: " " }), "422 reason");
    assert.equal(await said({ ...whom, identifier: "MRN-47" }), "404 identifier");
    assert.equal(await said({ ...whom, birthDate: "1970-05-01" }), "404 identifier");
    assert.equal(await said({ identifier: "MRN-4711", reason: "x" }), "422 birthDate");
    assert.equal(await said({ patient, identifier: "MRN-1", reason: "x" }), "422 identifier");
    assert.equal(await found(), 1);
    const done = await admin.post("/api/ledger/erase", whom);
    assert.equal(done.status, 200, JSON.stringify(done.issues));
    assert.equal(await said(whom), "404 identifier");
    assert.equal(await said({ patient, ...whom }), "410 erased");

    assert.equal(await found(), 0);
    const gone = await nurse.browser.get(`/api/ledger/patients/${patient}`);
    assert.deepEqual([gone.status, gone.issues[0]!.path], [410, "erased"]);
    assert.match(gone.issues[0]!.message, /erased on 22 Nov 2026/);
    const chinese = await nurse.browser.get(`/api/ledger/patients/${patient}`, {
      headers: { "accept-language": "zh-CN" },
    });
    assert.match(chinese.issues[0]!.message, /2026年11月22日/);
    const later = await nurse.browser.post("/api/ledger/entries", {
      patient,
      revision: 1,
      entries: [entry(patient, nurse.by, "note", { text: "late" })],
    });
    assert.equal(later.status, 410);
    assert.equal((await nurse.browser.get(`/api/ledger/patients/${other}`)).status, 200);
    assert.equal((await nurse.browser.get(`/api/ledger/patients/${randomUUID()}`)).status, 404);
    const line = (await clinic.audit()).find(({ action }) => action === "erase")!;
    assert.deepEqual(
      [line.who, line.patient, line.reason, line.roles],
      [clinic.admin.by, patient, "asked in writing", ["administrator"]],
    );
  } finally {
    await clinic.close();
  }
});
