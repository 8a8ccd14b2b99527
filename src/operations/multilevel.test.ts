import assert from "node:assert/strict";
import { test } from "node:test";
import { reply } from "../../test/replies.ts";
import { multilevel } from "./multilevel.ts";

test("a moderator of several levels that mixes numbers and words is an issue, not a set of words", async () => {
  const effects = [1, 2, 3, "NA", 5].map((dose, i) => ({
    yi: i / 10,
    vi: 0.1,
    levels: { study: i },
    x: { dose },
  }));
  const got = await reply(multilevel, { effects, random: [{ by: "study" }], moderators: ["dose"] });
  assert.ok(!got.ok);
  assert.deepEqual(
    got.issues.map(({ path }) => path),
    ["effects[3].x.dose"],
  );
});
