// Sends what is to leave the clinic: looks now and then at what stands open, puts what is to be told into the queue of
// the store, and tries what waits there. Two servers on one store tell nothing twice: the store sees to that.
import { randomUUID } from "node:crypto";
import {
  type Counts,
  type Faulted,
  type faults,
  lookedOverStepwise,
  type NoticeSaid,
  writeDigest,
  writePressing,
  writeTest,
} from "../operations/operations.ts";
import {
  type Hours,
  inward,
  type Instant,
  type Locale,
  offsetAt,
  writeInstant,
} from "../quantity/quantity.ts";
import type { State } from "../records/records.ts";
import type { Asker, Channel, Ledger, Notice, Notices, Targets } from "../store/store.ts";
import { inPieces } from "./exchange.ts";
import type { Following } from "./following.ts";
import { type Tried, wordOf } from "./notice-outcome.ts";
import { boundTo, type NoticeSettings, readHookSecret, readKept, targetsOf } from "./notice-settings.ts";
import { postMail } from "./post-mail.ts";
import { postWebhook } from "./post-webhook.ts";

/** What sends notices. */
export interface Noticing {
  /** Looks once at what is to be told, and tries what waits. */
  readonly look: () => Promise<void>;
  /** Looks now and then, until it is stopped. */
  readonly start: () => void;
  /** Ends; what is being sent is cut off and tried again by whoever comes next. */
  readonly stop: () => Promise<void>;
  /** Sends a test to every target of a channel; undefined where it is switched off. */
  readonly test: (channel: Channel, asker: Asker) => Promise<readonly Tested[] | undefined>;
  /** The channels that nothing gets through, as they are to be said. */
  readonly failing: () => Promise<readonly Faulted[]>;
}

/** Which notice goes where. */
interface Aim {
  readonly id: string;
  readonly channel: Channel;
  readonly target: string;
}

/** What became of a test to one target. */
export type Tested = Tried & { readonly target: string };

/** What notices are made from. */
export interface NoticingParts {
  readonly notices: Notices;
  readonly ledger: Ledger;
  readonly following: Following;
  readonly now: () => number;
  /** Where the list is, as readers of a notice open it; absent where only this machine can. */
  readonly link?: string;
  readonly log: (line: string) => void;
}

const second = 1000;
const minute = 60 * second;
/** So often the queue is looked at, and what stands open where nothing was recorded since. */
const every = { queue: 15 * second, clock: 5 * minute } as const;
/** A try takes no longer; nobody else is given the notice before its lease is over. */
const patience = { aTry: 30 * second, lease: 2 * minute } as const;
/** So many are tried at once. */
const atOnce = 4;
const sender = "notices";

