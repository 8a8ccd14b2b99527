import type { Step } from "./steps.ts";

/** Notices that are to get out, what was told already, and what channels are opened with; in the words of a database. */
const tables = (text: string, whole: string, bytes: string, end: string): string => `
   CREATE TABLE secrets (
     name ${text} PRIMARY KEY NOT NULL,
     bound_to ${text} NOT NULL,
     sealed ${bytes} NOT NULL
   )${end};
   CREATE TABLE notices (
     id ${text} PRIMARY KEY NOT NULL,
     kind ${text} NOT NULL,
     channel ${text} NOT NULL,
     target ${text} NOT NULL,
     counts ${text} NOT NULL,
     made_at ${whole} NOT NULL,
     tries ${whole} NOT NULL,
     next_at ${whole},
     holder ${text},
     held_until ${whole},
     failed_at ${whole},
     tried_at ${whole},
     fault ${text},
     said ${text},
     sent_at ${whole},
     ended_at ${whole}
   )${end};
   CREATE INDEX notices_waiting ON notices (next_at);
   CREATE TABLE told_alerts (
     mark ${text} PRIMARY KEY NOT NULL,
     patient ${text} NOT NULL
   )${end};
   CREATE TABLE watches (
     name ${text} PRIMARY KEY NOT NULL,
     sequence ${whole} NOT NULL,
     at ${whole} NOT NULL
   )${end};`;

/** The step that brings notices into a database. */
export const noticeTables: Step = {
  sqlite: tables("TEXT", "INTEGER", "BLOB", " STRICT"),
  postgres: tables('text COLLATE "C"', "bigint", "bytea", ""),
};
