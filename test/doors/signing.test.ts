// T-09: a signature takes two components for the first of a session and one for each next, and they are the person's own.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { around } from "../around.ts";
import {
  addPatient,
  type Answered,
  type Browser,
  codeAt,
  entry,
  type Line,
  type Member,
  openClinic,
  type OpenClinic,
  password,
} from "./clinic.ts";

let clinic: OpenClinic;
let nurse: Member;
let doctor: Member;
let others: Record<"olaf" | "fay" | "petra", Member>;
const test = around(
  async () => {
    clinic = await openClinic();
    nurse = await clinic.member("nina", ["nurse"]);
    doctor = await clinic.member("dora", ["clinician"]);
    others = {
      olaf: await clinic.member("olaf", ["nurse"]),
      fay: await clinic.member("fay", ["nurse"]),
      petra: await clinic.member("petra", ["nurse"]),
    };
  },
  () => clinic.close(),
);

const minute = 60_000;
const codeOf = (member: Member): string => codeAt(member.secret, clinic.now);
const last = async (): Promise<Line> => (await clinic.audit()).at(-1)!;

/** A patient with one entry, and a way to sign it. */
async function signable(browser: Browser, member: Member) {
  const patient = await addPatient(browser, member.by);
  const kept = await browser.get(`/api/ledger/patients/${patient}`);
  const [first] = kept.answer.entries;
  let { revision } = kept.answer;
  const sign = async (
    signing: object | undefined,
    { by = member.by, meaning = "author", second = "", asking = browser } = {},
  ): Promise<Answered> => {
    const reply = await asking.post(
      "/api/ledger/entries",
      {
        patient,
        revision,
        entries: [entry(patient, by, "signature", { of: first!.id, ofHash: first!.hash, meaning })],
        ...(signing && { signing }),
      },
      { headers: { "x-theca-second": second } },
    );
    revision = reply.answer.revision ?? revision;
    return reply;
  };
  return { patient, sign };
}
const said = ({ status, issues }: Answered) => [status, issues[0]?.path];

test("T-09: the first signature of a session takes password and code, the next the password, and a new session begins anew", async () => {
  const browser = await clinic.signIn(nurse);
  const { sign, patient } = await signable(browser, nurse);
  clinic.now += 30_000;
  const signs = async () => (await browser.get("/api/session")).answer.person.signs;
  assert.equal(await signs(), "both");
  assert.deepEqual(said(await sign(undefined)), [401, "signing.password"]);
  const refused = await last();
  assert.deepEqual(
    [refused.action, refused.reason, refused.patient, refused.account],
    ["refused", "signature", patient, nurse.id],
  );
  assert.deepEqual(said(await sign({ password })), [401, "signing.code"]);
  assert.deepEqual(said(await sign({ password, code: "000000" })), [401, "code"]);
  assert.deepEqual(said(await sign({ password: "not the password", code: codeOf(nurse) })), [
    401,
    "signing.password",
  ]);
  assert.equal(await signs(), "both", "what was refused begins nothing");
  assert.deepEqual(said(await sign({ password, code: codeOf(nurse) })), [200, undefined]);
  assert.equal(await signs(), "password");
  assert.deepEqual(said(await sign(undefined)), [401, "signing.password"]);
  assert.deepEqual(said(await sign({ password: "not the password" })), [401, "signing.password"]);
  assert.deepEqual(said(await sign({ password })), [200, undefined]);
  // Left alone and unlocked it is another period of access: both again.
  clinic.now += 16 * minute;
  await browser.get("/api/session");
  await browser.post("/api/session/unlock", { password });
  assert.deepEqual(said(await sign({ password })), [401, "signing.code"]);
  assert.deepEqual(said(await sign({ password, code: codeOf(nurse) })), [200, undefined]);
});

