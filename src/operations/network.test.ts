import assert from "node:assert/strict";
import { test } from "node:test";
import { network } from "./network.ts";
import type { Reply } from "./operation.ts";

test("the splits of a network say how far they are, and can be stopped with what is done", async () => {
  const shares: number[] = [];
  const whole = (await network.run(network.example, {
    locale: "en-US",
    progress: (share) => shares.push(share),
  })) as Reply<{ nodeSplits: unknown[] }>;
  assert.ok(whole.ok && whole.answer.nodeSplits.length > 1);
  assert.equal(shares.length, whole.answer.nodeSplits.length);
  assert.equal(shares.at(-1), 1);
  let asked = 0;
  const stopped = (await network.run(network.example, {
    locale: "en-US",
    stopped: () => asked++ >= 1,
  })) as Reply<{ nodeSplits: unknown[] }>;
  assert.ok(stopped.ok);
  assert.deepEqual(stopped.answer.nodeSplits, whole.answer.nodeSplits.slice(0, 1));
  assert.ok(stopped.gaps.some((gap) => gap.startsWith("Stopped: 1")));
});
