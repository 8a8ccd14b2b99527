import assert from "node:assert/strict";
import { request } from "node:http";
import { test } from "node:test";
import { operations } from "../operations/operations.ts";
import { askAside } from "../work/work.ts";
import { createApp, type Parts } from "./app.ts";
import { listen } from "./running.ts";

const endless = JSON.stringify({
  model: "herd2007",
  patient: { weight: "30 kg" },
  doses: [{ kind: "infusion", at: "0 h", rate: "0.2 mg/kg/h", for: "4 h" }],
  at: { from: "0 h", to: "72 h", every: "30 min" },
  population: { n: 50_000_000, seed: 1 },
});

test("while a population is simulated others are answered, and a dropped connection ends the work", async () => {
  let started: (() => void) | undefined;
  const begun = new Promise<void>((resolve) => (started = resolve));
  let work: Promise<unknown> | undefined;
  const aside: Parts["aside"] = (name, input, asker) => {
    const asked = askAside(name, input, { ...asker, progress: () => started?.() });
    work = asked;
    return asked;
  };
  const app = createApp({ operations, version: "0", names: [], log: () => {}, now: () => 0, aside });
  const listening = await listen((asked) => app.fetch(asked), {
    host: "127.0.0.1",
    ports: [0],
    locale: "en-US",
  });
  assert.ok("running" in listening);
  const { address, close } = listening.running;
  try {
    const headers = { "content-type": "application/json" };
    const doomed = request(`${address}/api/expose`, { method: "POST", headers });
    doomed.on("error", () => {});
    doomed.end(endless);
    await begun;
    const health = await fetch(`${address}/api/health`);
    assert.equal(((await health.json()) as { ok: boolean }).ok, true);
    doomed.destroy();
    assert.equal(await work, undefined, "the work went on to an answer that nobody reads");
  } finally {
    await close();
  }
});
