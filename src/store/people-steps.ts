import { inEach } from "./dialect.ts";
import type { Step } from "./steps.ts";

/** The step that brings people into a database: accounts, what they sign in with, and who may see whose chart. */
export const peopleTables: Step = inEach(
  ({ text, whole, end }) => `
   CREATE TABLE accounts (
     id ${text} PRIMARY KEY NOT NULL,
     login ${text} UNIQUE NOT NULL,
     shown ${text} NOT NULL,
     roles ${text} NOT NULL,
     password ${text},
     secret ${text},
     secret_offered ${text},
     last_step ${whole} NOT NULL,
     subject ${text} UNIQUE,
     code ${text},
     code_until ${whole},
     disabled ${whole} NOT NULL,
     made_at ${whole} NOT NULL
   )${end};
   CREATE TABLE recovery_codes (
     hash ${text} PRIMARY KEY NOT NULL,
     account ${text} NOT NULL REFERENCES accounts (id),
     used_at ${whole}
   )${end};
   CREATE TABLE sessions (
     hash ${text} PRIMARY KEY NOT NULL,
     account ${text} NOT NULL REFERENCES accounts (id),
     stage ${text} NOT NULL,
     beside ${text},
     made_at ${whole} NOT NULL,
     seen_at ${whole} NOT NULL,
     address ${text} NOT NULL
   )${end};
   CREATE INDEX sessions_of_account ON sessions (account);
   CREATE TABLE devices (
     hash ${text} PRIMARY KEY NOT NULL,
     account ${text} NOT NULL REFERENCES accounts (id),
     made_at ${whole} NOT NULL
   )${end};
   CREATE TABLE attempts (
     name ${text} PRIMARY KEY NOT NULL,
     failures ${whole} NOT NULL,
     last_at ${whole} NOT NULL,
     until_at ${whole} NOT NULL
   )${end};
   CREATE TABLE handshakes (
     hash ${text} PRIMARY KEY NOT NULL,
     text ${text} NOT NULL,
     until_at ${whole} NOT NULL
   )${end};
   CREATE TABLE teams (
     id ${text} PRIMARY KEY NOT NULL,
     patient ${text} NOT NULL,
     account ${text} NOT NULL REFERENCES accounts (id),
     from_at ${whole} NOT NULL
   )${end};
   CREATE INDEX teams_of_patient ON teams (patient, account);
   CREATE TABLE glass (
     id ${text} PRIMARY KEY NOT NULL,
     patient ${text} NOT NULL,
     account ${text} NOT NULL REFERENCES accounts (id),
     reason ${text} NOT NULL,
     from_at ${whole} NOT NULL,
     until_at ${whole} NOT NULL,
     reviewed_by ${text},
     reviewed_at ${whole}
   )${end};
   CREATE INDEX glass_of_account ON glass (account, patient, until_at);`,
);

/** When a session showed both of what one signs with; what comes after needs one of them (T-09). */
export const signing: Step = inEach(({ whole }) => `ALTER TABLE sessions ADD COLUMN signing_at ${whole}`);
