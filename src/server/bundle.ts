import { createHash } from "node:crypto";
import { createReadStream, existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { Readable } from "node:stream";

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  map: "application/json",
  webmanifest: "application/manifest+json",
  svg: "image/svg+xml",
  png: "image/png",
  ico: "image/x-icon",
  woff2: "font/woff2",
  woff: "font/woff",
  wasm: "application/wasm",
  txt: "text/plain; charset=utf-8",
};

interface File {
  readonly path: string;
  readonly type: string;
  readonly size: number;
  /** True where the name changes with the content: such a file never has to be asked for twice. */
  readonly immutable: boolean;
  readonly tag: string;
}

/** The built pages of the workbench: only files that were there at the start are ever given out. */
export interface Bundle {
  readonly answer: (request: Request) => Response | undefined;
}

/** Lists the built pages; undefined where none have been built. */
export function openBundle(folder: string): Bundle | undefined {
  if (!existsSync(join(folder, "index.html"))) return undefined;
  const files = new Map<string, File>();
  for (const name of globSync("**/*", { cwd: folder })) {
    const path = join(folder, name);
    const type = types[name.split(".").at(-1) ?? ""];
    if (type === undefined || !statSync(path).isFile()) continue;
    const url = `/${name.split(sep).join("/")}`;
    const immutable = /^\/assets\/.+-[\w-]{8,}\.\w+$/.test(url);
    const tag = immutable
      ? ""
      : `"${createHash("sha256").update(readFileSync(path)).digest("base64url").slice(0, 22)}"`;
    files.set(url, { path, type, size: statSync(path).size, immutable, tag });
  }
  return {
    answer: (request) => {
      const { pathname } = new URL(request.url);
      const file = files.get(pathname) ?? (isPage(request, pathname) ? files.get("/index.html") : undefined);
      return file && give(file, request);
    },
  };
}

/** A route of the workbench: it names no file, and a browser wants a page. */
function isPage(request: Request, pathname: string): boolean {
  const wantsPage = pathname === "/" || (request.headers.get("accept") ?? "").includes("text/html");
  return wantsPage && !/\.\w+$/.test(pathname) && !pathname.startsWith("/assets/");
}

function give(file: File, request: Request): Response {
  const headers = {
    "content-type": file.type,
    "cache-control": file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
    ...(file.immutable ? {} : { etag: file.tag }),
  };
  if (!file.immutable && request.headers.get("if-none-match") === file.tag)
    return new Response(null, { status: 304, headers });
  const body =
    request.method === "HEAD" ? null : (Readable.toWeb(createReadStream(file.path)) as ReadableStream);
  return new Response(body, { headers: { ...headers, "content-length": String(file.size) } });
}