test("T-09: another's password does not sign, however right it is", async () => {
  const browser = await clinic.signIn(nurse);
  const { sign } = await signable(browser, nurse);
  const other = await clinic.signIn(others.olaf);
  clinic.now += 30_000;
  // In another's session nobody signs with one's own name.
  assert.equal((await sign({ password, code: codeOf(nurse) }, { asking: other })).status, 403);
  assert.deepEqual(said(await sign({ password, code: codeOf(doctor) })), [401, "code"]);
});

test("T-09, S-10: failures to sign count as failures to sign in", async () => {
  const member = others.fay;
  const browser = await clinic.signIn(member);
  const { sign } = await signable(browser, member);
  const statuses: number[] = [];
  for (let i = 0; i < 7; i++) statuses.push((await sign({ password: `wrong ${i}`, code: "000000" })).status);
  assert.deepEqual(statuses.slice(0, 5), [401, 401, 401, 401, 401]);
  assert.equal(statuses.at(-1), 429);
  const waiting = await sign({ password, code: codeOf(member) });
  assert.equal(waiting.status, 429);
  assert.ok(Number(waiting.headers.get("retry-after")) > 0);
  assert.equal((await last()).reason, "signature");
});

test("T-09: a second person signs once with what they showed when they stepped beside", async () => {
  const browser = await clinic.signIn(nurse);
  const { sign } = await signable(browser, nurse);
  clinic.now += 30_000;
  const beside = await browser.post("/api/session/second", {
    login: "dora",
    password,
    code: codeOf(doctor),
  });
  const as = { by: doctor.by, meaning: "witness", second: beside.answer.token };
  assert.deepEqual(said(await sign(undefined, as)), [200, undefined]);
  assert.equal((await sign(undefined, as)).status, 403, "a second one needs both again");
  // What the person at the screen shows is not theirs to sign for another with.
  assert.equal((await sign({ password, code: codeOf(nurse) }, { ...as, second: "" })).status, 403);
});

test("T-09: whoever signs in through a provider signs within ten minutes of doing so", async () => {
  const member = others.petra;
  const browser = await clinic.signIn(member);
  const { sign } = await signable(browser, member);
  const people = (async (name: string, ...args: unknown[]) =>
    name === "signingOf"
      ? "provider"
      : (clinic.store.people as (...all: unknown[]) => unknown)(name, ...args)) as typeof clinic.store.people;
  const other = clinic.browser();
  Object.assign(other, { app: clinic.restart({ people }), token: browser.token });
  for (const [name, value] of browser.cookies) other.cookies.set(name, value);
  assert.deepEqual(said(await sign(undefined, { asking: other })), [200, undefined]);
  clinic.now += 11 * minute;
  assert.deepEqual(said(await sign(undefined, { asking: other })), [401, "signing"]);
});

test("T-09, T-12: what is signed with is kept nowhere: no entry, no line of the trail, no log", async () => {
  const canary = "canary pumps at dusk";
  const browser = await clinic.signIn(nurse);
  const { sign, patient } = await signable(browser, nurse);
  clinic.now += 30_000;
  const code = codeOf(nurse);
  await sign({ password: canary, code });
  await sign({ password, code });
  const everything = JSON.stringify([
    await clinic.store.ledger.ofPatient(patient, { who: "test", at: clinic.now }),
    await clinic.audit(),
    clinic.lines,
  ]);
  for (const secret of [canary, password, `"${code}"`]) assert.ok(!everything.includes(secret), secret);
});

test("who does not sign is asked for nothing, and a misplaced word of signing is an issue", async () => {
  const browser = await clinic.signIn(nurse);
  const patient = randomUUID();
  const send = (more: object) =>
    browser.post("/api/ledger/entries", {
      patient,
      revision: 0,
      entries: [entry(patient, nurse.by, "note", { text: "x" })],
      ...more,
    });
  assert.equal((await send({ signing: { pasword: "x" } })).status, 422);
  assert.equal((await send({})).status, 200);
});
