// The server over the test table, as a process: says its address, stops at SIGTERM.
import { serveUntilStopped } from "../../src/server/server.ts";
import { table } from "./echo.ts";

const issues = await serveUntilStopped(table, { env: process.env, locale: "en-US" }, (line) =>
  console.error(line),
);
for (const { path, message } of issues) console.error(`${path}: ${message}`);
process.exitCode = issues.length === 0 ? 0 : 2;
