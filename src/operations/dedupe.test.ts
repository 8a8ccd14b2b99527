import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, refusedAt } from "../../test/replies.ts";
import { dedupe } from "./dedupe.ts";

test("records are one publication by title, never by a DOI alone", async () => {
  const got = await answer(dedupe, dedupe.example);
  assert.deepEqual(got["groups"], [["1", "2"]]);
  const shared = await answer(dedupe, {
    records: [
      {
        id: "3",
        title: "Poster 12: ketamine in fibromyalgia",
        authors: "Roe B",
        year: 2020,
        journal: "Pain Suppl",
        doi: "10.1000/suppl",
      },
      {
        id: "4",
        title: "Poster 77: pump refill at home",
        authors: "Poe C",
        year: 2020,
        journal: "Pain Suppl",
        doi: "10.1000/suppl",
      },
    ],
  });
  assert.deepEqual(shared["groups"], []);
  assert.deepEqual(
    await refusedAt(dedupe, {
      records: [
        { id: 1, title: "a" },
        { id: "1", title: "b" },
      ],
    }),
    ["records[1].id"],
  );
});
