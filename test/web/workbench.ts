// The workbench as a person gets it: built from its sources and served by the real server, on records of its own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWeb } from "../../scripts/web-bundle.ts";
import { operations } from "../../src/operations/operations.ts";
import { serve } from "../../src/server/server.ts";

export interface Workbench {
  readonly address: string;
  readonly close: () => Promise<void>;
}

export async function openWorkbench(): Promise<Workbench> {
  if (!buildWeb(() => {})) throw new Error("the page does not build");
  const data = mkdtempSync(join(tmpdir(), "theca-"));
  const started = await serve(operations, { port: "0", data, env: {}, locale: "en-US" }, () => {});
  if ("issues" in started) throw new Error(started.issues.map(({ message }) => message).join("; "));
  const { address, close } = started.serving;
  return {
    address: `${address}/`,
    close: async () => {
      await close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
