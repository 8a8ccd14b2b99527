import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { began, changed, depth, redone, undone } from "./history.ts";

test("undo goes back what was done, redo brings it again, whatever was done", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: depth }), (values) => {
      let history = began<number | string>("begin");
      values.forEach((value, i) => (history = changed<number | string>(history, `${i}:${value}`, "", i)));
      const end = history.now;
      for (const _ of values) history = undone(history);
      assert.equal(history.now, "begin");
      for (const _ of values) history = redone(history);
      assert.equal(history.now, end);
    }),
  );
});

test("fifty steps are kept, and the fifty-first oldest is let go", () => {
  let history = began(0);
  for (let i = 1; i <= depth + 10; i++) history = changed(history, i, "", i * 10_000);
  for (let i = 0; i < depth + 10; i++) history = undone(history);
  assert.equal(history.now, 10);
});

test("a slid slider is one step, a pause or another field begins the next", () => {
  let history = began(0);
  history = changed(history, 1, "dose", 1000);
  history = changed(history, 2, "dose", 1100);
  history = changed(history, 3, "dose", 9000);
  history = changed(history, 4, "volume", 9100);
  assert.deepEqual(history.past, [0, 2, 3]);
});

test("after undo a new change forgets what could be redone", () => {
  const history = changed(undone(changed(began("a"), "b", "", 0)), "c", "", 1);
  assert.equal(redone(history).now, "c");
});
