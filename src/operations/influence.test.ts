import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, refusedAt, two } from "../../test/replies.ts";
import { influence } from "./influence.ts";

test("two studies can be left out in turn though case diagnostics need three", async () => {
  const got = await answer(influence, { effects: two, method: "REML" });
  assert.deepEqual(
    (got["leaveOneOut"] as { estimate: number }[]).map(({ estimate }) => estimate),
    [-0.2, 0.5],
  );
  assert.equal(got["rstudent"], undefined);
  assert.deepEqual(await refusedAt(influence, { effects: two.slice(0, 1) }), ["effects"]);
});
