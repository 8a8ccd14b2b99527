// The built page on a port of its own, under the content security policy that the server sends.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..", "..");
const cache = join(root, "node_modules", ".cache");

/** Nothing from elsewhere, nothing inline, nothing evaluated. */
export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Builds the page unless it was built after its newest source; answers where it stands. */
function built(): string {
  const place = join(cache, "web-under-test");
  const sources = globSync(["web/**/*", "src/**/*.ts", "data/**/*", "package.json"], { cwd: root }).filter(
    (path) => !path.endsWith(".test.ts"),
  );
  const newest = Math.max(...sources.map((path) => statSync(join(root, path)).mtimeMs));
  const index = join(place, "index.html");
  if (existsSync(index) && statSync(index).mtimeMs > newest) return place;
  mkdirSync(cache, { recursive: true });
  const fresh = join(cache, `web-${process.pid}`);
  const build = spawnSync(
    process.execPath,
    [
      join(root, "node_modules", "vite", "bin", "vite.js"),
      "build",
      "--config",
      join(root, "web", "vite.config.ts"),
      "--logLevel",
      "warn",
    ],
    { cwd: root, env: { ...process.env, THECA_WEB_OUT: fresh }, encoding: "utf8" },
  );
  if (build.status !== 0) throw new Error(`the page does not build:\n${build.stdout}${build.stderr}`);
  rmSync(place, { recursive: true, force: true });
  renameSync(fresh, place);
  return place;
}

export interface Workbench {
  readonly address: string;
  readonly close: () => Promise<void>;
}

export async function openWorkbench(): Promise<Workbench> {
  const place = built();
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://here").pathname);
    const file = join(place, path.endsWith("/") ? "index.html" : path);
    if (!file.startsWith(place) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "content-security-policy": policy,
    });
    response.end(readFileSync(file));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
