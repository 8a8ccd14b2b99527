// npm start: the workbench on this machine. Builds its pages where they are stale, then serves until Ctrl+C.
import { buildWeb } from "./web-bundle.ts";

if (!buildWeb((line) => console.error(line))) {
  console.error("The workbench could not be built; the lines above say why.");
  process.exit(1);
}
process.argv.splice(2, 0, "serve");
await import("../src/cli/cli.ts");
