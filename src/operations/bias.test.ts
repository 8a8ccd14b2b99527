import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, five, refusedAt, two } from "../../test/replies.ts";
import { bias } from "./bias.ts";

test("a funnel of fewer than ten studies warns, one of fewer than three is refused", async () => {
  const got = await answer(bias, { effects: five, method: "DL" });
  assert.match(String(got["warnings"]), /fewer than 10/);
  assert.deepEqual(await refusedAt(bias, { effects: two }), ["effects"]);
  const ten = Array.from({ length: 10 }, (_, i) => ({ yi: i / 10, vi: 0.1 + i / 20 }));
  assert.deepEqual((await answer(bias, { effects: ten }))["warnings"], []);
});
