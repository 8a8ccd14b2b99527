import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, five, part, reply } from "../../test/replies.ts";
import { subsets } from "./subsets.ts";
import type { Reply } from "./operation.ts";

test("k studies have 2^k - k - 1 subsets of two or more; a sample is the same for the same seed", async () => {
  const all = await answer(subsets, { effects: five, method: "REML", points: true });
  assert.equal(all["count"], 26);
  assert.equal((part(all, "points")["members"] as number[]).length, 26);
  const sample = { effects: five, sample: { n: 50, seed: 3 }, bootstrap: { n: 200, seed: 5 } };
  const [one, again] = [await answer(subsets, sample), await answer(subsets, sample)];
  assert.deepEqual(one, again);
  assert.equal(one["exact"], false);
  const other = await answer(subsets, { ...sample, sample: { n: 50, seed: 4 } });
  assert.notDeepEqual(other["estimate"], one["estimate"]);
});

test("above twenty studies subsets are sampled, and the work can be watched and stopped", async () => {
  const effects = Array.from({ length: 25 }, (_, i) => ({ yi: Math.sin(i), vi: 0.1 + (i % 4) }));
  const got = await reply(subsets, { effects, sample: { n: 20_000, seed: 1 } });
  assert.ok(got.ok);
  assert.equal(got.answer["count"], 20_000);
  const shares: number[] = [];
  const stopped = (await subsets.run(
    { effects, sample: { n: 20_000, seed: 1 } },
    { locale: "en-US", progress: (share) => shares.push(share), stopped: () => shares.length >= 2 },
  )) as Reply<Record<string, unknown>>;
  assert.ok(stopped.ok);
  assert.ok((stopped.answer["count"] as number) < 20_000 && (stopped.answer["count"] as number) > 0);
  assert.match(stopped.gaps.join(), /Stopped/);
});
