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
  assert.match(stopped.gaps.join(), /partial result, of 8,192 of 20,000 subsets/);
});

test("all subsets stopped midway hold each study in half of them, and say in both languages that they are partial", async () => {
  const effects = Array.from({ length: 14 }, (_, i) => ({ yi: Math.sin(i), vi: 0.1 + (i % 4) }));
  let [rests, stop] = [0, false];
  const context = { stopped: () => stop, rest: () => ((stop ||= ++rests === 2), Promise.resolve()) };
  const question = { effects, method: "EE", points: true, bootstrap: { n: 2000, seed: 1 } };
  const said = {
    "en-US": /partial result, of 8,1\d\d of 16,369 subsets/,
    "zh-CN": /16,369 个子集中完成 8,1\d\d 个/,
  };
  for (const locale of ["en-US", "zh-CN"] as const) {
    [rests, stop] = [0, false];
    const found = (await subsets.run(question, { ...context, locale })) as Reply<Record<string, unknown>>;
    assert.ok(found.ok);
    const [count, wanted] = [found.answer["count"] as number, found.answer["wanted"] as number];
    assert.equal(wanted, 2 ** 14 - 14 - 1);
    assert.equal(found.answer["exact"], false);
    const { members } = part(found.answer, "points") as { members: number[] };
    assert.equal(members.length, count);
    effects.forEach((_, i) => {
      const share = members.filter((mask) => (mask >>> i) & 1).length / count;
      assert.ok(Math.abs(share - 0.5) < 0.01, `study ${i} is in ${share}`);
    });
    // What was stopped does not begin anew with the bootstrap.
    assert.equal(found.answer["bootstrap"], undefined);
    assert.match(found.gaps[1]!, /before the first of 2,000 bootstrap draws|2,000 次自助抽样尚未开始/);
    assert.match(found.gaps[0]!, said[locale]);
  }
});

test("a bootstrap stopped midway is one of fewer draws", async () => {
  const question = (n: number) => ({ effects: five, method: "DL", bootstrap: { n, seed: 5 } });
  let stop = false;
  const stopped = (await subsets.run(question(5000), {
    locale: "en-US",
    progress: (share) => (stop = share > 0.3),
    stopped: () => stop,
  })) as Reply<Record<string, Record<string, unknown>>>;
  assert.ok(stopped.ok);
  const { wanted, ...partial } = stopped.answer["bootstrap"]!;
  assert.equal(wanted, 5000);
  const { wanted: _, ...fewer } = part(await answer(subsets, question(2048)), "bootstrap");
  assert.deepEqual(partial, fewer);
  assert.match(stopped.gaps.join(), /2,048 of 5,000 bootstrap draws/);
});
