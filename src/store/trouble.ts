/** What can come between an open store and an answer. */
export type TroubleKind =
  | "altered"
  | "damaged"
  | "full"
  | "disk"
  | "unreachable"
  | "rights"
  | "busy"
  | "locked";

/** Thrown where the store cannot answer for a reason that is not ours; nothing was kept of what was asked. */
export class Trouble extends Error {
  readonly trouble: TroubleKind;
  /** Which record, where it is one. */
  readonly record: string | undefined;
  constructor(trouble: TroubleKind, record?: string, cause?: unknown) {
    super(record === undefined ? trouble : `${trouble}: ${record}`, { cause });
    this.trouble = trouble;
    this.record = record;
  }
}

// SQLite's primary result codes.
const onSqlite: Readonly<Record<number, TroubleKind>> = {
  11: "damaged",
  13: "full",
  10: "disk",
  8: "rights",
  5: "busy",
};

/** An error of SQLite as the trouble it is; any other as it came. */
export function troubleOfSqlite(error: unknown): unknown {
  const code = (error as { errcode?: number }).errcode;
  const kind = code === undefined ? undefined : onSqlite[code & 0xff];
  return kind ? new Trouble(kind, undefined, error) : error;
}

/** An error of PostgreSQL or of the way to it as the trouble it is; any other as it came. */
export function troubleOfPostgres(error: unknown): unknown {
  if (error instanceof Trouble) return error;
  const code = String((error as { code?: unknown }).code ?? "");
  const text = error instanceof Error ? error.message : String(error);
  const kind: TroubleKind | undefined =
    code === "53100"
      ? "full"
      : code === "58030"
        ? "disk"
        : code === "42501" || code === "25006"
          ? "rights"
          : code === "55P03"
            ? "busy"
            : isUnreachable(code, text)
              ? "unreachable"
              : undefined;
  return kind ? new Trouble(kind, undefined, error) : error;
}

/** True where the server is not there, or went away: errors of the network, class 08 and 57P, and what pg says itself. */
export const isUnreachable = (code: string, text: string): boolean =>
  /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|ENOENT|EACCES|08|57P0|53300)/.test(code) ||
  /connection terminated|timeout exceeded|timeout expired|connection error|not queryable/i.test(text);
