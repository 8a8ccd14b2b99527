/** HTTP: a thin door over the table of operations, with the workbench and the cases that it keeps. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Operation } from "../operations/operations.ts";
import type { Issue } from "../quantity/quantity.ts";
import { isPostgres, type Ledger, openStore, shownUrl, type Store, Trouble } from "../store/store.ts";
import { createApp } from "./app.ts";
import { following } from "./following.ts";
import { openBundle } from "./bundle.ts";
import { type Clinic, sessionLimits } from "./clinic.ts";
import { steady } from "./log.ts";
import { type Options, readOptions, type Wanted } from "./options.ts";
import { peopleWordsIn } from "./people-words.ts";
import { type Noticing, noticing, type NoticingParts } from "./noticing.ts";
import { listen, type Running } from "./running.ts";
import { typedCode } from "./tokens.ts";
import { type Words, wordsIn } from "./words.ts";

export type { Running } from "./running.ts";
export { type NoticesAsked, tendNotices } from "./notices-at-hand.ts";
export type { Wanted } from "./options.ts";

/** The workbench and its records, being served. */
export interface Serving extends Running {
  /** Where records are kept, without a password. */
  readonly place: string;
  /** Where the master key was found that the records are under. */
  readonly keyFrom?: string;
  /** Where a clinic has no account yet: by which the first administrator is made, and where. */
  readonly setup?: { readonly address: string; readonly code: string };
}

const shown = (place: string): string => (isPostgres(place) ? shownUrl(place) : place);

/** Opens the store and starts the server; or says why neither is done. */
export async function serve(
  operations: readonly Operation[],
  wanted: Wanted,
  log: (line: string) => void,
): Promise<{ readonly serving: Serving } | { readonly issues: readonly Issue[] }> {
  const read = readOptions(wanted);
  if ("issues" in read) return read;
  const { options } = read;
  const opened = await openStore(options.place, options.locale, options.master);
  if ("refused" in opened)
    return { issues: [{ path: "--data", message: `${shown(options.place)}: ${opened.refused}` }] };
  const { store } = opened;
  const accounts = await store.people("countAccounts");
  if (accounts > 0 && !options.clinic) {
    await store.close();
    return { issues: [{ path: "--clinic", message: peopleWordsIn(options.locale).needsClinic }] };
  }
  const clinic = clinicOf(options, store, accounts);
  // Where anybody else can come by, records are only for those who signed in.
  const keeps = options.alone || clinic !== undefined;
  const followed = keeps ? following(store.ledger) : undefined;
  const now = steady(() => Date.now());
  const sending = followed && noticesOf(options, store, { following: followed, now, log });
  const app = createApp({
    operations,
    version: version(),
    ...(keeps && { cases: store.cases, settings: store.settings, ledger: store.ledger }),
    ...(clinic && { clinic }),
    ...(followed && { following: followed }),
    ...(sending && { notices: store.notices, noticing: sending }),
    bundle: openBundle(fileURLToPath(new URL("../../dist/web", import.meta.url))),
    names: options.names,
    log,
    now,
    aside: async (name, question, asker) => {
      const { askAside } = await import("../work/work.ts");
      return askAside(name, question, { ...asker, database: queueIn(wanted.env) });
    },
  });
  const listening = await listen((request, wire) => app.fetch(request, wire), options);
  if ("issues" in listening) {
    await store.close();
    return listening;
  }
  const { address, close } = listening.running;
  const closeBoth = async (): Promise<void> => {
    await sending?.stop();
    await close();
    // What was derived can be derived again: a failure to keep it is none.
    await followed?.keep().catch(() => undefined);
    await store.close();
  };
  checkWhole(store.ledger, log, wordsIn(options.locale));
  sending?.start();
  const code = clinic?.setupCode;
  return {
    serving: {
      address,
      place: shown(options.place),
      ...(options.keyFrom !== undefined && { keyFrom: options.keyFrom }),
      close: closeBoth,
      ...(clinic && code !== undefined && { setup: { address: clinic.url.href, code } }),
    },
  };
}

function clinicOf({ clinic }: Options, { people }: Store, accounts: number): Clinic | undefined {
  return (
    clinic && {
      ...clinic,
      people,
      limits: sessionLimits,
      ...(accounts === 0 && { setupCode: typedCode(4) }),
    }
  );
}

/** What sends notices; where people sign in, readers are led to the list at the clinic's address. */
const noticesOf = (
  { clinic }: Options,
  { notices, ledger }: Store,
  parts: Omit<NoticingParts, "notices" | "ledger" | "link">,
): Noticing =>
  noticing({ ...parts, notices, ledger, ...(clinic && { link: new URL("#/drylist", clinic.url).href }) });

/** The database whose queue large cohorts go through, where the surroundings name one. */
const queueIn = (env: Wanted["env"]): string | undefined => env["THECA_DATABASE_URL"] || undefined;
/** Walks all that is kept while it is already being served; what is found is said and stops further additions. */
function checkWhole(ledger: Ledger, log: (line: string) => void, words: Words): void {
  ledger.verify().then(
    ({ damage }) => damage && log(words.damaged(damage.table, damage.sequence, damage.id, damage.why)),
    (error: unknown) => {
      if (error instanceof Trouble) log(words.unverified(error.message));
    },
  );
}

/** Serves until the process is asked to stop (Ctrl+C, SIGTERM), then ends cleanly; issues where it cannot start. */
export async function serveUntilStopped(
  operations: readonly Operation[],
  wanted: Wanted,
  say: (line: string) => void,
): Promise<readonly Issue[]> {
  const started = await serve(operations, wanted, say);
  if ("issues" in started) return started.issues;
  const { serving } = started;
  const words = wordsIn(wanted.locale);
  say(words.running(serving.address));
  say(words.records(serving.place));
  if (serving.keyFrom !== undefined) say(words.underKey(serving.keyFrom));
  if (serving.setup) say(peopleWordsIn(wanted.locale).setup(serving.setup.address, serving.setup.code));
  say(words.stop);
  await askedToStop();
  say(words.stopping);
  await serving.close();
  return [];
}

/** Resolves at the first signal; a second one ends the process as it would have anyway. */
function askedToStop(): Promise<void> {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  return new Promise((resolve) => {
    const stop = (): void => {
      for (const signal of signals) process.off(signal, stop);
      resolve();
    };
    for (const signal of signals) process.on(signal, stop);
  });
}

function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
