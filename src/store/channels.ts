// By which ways notices leave the clinic. What is settled lies with the other settings; what a channel is opened with is
// sealed under the store's own key, bound to where it may be shown, and is given only to whoever sends.
import type { Asker } from "./decide.ts";
import { withdrawn } from "./notices.ts";
import { first, rows, type Script } from "./script.ts";
import { seal, unseal } from "./seal.ts";
import { readSettings, settle, type Settled } from "./settings.ts";
import { openKeys, ownKeys } from "./vault.ts";

/** A way by which notices leave. */
export type Channel = "mail" | "webhook";

/** Where a channel leads now: to each of these a notice goes by itself. */
export type Targets = Readonly<Record<Channel, readonly string[]>>;

/** What is settled, and which channels have a secret. */
export interface ChannelsSettled extends Settled {
  readonly secrets: Readonly<Record<Channel, boolean>>;
}

/** What is to be settled. A secret that is left out stays, where it is bound to the same place; null takes it away. */
export interface ChannelsDraft extends Pick<Settled, "value" | "revision"> {
  readonly targets: Targets;
  readonly secrets: Readonly<Partial<Record<Channel, string | null>>>;
  /** The place that the secret of a channel may be shown to; another place never gets it. */
  readonly bound: Readonly<Record<Channel, string>>;
}

/** The new state, or why nothing was settled. */
export type ChannelsSettling =
  | { readonly saved: ChannelsSettled }
  | { readonly conflict: Settled }
  /** The secret of this channel was given for another place. */
  | { readonly unbound: Channel };

const name = "notices";
const channels: readonly Channel[] = ["mail", "webhook"];
const placeOf = (channel: Channel, bound: string): string => `secrets\n${channel}\n${bound}`;

interface SecretRow {
  readonly name: Channel;
  readonly bound_to: string;
  readonly sealed: Uint8Array;
}

const secretOf = (channel: Channel): Script<SecretRow | undefined> =>
  first<SecretRow>("SELECT name, bound_to, sealed FROM secrets WHERE name = ?", channel);

function* withSecrets(settled: Settled): Script<ChannelsSettled> {
  const found = yield* rows<SecretRow>("SELECT name FROM secrets");
  const has = (channel: Channel): boolean => found.some((row) => row.name === channel);
  return { ...settled, secrets: { mail: has("mail"), webhook: has("webhook") } };
}

/** What is settled about notices; nothing where nobody did. */
export function* readChannels(): Script<ChannelsSettled> {
  return yield* withSecrets(yield* readSettings(name));
}

/** Settles how notices leave, with its line of audit, in which no secret stands. */
export function* saveChannels(draft: ChannelsDraft, asker: Asker): Script<ChannelsSettling> {
  const found = yield* readSettings(name);
  if (found.revision !== draft.revision) return { conflict: found };
  const changed: Record<string, string> = {};
  for (const channel of channels) {
    const given = draft.secrets[channel];
    const kept = yield* secretOf(channel);
    const isOn = draft.targets[channel].length > 0;
    if (isOn && given === undefined && kept && kept.bound_to !== draft.bound[channel])
      return { unbound: channel };
    if (kept && (given === null || !isOn)) changed[`${channel} secret`] = "taken away";
    else if (isOn && given) changed[`${channel} secret`] = "set";
  }
  const settled = yield* settle(name, draft, asker, changed);
  for (const channel of channels) yield* keepSecret(channel, draft, changed[`${channel} secret`]);
  yield* withdrawn(draft.targets, asker.at);
  return { saved: yield* withSecrets(settled) };
}

function* keepSecret(channel: Channel, draft: ChannelsDraft, change: string | undefined): Script<void> {
  if (change === undefined) return;
  yield* rows("DELETE FROM secrets WHERE name = ?", channel);
  if (change !== "set") return;
  const bound = draft.bound[channel];
  const { channels: key } = yield* openKeys();
  yield* rows(
    "INSERT INTO secrets (name, bound_to, sealed) VALUES (?, ?, ?)",
    channel,
    bound,
    seal(key, draft.secrets[channel]!, placeOf(channel, bound)),
  );
}

/** What a channel is opened with, for whoever sends; "locked" where it cannot be read, null where there is none. */
export function* secretFor(channel: Channel, bound: string): Script<string | null | "locked"> {
  const kept = yield* secretOf(channel);
  if (!kept) return null;
  const keys = yield* ownKeys();
  // Asked for another place than it was given for, it does not open.
  if (keys === "locked") return "locked";
  return unseal(keys.channels, kept.sealed, placeOf(channel, bound)) ?? "locked";
}
