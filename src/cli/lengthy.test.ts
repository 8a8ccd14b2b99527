import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { test } from "node:test";
import { lengthy } from "./lengthy.ts";

/** Minutes of work on any machine. */
const endless = {
  model: "herd2007",
  patient: { weight: "30 kg" },
  doses: [{ kind: "infusion", at: "0 h", rate: "0.2 mg/kg/h", for: "4 h" }],
  at: { from: "0 h", to: "72 h", every: "30 min" },
  unit: "ng/mL",
  population: { n: 50_000_000, seed: 1 },
};

type Surroundings = Omit<Parameters<typeof lengthy>[2], "locale">;

/** A terminal at which a signal comes as soon as any progress is seen. */
function impatient(signal: string): {
  surroundings: Surroundings;
  seen: string[];
  emitter: EventEmitter;
} {
  const seen: string[] = [];
  const emitter = new EventEmitter();
  const write = (text: string): boolean => {
    seen.push(text);
    if (seen.length === 1) emitter.emit(signal);
    return true;
  };
  const surroundings = { stderr: { isTTY: true, write }, signals: emitter } as unknown as Surroundings;
  return { surroundings, seen, emitter };
}

test("Ctrl+C ends long work at once, with a sentence and the status that shells know", async () => {
  for (const [signal, status, locale, sentence] of [
    ["SIGINT", 130, "en-US", /^Stopped at \d+ %; nothing was answered\.\n$/],
    ["SIGTERM", 143, "zh-CN", /^已停止（\d+%）；未给出回答。\n$/],
  ] as const) {
    const { surroundings, seen, emitter } = impatient(signal);
    assert.deepEqual(await lengthy("expose", endless, { locale, ...surroundings }), { stopped: status });
    // One line, rewritten each time.
    assert.ok(seen.slice(0, -1).every((text) => text.startsWith("\r\u001B[K") && !text.includes("\n")));
    assert.match(seen.at(-1)!, sentence);
    assert.equal(emitter.listenerCount(signal), 0, "a handler stays behind");
  }
});

test("what is done on another thread is answered as here, without a word where nobody watches", async () => {
  const written: string[] = [];
  const stderr = { isTTY: false, write: (text: string) => written.push(text) > 0 };
  const question = { ...endless, population: { n: 200, seed: 1 } };
  const surroundings = { stderr, signals: new EventEmitter() } as unknown as Surroundings;
  const found = await lengthy("expose", question, { locale: "en-US", ...surroundings });
  const { expose } = await import("../operations/expose.ts");
  assert.deepEqual(found, { reply: await expose.run(question, { locale: "en-US" }) });
  assert.deepEqual(written, []);
});
