/** The command line: a thin door over the table of operations. */
import { enableCompileCache } from "node:module";

// Before anything else is loaded: what has been compiled once starts several times faster.
enableCompileCache();
const [{ main }, { operations }, { listed }] = await Promise.all([
  import("./main.ts"),
  import("../operations/operations.ts"),
  import("../knowledge/knowledge.ts"),
]);
process.exitCode = await main(process, operations, listed());
