import { pino } from "pino";

/** A fault of ours, under the id that was told to whoever met it. */
export interface Fault {
  readonly fault: string;
  readonly path: string;
  readonly error: string;
}

/** What is never written into a log, wherever it stands (T-12). */
const secrets = [
  "password",
  "current",
  "code",
  "secret",
  "token",
  "cookie",
  "authorization",
  "name",
  "birthDate",
];

/** Writes each fault as one line of JSON: what came in cannot forge another one (T-11). */
export function logger(write: (line: string) => void): (fault: Fault) => void {
  const log = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: "…" },
    },
    { write: (line: string) => write(line.trimEnd()) },
  );
  return (fault) => log.error(fault);
}

/** A clock that never steps back: no lockout or session is made longer by setting it back (K-06). */
export function steady(now: () => number): () => number {
  let latest = 0;
  return () => (latest = Math.max(latest, now()));
}
