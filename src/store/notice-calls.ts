/** Notices that leave the clinic: by which channels, and the queue of those that are to get out. */
import * as channels from "./channels.ts";
import * as notices from "./notices.ts";

export type { Channel, ChannelsDraft, ChannelsSettled, ChannelsSettling, Targets } from "./channels.ts";
export type { Failing, Notice, NoticeKind, Outcome, Watched } from "./notices.ts";

const { readChannels, saveChannels, secretFor } = channels;
const { watched, postDigest, postPressing, claimNotices, concludeNotice } = notices;
const { noteTest, failingChannels, recentNotices } = notices;

/** Everything that can be asked about notices. */
export const noticeCalls = {
  readChannels,
  saveChannels,
  secretFor,
  watched,
  postDigest,
  postPressing,
  claimNotices,
  concludeNotice,
  noteTest,
  failingChannels,
  recentNotices,
} as const;
type Calls = typeof noticeCalls;

/** Asks one thing about notices; the answer comes when what it wrote is on the disk. */
export type Notices = <K extends keyof Calls>(
  name: K,
  ...args: Parameters<Calls[K]>
) => Promise<ReturnType<Calls[K]> extends Generator<unknown, infer T> ? T : never>;
