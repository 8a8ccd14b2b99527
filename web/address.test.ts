import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { pack, readAddress, unpack, writeAddress, writeAsked } from "./address.ts";
import { cases } from "./cases/cases.ts";

test("every case goes through an address and comes back the same", async () => {
  for (const { plan, identity } of cases) {
    const packed = await pack(plan);
    assert.ok(packed.length < 1500, `${plan.caseId} takes ${packed.length} characters`);
    const address = readAddress(writeAddress({ page: "plan", of: "", packed }));
    assert.equal(address.page, "plan");
    const back = await unpack(address.packed);
    assert.deepEqual(back, plan);
    assert.ok(!JSON.stringify(back).includes(identity.number), "an address names nobody");
  }
});

test("an address that is no plan, another shape or a bomb is not used", async () => {
  const { plan } = cases[0]!;
  for (const packed of [
    "",
    "not-packed",
    "AAAA",
    await pack({ ...plan, more: 1 } as never),
    await pack([] as never),
  ])
    assert.equal(await unpack(packed), undefined);
  const bomb = deflateRawSync(`"${"a".repeat(5_000_000)}"`);
  assert.equal(await unpack(bomb.toString("base64url")), undefined);
});

test("a link asks a page for a limit at a dose, beside a plan or without one, and for nothing that no page knows", () => {
  const asked = { limit: "K-DOSE-TOTAL", at: "0.3 mg/kg/h" };
  assert.deepEqual(readAddress(writeAsked("joint", asked)), { page: "joint", of: "", packed: "", asked });
  assert.deepEqual(readAddress("#/joint?p=AbC-_1&study=amr-2010"), {
    page: "joint",
    of: "",
    packed: "AbC-_1",
    asked: { study: "amr-2010" },
  });
  assert.deepEqual(readAddress(`#/joint?next=x&limit=${"a".repeat(81)}&at=`), {
    page: "joint",
    of: "",
    packed: "",
    asked: {},
  });
  assert.deepEqual(readAddress("#/plan"), { page: "plan", of: "", packed: "", asked: {} });
});

test("I-05: the page of a patient names that one patient, and carries no plan of anybody", () => {
  const of = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
  const hash = writeAddress({ page: "visit", of, packed: "abc" });
  assert.equal(hash, `#/visit/${of}`);
  assert.deepEqual(readAddress(hash), { page: "visit", of, packed: "", asked: {} });
  assert.deepEqual(readAddress("#/plan?p=abc"), { page: "plan", of: "", packed: "abc", asked: {} });
});
