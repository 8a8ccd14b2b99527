/** A table that is copied with the records: by which column it is walked, and what is in it. */
export interface KeptTable {
  readonly table: string;
  readonly key: string;
  readonly columns: readonly string[];
  /** Columns of bytes: what is sealed, and the keys. */
  readonly bytes?: readonly string[];
  /** True where each row is a link of a chain: text and hash say it all. */
  readonly chained?: true;
  /** True where it says nothing without what is sealed: an export that can be read leaves it out. */
  readonly sealedOnly?: true;
}

/** Everything that is kept and cannot be derived, in the order in which it is written out and put back. */
export const keptTables: readonly KeptTable[] = [
  { table: "keys", key: "subject", columns: ["subject", "wrapped"], bytes: ["wrapped"], sealedOnly: true },
  { table: "erasures", key: "patient", columns: ["patient", "at"] },
  {
    table: "entries",
    key: "sequence",
    columns: ["sequence", "id", "patient", "recorded_at", "sealed", "hash", "link"],
    bytes: ["sealed"],
    chained: true,
  },
  { table: "serials", key: "mark", columns: ["mark", "patient"], sealedOnly: true },
  {
    table: "audit",
    key: "sequence",
    columns: ["sequence", "sealed", "hash", "link"],
    bytes: ["sealed"],
    chained: true,
  },
  {
    table: "cases",
    key: "id",
    columns: ["id", "title", "plan", "revision", "saved_at"],
    bytes: ["title", "plan"],
  },
  { table: "settings", key: "name", columns: ["name", "text", "revision", "saved_at", "saved_by"] },
  {
    table: "secrets",
    key: "name",
    columns: ["name", "bound_to", "sealed"],
    bytes: ["sealed"],
    sealedOnly: true,
  },
  {
    table: "accounts",
    key: "id",
    columns: [
      "id",
      "login",
      "shown",
      "roles",
      "password",
      "secret",
      "last_step",
      "subject",
      "code",
      "code_until",
      "disabled",
      "made_at",
    ],
  },
  { table: "recovery_codes", key: "hash", columns: ["hash", "account", "used_at"] },
  { table: "teams", key: "id", columns: ["id", "patient", "account", "from_at"] },
  {
    table: "glass",
    key: "id",
    columns: ["id", "patient", "account", "reason", "from_at", "until_at", "reviewed_by", "reviewed_at"],
  },
];
