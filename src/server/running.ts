import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Issue } from "../quantity/quantity.ts";
import type { Options } from "./options.ts";
import { wordsIn } from "./words.ts";

/** A server that accepts requests. */
export interface Running {
  /** As a browser wants it: http://127.0.0.1:4180. */
  readonly address: string;
  /** Ends when what is under way has been answered, at the latest after five seconds. */
  readonly close: () => Promise<void>;
}

const patience = 5000;

/** Listens on the first port that is free. */
export async function listen(
  fetch: (request: Request, wire: object) => Response | Promise<Response>,
  { host, ports, locale }: Pick<Options, "host" | "ports" | "locale">,
): Promise<{ running: Running } | { issues: Issue[] }> {
  const server = createServer(
    { requestTimeout: 120_000, headersTimeout: 20_000 },
    getRequestListener(fetch, { hostname: host }),
  );
  const words = wordsIn(locale);
  for (const port of ports) {
    const error = await tryPort(server, port, host);
    if (!error) return { running: running(server, host) };
    if (error.code === "EADDRINUSE") continue;
    if (error.code === undefined) throw error;
    return { issues: [{ path: "--host", message: words.notAddress(host.slice(0, 60)) }] };
  }
  const message =
    ports.length === 1 ? words.portTaken(ports[0]!) : words.noPortFree(ports[0]!, ports.at(-1)!);
  return { issues: [{ path: "--port", message }] };
}

function tryPort(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve(error);
    server.once("error", failed);
    server.listen(port, host, () => {
      server.off("error", failed);
      resolve(undefined);
    });
  });
}

function running(server: Server, host: string): Running {
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), patience);
      await closed;
      clearTimeout(timer);
    },
  };
}
