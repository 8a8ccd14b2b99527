// A-09 over the doors: notices by a real mail server and a real web server that are dead, mute, rude or gone; tried again,
// seen by everybody, written down; and no name in them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import tls from "node:tls";
import { digestDue } from "../../src/server/noticing.ts";
import { reachable, whereIs } from "../../src/server/reachable.ts";
import { noPostgres, newDatabase } from "../stores.ts";
import { addPatient, entry, openClinic, type OpenClinic } from "./clinic.ts";
import { certificate, mailServer, type MailServer, type Manner } from "./mail-server.ts";

const root = resolve(import.meta.dirname, "..", "..");
const minute = 60_000;
const hour = 60 * minute;
/** 09:00 on a Sunday in Berlin. */
const nine = Date.UTC(2026, 10, 22, 8);

interface HookServer {
  readonly url: string;
  status: number;
  readonly heard: { readonly headers: NodeJS.Dict<string | string[]>; readonly body: string }[];
  readonly close: () => Promise<void>;
}

async function hookServer(): Promise<HookServer> {
  const heard: HookServer["heard"] = [];
  const state = { url: "", status: 200, heard, close: () => Promise.resolve() };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      heard.push({ headers: request.headers, body });
      response.writeHead(state.status, state.status === 302 ? { location: "/elsewhere" } : {});
      // More than anybody wants to read, and it never ends.
      response.write("secret of the inner network ".repeat(1000));
      if (state.status !== 200) response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/swordfish-9c1e?x=1`;
  state.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return state;
}

const servers: { close: () => Promise<void> }[] = [];
after(() => Promise.all(servers.map((each) => each.close())));
const opened = async <S extends { close: () => Promise<void> }>(opening: Promise<S>): Promise<S> => {
  const server = await opening;
  servers.push(server);
  return server;
};

async function inClinic(work: (clinic: OpenClinic) => Promise<void>, database?: string): Promise<void> {
  const clinic = await openClinic({}, database);
  clinic.now = nine;
  try {
    await work(clinic);
  } finally {
    await clinic.close();
  }
}

const digest = { at: "07:00", zone: "Europe/Berlin", within: 7 };
const mail = ({ port }: Pick<MailServer, "port">, more: object = {}) => ({
  host: "127.0.0.1",
  port,
  security: "none",
  from: "theca@clinic.example",
  to: ["ward@clinic.example"],
  ...more,
});
const settle = async (clinic: OpenClinic, notices: object, revision = 0): Promise<void> => {
  const all = { revision, notices: { language: "en-US", pressing: false, ...notices } };
  const saved = await clinic.admin.browser.ask("PUT", "/api/notices", all);
  assert.equal(saved.status, 200, JSON.stringify(saved.issues));
};
const standing = async (clinic: OpenClinic) =>
  ((await clinic.admin.browser.get("/api/notices/standing")).answer as unknown as { alerts: Alert[] }).alerts;
interface Alert {
  readonly what: string;
  readonly cause: string;
  readonly next: string;
}
interface Tested {
  readonly tested: readonly { sent: boolean; fault?: string; sentence?: string; said?: string }[];
}
const testOf = async (clinic: OpenClinic, channel = "mail"): Promise<Tested["tested"][0]> => {
  const said = await clinic.admin.browser.post("/api/notices/test", { channel });
  assert.equal(said.status, 200, JSON.stringify(said.issues));
  return (said.answer as unknown as Tested).tested[0]!;
};
/** Looks again after so many minutes. */
const wait = (clinic: OpenClinic, minutes: number): Promise<void> => {
  clinic.now += minutes * minute;
  return clinic.noticing.look();
};
const acts = async (clinic: OpenClinic, action: string) =>
  (await clinic.audit()).filter((line) => line.action === action);

test("A-09: through a mail server that dies and comes back the morning's digest is retried, seen, written down, and comes once", () =>
  inClinic(async (clinic) => {
    const server = await mailServer();
    const { port } = server;
    await server.close();
    await settle(clinic, { digest, mail: mail({ port }) });
    await clinic.noticing.look();
    assert.deepEqual(await acts(clinic, "notice failed"), [], "settled after seven: it begins with tomorrow");
    clinic.now = nine + 22 * hour;
    await clinic.signIn(clinic.admin, clinic.admin.browser);
    await clinic.noticing.look();
    for (const minutes of [1, 2]) {
      assert.deepEqual(await standing(clinic), []);
      await wait(clinic, minutes);
    }
    const [alert, ...more] = await standing(clinic);
    assert.deepEqual([alert!.what, more], ["notices not sent", []]);
    assert.match(alert!.cause, /not getting out by e-mail since 23 Nov 2026 07:00 \(3 tries\)/);
    assert.match(alert!.cause, /does not answer/);
    // Everybody in the clinic sees it, on the list itself as well.
    const nurse = await clinic.member("nora", ["nurse"]);
    const dry = await nurse.browser.post("/api/ledger/dry", { now: "2026-11-23T06:30:00Z" });
    assert.equal((dry.answer as unknown as { notices: Alert[] }).notices[0]!.cause, alert!.cause);
    const failed = await acts(clinic, "notice failed");
    assert.deepEqual(
      failed.map(({ who, reason }) => [who, reason]),
      [1, 2, 3].map((n) => ["notices", `digest, mail ward@clinic.example, try ${n}`]),
    );
    // It comes back, on another port.
    const again = await opened(mailServer());
    await settle(clinic, { digest, mail: mail(again) }, 1);
    await Promise.all([clinic.noticing.look(), clinic.noticing.look()]);
    assert.deepEqual(await standing(clinic), []);
    await wait(clinic, 90);
    assert.equal(again.taken.length, 1);
    assert.equal((await acts(clinic, "notice sent")).length, 1);
    const { to, text } = again.taken[0]!;
    assert.equal(to, "ward@clinic.example");
    assert.match(text, /^Subject: Theca: nothing presses/m);
    assert.match(text, /https:\/\/theca\.example\/#\/drylist/);
    assert.match(
      text,
      /^Message-ID:\s+<theca\.digest\.2026\.11\.23\.mail\.ward\.clinic\.example@clinic\.example>/im,
    );
  }));

const manners: readonly (readonly [Manner, RegExp, string?])[] = [
  ["no such reader", /550 5\.1\.1 no such reader/],
  ["try later", /421 4\.3\.2 back in an hour/],
  ["closes after data", /closed the connection in the middle/],
  ["another protocol", /another kind of server/],
  ["babbles", /another kind of server|closed|not answer/],
];
test("A-09: each way in which a mail server fails is said in plain words, and a test says what it answered", () =>
  inClinic(async (clinic) => {
    const server = await opened(mailServer());
    await settle(clinic, { mail: mail(server) });
    for (const [manner, says] of manners) {
      server.manner = manner;
      const { sent, sentence } = await testOf(clinic);
      assert.equal(sent, false, manner);
      assert.match(sentence!, says, manner);
      assert.doesNotMatch(sentence!, /banner|xxx/, manner);
    }
    server.manner = "well";
    assert.deepEqual(await testOf(clinic), {
      target: "ward@clinic.example",
      sent: true,
      said: "250 2.0.0 kept as 4711",
    });
    const failed = await acts(clinic, "notice failed");
    assert.deepEqual([failed.length, failed[0]!.who], [manners.length, clinic.admin.by]);
  }));

test("A-09: a server that says nothing is not waited for for ever, and stopping ends the wait", () =>
  inClinic(async (clinic) => {
    const server = await opened(mailServer());
    server.manner = "mute";
    await settle(clinic, { digest: { ...digest, at: "09:30" }, mail: mail(server) });
    clinic.now += hour;
    const looking = clinic.noticing.look();
    while (server.opened === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await clinic.noticing.stop();
    await looking;
    const [line] = await acts(clinic, "notice failed");
    assert.deepEqual(line!.after, { fault: "cut off", said: "" });
  }));

test("A-09: a password goes over TLS to a server whose certificate holds, and to nobody else", () =>
  inClinic(async (clinic) => {
    const server = await opened(mailServer());
    const secure = { host: "localhost", security: "starttls", user: "theca", password: "swordfish-7f3a" };
    const open = await clinic.admin.browser.ask("PUT", "/api/notices", {
      revision: 0,
      notices: { language: "en-US", pressing: false, mail: { ...mail(server, secure), security: "none" } },
    });
    assert.deepEqual([open.status, open.issues[0]!.path], [422, "notices.mail.security"]);
    await settle(clinic, { mail: mail(server, secure) });
    // Nobody vouches for its certificate.
    assert.equal((await testOf(clinic)).fault, "not secure");
    // It offers no TLS at all: nothing is sent in the clear.
    server.manner = "no tls";
    assert.equal((await testOf(clinic)).fault, "not secure");
    const known = tls.getCACertificates("default");
    tls.setDefaultCACertificates([...known, certificate]);
    try {
      server.manner = "well";
      assert.equal((await testOf(clinic)).sent, true, "over TLS");
      assert.equal(server.taken[0]!.secure, true);
      server.manner = "no password";
      assert.match((await testOf(clinic)).sentence!, /does not let this name and password in.*535 5\.7\.8/);
    } finally {
      tls.setDefaultCACertificates(known);
    }
    const plain = server.heard.slice(0, server.heard.indexOf("STARTTLS"));
    assert.ok(!plain.some((line) => /AUTH|MAIL/.test(line)), plain.join());
    // For another server, and for one without TLS, it is asked for anew.
    const { password: _, ...without } = secure;
    for (const [more, path] of [
      [{ host: "127.0.0.1" }, "notices.mail.password"],
      [{ security: "tls" }, "notices.mail.password"],
    ] as const) {
      const said = await clinic.admin.browser.ask("PUT", "/api/notices", {
        revision: 1,
        notices: { language: "en-US", pressing: false, mail: mail(server, { ...without, ...more }) },
      });
      assert.deepEqual([said.status, said.issues[0]!.path], [422, path]);
    }
    await settle(clinic, { mail: mail(server, without) }, 1);
    const shown = JSON.stringify((await clinic.admin.browser.get("/api/notices")).answer);
    assert.match(shown, /"secrets":\{"mail":true/);
    for (const text of [shown, JSON.stringify(await clinic.audit()), clinic.lines.join()])
      assert.doesNotMatch(text, /swordfish/);
  }));

test("A-09: a webhook is sent numbers and no answer of it is read; redirects, and places that nobody chose, get nothing", () =>
  inClinic(async (clinic) => {
    const server = await opened(hookServer());
    const put = (webhook: object, revision = 0) =>
      clinic.admin.browser.ask("PUT", "/api/notices", {
        revision,
        notices: { language: "zh-CN", pressing: false, webhook },
      });
    for (const [webhook, path] of [
      [{ url: server.url, where: "internet" }, "url"],
      [{ url: server.url.replace("http:", "https:"), where: "internet" }, "where"],
      [{ url: "https://169.254.169.254/latest/meta-data", where: "own network" }, "where"],
      [{ url: "https://user:word@clinic.example/", where: "internet" }, "url"],
      [{ url: "file:///etc/passwd", where: "own network" }, "url"],
      [{ where: "own network" }, "url"],
    ] as const) {
      const said = await put(webhook);
      assert.deepEqual(
        [said.status, said.issues[0]?.path],
        [422, `notices.webhook.${path}`],
        JSON.stringify(webhook),
      );
    }
    assert.equal(
      (await put({ url: server.url, where: "own network", token: "swordfish-token" })).status,
      200,
    );
    assert.deepEqual(await testOf(clinic, "webhook"), {
      target: new URL(server.url).origin,
      sent: true,
      said: "200 OK",
    });
    const [{ headers, body }] = server.heard as [HookServer["heard"][0]];
    assert.equal(headers.authorization, "Bearer swordfish-token");
    assert.match(String(headers["idempotency-key"]), /^test /);
    assert.match(JSON.parse(body).text, /测试|查看是否|确认通知/);
    for (const [status, fault] of [
      [302, "redirect"],
      [403, "not signed in"],
      [404, "refused"],
      [503, "busy"],
    ] as const) {
      server.status = status;
      const found = await testOf(clinic, "webhook");
      assert.equal(found.fault, fault);
      assert.doesNotMatch(JSON.stringify(found), /inner network/);
    }
    assert.equal(server.heard.length, 5, "no redirect is followed");
    const shown = JSON.stringify((await clinic.admin.browser.get("/api/notices")).answer);
    for (const text of [shown, JSON.stringify(await clinic.audit())])
      assert.doesNotMatch(text, /swordfish|\/hooks\//);
    // The name may lead elsewhere tomorrow: it is looked at with each try.
    await assert.rejects(reachable("localhost", "internet"));
    assert.ok((await reachable("localhost", "own network")).length > 0);
  }));

test("A-09: no notice goes to link-local, reserved or carried addresses, in whatever form they are written", () => {
  const never =
    "169.254.169.254 0.0.0.0 224.0.0.1 255.255.255.255 100.100.100.200 ::ffff:169.254.169.254 ::ffff:a9fe:a9fe :: fe80::1 ff02::1 64:ff9b::a9fe:a9fe 2002:a9fe:a9fe:: fd00:ec2::254 nonsense";
  for (const address of never.split(" ")) assert.equal(whereIs(address), undefined, address);
  for (const address of "127.0.0.1 10.1.2.3 172.31.0.1 192.168.1.1 100.64.0.1 ::1 fd12::1 [::1] ::ffff:10.0.0.1".split(
    " ",
  ))
    assert.equal(whereIs(address), "own network", address);
  for (const address of "8.8.8.8 172.32.0.1 192.169.0.1 2a00:1450::1".split(" "))
    assert.equal(whereIs(address), "internet", address);
});

test("A-09: at the command line a channel is settled from a file, shown without its secret, and tested", async () => {
  const server = await opened(mailServer());
  const folder = mkdtempSync(join(tmpdir(), "theca-notices-"));
  const run = (...args: readonly string[]) =>
    new Promise<{ readonly status: number | null; readonly text: string }>((resolve) => {
      const command = [
        join(root, "src", "cli", "cli.ts"),
        "notices",
        ...args,
        "--data",
        join(folder, "data"),
        "--json",
      ];
      const child = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
      child.once("close", (status) => resolve({ status, text }));
    });
  try {
    const file = join(folder, "notices.json");
    const user = { security: "starttls", host: "localhost", user: "theca", password: "swordfish-7f3a" };
    writeFileSync(
      file,
      JSON.stringify({ notices: { language: "en-US", pressing: true, mail: mail(server, user) } }),
    );
    const settled = await run(file);
    assert.deepEqual([settled.status, settled.text.includes("swordfish")], [0, false], settled.text);
    const shown = await run();
    assert.match(shown.text, /"secrets":\{"mail":true,"webhook":false\}/);
    const tested = await run("test");
    assert.match(tested.text, /"sent":false,"fault":"not secure"/);
    assert.equal((await run("nowhere.json")).status, 2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

for (const [store, skip] of [
  ["SQLite", false],
  ["PostgreSQL", noPostgres],
] as const)
  test(
    `${store}: A-09: a pump that stalls is told at once, once, by numbers alone, also where a second server looks`,
    { skip },
    async () =>
      inClinic(
        async (clinic) => {
          const server = await opened(mailServer());
          const nurse = await clinic.member("nora", ["nurse"]);
          const patient = await addPatient(nurse.browser, nurse.by, "4711");
          const now = clinic.now;
          await settle(clinic, {
            pressing: true,
            mail: mail(server, { to: ["a@clinic.example", "b@clinic.example"] }),
          });
          await clinic.noticing.look();
          assert.equal(server.taken.length, 0);
          const add = async (revision: number, kind: string, data: object): Promise<void> => {
            const said = await nurse.browser.post("/api/ledger/entries", {
              patient,
              revision,
              entries: [
                {
                  ...entry(patient, nurse.by, kind, data),
                  at: new Date(now - minute).toISOString().replace(".000", ""),
                },
              ],
            });
            assert.equal(said.status, 200, JSON.stringify(said.issues));
          };
          await add(1, "pump implanted", { pump: { model: "synchromed-ii-40" }, serial: "NGP4711" });
          await add(2, "alarm", { level: "critical", cause: "motor stall" });
          await clinic.noticing.look();
          assert.deepEqual(server.taken.map(({ to }) => to).sort(), ["a@clinic.example", "b@clinic.example"]);
          const { text } = server.taken[0]!;
          assert.match(text, /^Subject: Theca: act now, \d new/m);
          for (const word of ["4711", patient, "stall", "Nora", "synchromed"])
            assert.ok(!text.includes(word), word);
          const lines = (await clinic.audit()).length;
          for (let i = 0; i < 3; i++) await wait(clinic, 6);
          assert.equal(server.taken.length, 2);
          assert.equal((await clinic.audit()).length, lines, "looking by the clock reads nothing anew");
        },
        store === "SQLite" ? undefined : await newDatabase(),
      ),
  );

test("A-09: the morning comes by the clock of the clinic, also where clocks skip its hour or show it twice", () => {
  const at = (time: string, now: string, settled = "2020-01-01T00:00:00Z") =>
    digestDue(
      { digest: { at: time, zone: "Europe/Berlin", within: 7 } },
      Date.parse(now),
      Date.parse(settled),
    );
  assert.equal(at("07:00", "2026-11-22T05:59:59Z"), undefined);
  assert.equal(at("07:00", "2026-11-22T06:00:00Z"), "2026-11-22");
  // A server that was down tells it when it is back, the same day.
  assert.equal(at("07:00", "2026-11-22T22:59:59Z"), "2026-11-22");
  assert.equal(at("07:00", "2026-11-22T23:00:00Z"), undefined);
  // 29 March 2026 has no 02:30; 25 October has two, and both are one day's.
  assert.equal(at("02:30", "2026-03-29T00:59:00Z"), undefined);
  assert.equal(at("02:30", "2026-03-29T01:00:00Z"), "2026-03-29");
  assert.equal(at("02:30", "2026-10-25T00:30:00Z"), "2026-10-25");
  assert.equal(at("02:30", "2026-10-25T01:30:00Z"), "2026-10-25");
  assert.equal(at("07:00", "2026-11-22T09:00:00Z", "2026-11-22T08:00:00Z"), undefined);
});
