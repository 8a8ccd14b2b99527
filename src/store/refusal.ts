/** Why a file or a database is not opened. */
export type Reason =
  | "oldSqlite"
  | "notDurable"
  | "notOurs"
  | "newer"
  | "damaged"
  | "brokenChain"
  | "notADatabase"
  | "unwritable"
  | "badUrl"
  | "unreachable"
  | "wrongPassword"
  | "noDatabase"
  | "noRights"
  | "oldPostgres"
  | "notUtf8"
  | "keyMissing"
  | "keyWrong"
  | "older";

/** Thrown where a store is opened, said as a sentence outside. */
export class Refusal extends Error {
  readonly reason: Reason;
  /** What the database itself said, where that helps to mend it. */
  readonly detail: string | undefined;
  constructor(reason: Reason, detail?: string) {
    super(reason);
    this.reason = reason;
    this.detail = detail;
  }
}
