// Notices for whoever has the records themselves at hand: shown, settled and tested without a server that runs.
import { answered, refused, type Reply } from "../operations/operations.ts";
import type { Locale } from "../quantity/quantity.ts";
import { type Master, openStore } from "../store/store.ts";
import { following } from "./following.ts";
import { toldOf, written } from "./notice-routes.ts";
import { readNotices } from "./notice-settings.ts";
import { noticeWordsIn } from "./notice-words.ts";
import { noticing } from "./noticing.ts";

/** What is to be done: show, send a test, or settle what was read. */
export type NoticesAsked = "show" | "test" | { readonly settle: unknown };

const who = "command line";

/** Does it on a place, and says what became of it; no secret is in the answer. */
export async function tendNotices(
  asked: NoticesAsked,
  place: string,
  master: Master | undefined,
  locale: Locale,
): Promise<Reply> {
  const opened = await openStore(place, locale, master);
  if ("refused" in opened) return refused([{ path: "--data", message: opened.refused }]);
  const { store } = opened;
  const { notices, ledger } = store;
  const words = noticeWordsIn(locale);
  const now = (): number => Date.now();
  try {
    if (asked === "show") return answered(written(await notices("readChannels")));
    if (asked === "test") {
      const sending = noticing({ notices, ledger, following: following(ledger), now, log: () => undefined });
      const results = [];
      for (const channel of ["mail", "webhook"] as const)
        results.push(...((await sending.test(channel, { who, at: now() })) ?? []));
      return results.length === 0
        ? refused([{ path: "", message: words.notOn }])
        : answered({ tested: toldOf(results, locale) });
    }
    const found = await notices("readChannels");
    const { settle } = asked;
    const read = readNotices(
      typeof settle === "object" && settle !== null ? { revision: found.revision, ...settle } : settle,
      found,
      locale,
    );
    if ("issues" in read) return refused(read.issues);
    const result = await notices("saveChannels", read.draft, { who, at: now() });
    if ("saved" in result) return answered(written(result.saved));
    if ("conflict" in result)
      return refused([{ path: "revision", message: words.settledMeanwhile(result.conflict.by ?? "") }]);
    return result.unbound === "mail"
      ? refused([{ path: "notices.mail.password", message: words.typeAgain }])
      : refused([{ path: "notices.webhook.url", message: words.typeUrlAgain }]);
  } finally {
    await store.close();
  }
}
