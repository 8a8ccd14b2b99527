// What is said about the constants that a plan took for granted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tubingRemark } from "./device.ts";

test("INC-4: both tubing constants of the correction are told in the reader's own language", () => {
  assert.equal(
    tubingRemark({ model: "synchromed-ii-20" }, "zh-CN"),
    "SynchroMed II 8637-20：管路容积 0.14 mL（2016–17 年更正之后）；此前：0.199 mL（2016–17 年更正之前）；以本泵程控仪所示为准",
  );
  assert.match(
    tubingRemark({ model: "synchromed-ii-20" }, "en-US") ?? "",
    /0\.14 mL \(after the 2016-17 correction\); earlier: 0\.199 mL \(before the 2016-17 correction\)/,
  );
});