export function noticing(parts: NoticingParts): Noticing {
  const { notices, ledger, now, link, log } = parts;
  const holder = randomUUID();
  const stopping = new AbortController();
  let posted = "";
  let known: Looked | undefined;
  let timer: NodeJS.Timeout | undefined;
  let under: Promise<void> = Promise.resolve();
  let trouble = "";

  const states = async (last: number): Promise<ReadonlyMap<string, State>> => {
    if (known?.last !== last)
      known = { last, states: await parts.following.states(now(), { who: sender, at: now() }) };
    const gone = new Set((await ledger.erasures()).map(({ patient }) => patient));
    return new Map([...known.states].filter(([patient]) => !gone.has(patient)));
  };
  const lookOver = async (last: number, settings: NoticeSettings) =>
    inPieces(
      lookedOverStepwise(await states(last), here(now(), settings), ahead(settings), settings.language),
    );

  const digest = async (settings: NoticeSettings, settledAt: number): Promise<void> => {
    const due = digestDue(settings, now(), settledAt);
    if (due === undefined || due === posted) return;
    const { last } = await notices("watched");
    const { counts } = await lookOver(last, settings);
    await notices("postDigest", due, numbers(counts), targetsOf(settings), now());
    posted = due;
  };
  const pressing = async (settings: NoticeSettings): Promise<void> => {
    if (!settings.pressing) return;
    const { last, watched } = await notices("watched");
    const at = now();
    if (last === 0 || (watched && watched.sequence === last && at - watched.at < every.clock)) return;
    const found = await lookOver(last, settings);
    await notices("postPressing", found.pressing, { sequence: last, at }, targetsOf(settings));
  };
  const sendAll = async (settings: NoticeSettings): Promise<void> => {
    while (!stopping.signal.aborted) {
      const claimed = await notices("claimNotices", holder, now(), now() + patience.lease, atOnce);
      if (claimed.length === 0) return;
      await Promise.all(
        claimed.map(async (notice) => {
          const tried = await attempt(notice, said(notice, settings, link), settings);
          const outcome = "sent" in tried || !stopping.signal.aborted ? tried : cutOff;
          await notices("concludeNotice", notice.id, holder, outcome, { who: sender, at: now() });
        }),
      );
    }
  };
  const attempt = async (
    { id, channel, target }: Aim,
    text: NoticeSaid,
    settings: NoticeSettings,
  ): Promise<Tried> => {
    const { mail, webhook } = settings;
    if (!targetsOf(settings)[channel].includes(target)) return { fault: "not set up", said: "" };
    const secret = await notices("secretFor", channel, boundTo(settings)[channel]);
    if (secret === "locked") return { fault: "not readable", said: "" };
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(patience.aTry)]);
    if (channel === "mail") return postMail(mail!, secret ?? undefined, { id, to: target, ...text }, signal);
    if (secret === null) return { fault: "not set up", said: "" };
    return postWebhook({ ...readHookSecret(secret), where: webhook!.where }, { id, ...text }, signal);
  };
  const lookOnce = async (): Promise<void> => {
    const kept = await notices("readChannels");
    const settings = readKept(kept);
    if (!settings || !hasTarget(targetsOf(settings))) return;
    await digest(settings, kept.at ?? 0);
    await pressing(settings);
    await sendAll(settings);
  };
  /** One at a time; what goes wrong is said once, and tried again with the next. */
  const look = (): Promise<void> => {
    under = under.then(async () => {
      try {
        await lookOnce();
        trouble = "";
      } catch (error) {
        const found = `notices: ${wordOf(String(error))}`;
        if (found !== trouble && !stopping.signal.aborted) log(found);
        trouble = found;
      }
    });
    return under;
  };
  const soon = (wait: number): void => {
    timer = setTimeout(() => void look().then(() => !stopping.signal.aborted && soon(every.queue)), wait);
    timer.unref();
  };
  return {
    look,
    start: () => soon(second),
    stop: async () => {
      clearTimeout(timer);
      stopping.abort();
      await under;
    },
    test: async (channel, asker) => {
      const settings = readKept(await notices("readChannels"));
      const targets = settings ? targetsOf(settings)[channel] : [];
      if (!settings || targets.length === 0) return undefined;
      const text = writeTest(here(now(), settings), link, settings.language);
      const tested: Tested[] = [];
      for (let i = 0; i < targets.length; i += atOnce)
        tested.push(
          ...(await Promise.all(
            targets.slice(i, i + atOnce).map(async (target) => {
              const tried = await attempt({ id: `test ${randomUUID()}`, channel, target }, text, settings);
              await notices("noteTest", channel, target, tried, { ...asker, at: now() });
              return { ...tried, target };
            }),
          )),
        );
      return tested;
    },
    failing: () => failingOf(notices),
  };
}

interface Looked {
  readonly last: number;
  readonly states: ReadonlyMap<string, State>;
}

const cutOff = { fault: "cut off", said: "" } as const;
const hasTarget = (targets: Targets): boolean => Object.values(targets).some((some) => some.length > 0);

/** The channels that nothing gets through, at the clock of the clinic. */
async function failingOf(notices: Notices): Promise<readonly Faulted[]> {
  const failing = await notices("failingChannels");
  if (failing.length === 0) return [];
  const settings = readKept(await notices("readChannels"));
  return failing.map(({ since, fault, ...rest }) => ({
    ...rest,
    since: here(since, settings),
    fault: fault as (typeof faults)[number],
  }));
}

/** A moment as the clocks of the clinic show it. */
function here(epoch: number, settings: Pick<NoticeSettings, "digest"> | undefined): Instant {
  const zone = settings?.digest?.zone ?? "UTC";
  return { epoch, offset: offsetAt(epoch, zone) ?? 0 };
}

const dayLength = "2026-11-22".length;

/**
 * The day whose digest is due, by the clock of the clinic: once its hour has come, also where clocks skip it, and until
 * midnight where the server was down. What was settled later that day begins with the next.
 */
export function digestDue(
  settings: Pick<NoticeSettings, "digest">,
  now: number,
  settledAt: number,
): string | undefined {
  const { digest } = settings;
  if (!digest) return undefined;
  const wall = (epoch: number): string =>
    writeInstant(here(epoch, settings)).slice(0, "2026-11-22T07:00".length);
  const day = wall(now).slice(0, dayLength);
  const due = `${day}T${digest.at}`;
  return wall(now) >= due && wall(settledAt) < due ? day : undefined;
}

const usualAhead = 7;
const ahead = ({ digest }: NoticeSettings): Hours =>
  inward({ value: digest?.within ?? usualAhead, unit: "d" }, "time");

const numbers = (counts: Counts): Record<string, number> => ({ ...counts });

/** The words of a notice, from its numbers. */
function said(notice: Notice, settings: NoticeSettings, link: string | undefined): NoticeSaid {
  const { kind, counts, madeAt } = notice;
  const [at, locale] = [here(madeAt, settings), settings.language as Locale];
  if (kind === "pressing") return writePressing(counts["fresh"] ?? 0, counts["all"] ?? 0, at, link, locale);
  return kind === "test"
    ? writeTest(at, link, locale)
    : writeDigest(counts as unknown as Counts, at, link, locale);
}
