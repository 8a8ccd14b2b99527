import { inEach } from "./dialect.ts";
import type { Step } from "./steps.ts";

/** Brings notices into a database: those to get out, what was told already, and what channels are opened with. */
export const noticeTables: Step = inEach(
  ({ text, whole, bytes, end }) => `
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
   )${end};`,
);
