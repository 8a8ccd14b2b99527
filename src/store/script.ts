// What is asked of a database, written once: a script yields its statements and is given their rows. SQLite runs it in
// one go, PostgreSQL waits between two statements; what it decides is the same.
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ClientBase } from "pg";
import type { Vault } from "./vault.ts";

/** What a column holds. Sequences and times lie far below 2^53. */
export type Value = string | number | Uint8Array | null;

/** One statement in the part of SQL that both databases read; each value stands as a question mark. */
export interface Statement {
  readonly text: string;
  readonly values: readonly Value[];
}

/** Statements one after the other, each chosen by what those before it gave. */
export type Script<T> = Generator<Statement, T, readonly unknown[]>;

/** The rows of a statement; none where it writes. */
export function* rows<R>(text: string, ...values: readonly Value[]): Script<readonly R[]> {
  return (yield { text, values }) as readonly R[];
}

/** The first row of a statement. */
export function* first<R>(text: string, ...values: readonly Value[]): Script<R | undefined> {
  return ((yield { text, values }) as readonly R[])[0];
}

const keysWanted: Statement = { text: "", values: [] };

/** The keys of the store that the script runs on. */
export function* vault(): Script<Vault> {
  return ((yield keysWanted) as readonly Vault[])[0]!;
}

const vaults = new WeakMap<object, Vault>();

/** Says which keys the scripts of a connection are given. */
export const giveVault = <C extends object>(connection: C, keys: Vault): C => {
  vaults.set(connection, keys);
  return connection;
};

function vaultOf(connection: object): Vault {
  const found = vaults.get(connection);
  if (!found) throw new Error("a connection without keys");
  return found;
}

/** Question marks for so many values, in brackets. */
export const marks = (values: readonly unknown[]): string => `(${values.map(() => "?").join(", ")})`;

// Statements of many values come in as many forms as there are counts: those are not kept prepared.
const keptPrepared = 12;

const prepared = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** Runs a script on SQLite. */
export function runOnSqlite<T>(db: DatabaseSync, script: Script<T>): T {
  const known = prepared.get(db) ?? new Map<string, StatementSync>();
  prepared.set(db, known);
  for (let step = script.next(); ;) {
    if (step.done) return step.value;
    if (step.value === keysWanted) {
      step = script.next([vaultOf(db)]);
      continue;
    }
    const { text, values } = step.value;
    let statement = known.get(text);
    if (!statement) {
      statement = db.prepare(text);
      if (values.length <= keptPrepared) known.set(text, statement);
    }
    step = script.next(statement.all(...values));
  }
}

const numbered = new Map<string, { readonly text: string; readonly name: string }>();

/** Runs a script on PostgreSQL, where values are numbered and statements prepared under a name. */
export async function runOnPostgres<T>(client: Pick<ClientBase, "query">, script: Script<T>): Promise<T> {
  for (let step = script.next(); ;) {
    if (step.done) return step.value;
    if (step.value === keysWanted) {
      step = script.next([vaultOf(client)]);
      continue;
    }
    const { text, values } = step.value;
    let named = numbered.get(text);
    if (!named) {
      let count = 0;
      named = { text: text.replaceAll("?", () => `$${++count}`), name: `theca${numbered.size}` };
      if (values.length <= keptPrepared) numbered.set(text, named);
    }
    const query = { text: named.text, values: [...values] };
    const result = await client.query(values.length <= keptPrepared ? { ...query, name: named.name } : query);
    step = script.next(result.rows as unknown[]);
  }
}
