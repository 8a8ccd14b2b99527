// The command line over the test table, as a process.
import { main } from "../../src/cli/main.ts";
import { table } from "./echo.ts";

process.exitCode = await main(process, table, { drugs: ["testazine"] });
