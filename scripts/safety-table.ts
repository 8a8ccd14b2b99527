// Writes docs/safety-rows.md: which row is held by which test, through which doors, by which control.
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { table } from "../test/safety/rows.ts";

writeFileSync(join(resolve(import.meta.dirname, ".."), "docs", "safety-rows.md"), table());
