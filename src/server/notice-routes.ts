import type { Hono } from "hono";
import { answered, faultSaid, noticeAlert, refused } from "../operations/operations.ts";
import type { Locale } from "../quantity/quantity.ts";
import type { ChannelsSettled, Notice, Notices } from "../store/store.ts";
import { bodyLimits } from "./body.ts";
import { type Exchange, readInput, refuse, send, type Surroundings } from "./exchange.ts";
import { askerOf } from "./guard.ts";
import { readNotices, testShape } from "./notice-settings.ts";
import { noticeWordsIn } from "./notice-words.ts";
import type { Noticing, Tested } from "./noticing.ts";
import { readBodyAs } from "./session-routes.ts";

const recent = 50;

/** How notices leave the clinic: settled and tested by an administrator; a channel that is dead is told to everybody. */
export function noticeRoutes(app: Hono<Surroundings>, notices: Notices, noticing: Noticing): void {
  app.get("/api/notices", async (exchange) =>
    send(
      exchange,
      200,
      answered({
        ...written(await notices("readChannels")),
        recent: (await notices("recentNotices", recent)).map((one) => line(one, exchange.get("locale"))),
      }),
    ),
  );
  app.put("/api/notices", async (exchange) => {
    const input = await readInput(exchange, bodyLimits.usual);
    if ("response" in input) return input.response;
    const [locale, found] = [exchange.get("locale"), await notices("readChannels")];
    const words = noticeWordsIn(locale);
    const read = readNotices(input.value, found, locale);
    if ("issues" in read) return send(exchange, 422, refused(read.issues));
    const result = await notices("saveChannels", read.draft, askerOf(exchange));
    if ("saved" in result) return send(exchange, 200, answered(written(result.saved)));
    if ("conflict" in result)
      return refuse(exchange, 409, words.settledMeanwhile(result.conflict.by ?? ""), "revision");
    return result.unbound === "mail"
      ? refuse(exchange, 422, words.typeAgain, "notices.mail.password")
      : refuse(exchange, 422, words.typeUrlAgain, "notices.webhook.url");
  });
  app.post("/api/notices/test", async (exchange) => {
    const read = await readBodyAs(exchange, testShape);
    if ("response" in read) return read.response;
    const results = await noticing.test(read.value.channel, askerOf(exchange));
    if (!results) return refuse(exchange, 422, noticeWordsIn(exchange.get("locale")).notOn, "channel");
    return send(exchange, 200, answered({ tested: toldOf(results, exchange.get("locale")) }));
  });
  app.get("/api/notices/standing", async (exchange) =>
    send(exchange, 200, answered({ alerts: await noticeAlerts(exchange, noticing) })),
  );
}

/** The channels that are dead, as alerts. */
export const noticeAlerts = async (exchange: Exchange, noticing: Noticing): Promise<readonly object[]> =>
  (await noticing.failing()).map((one) => noticeAlert(one, exchange.get("locale")));

/** What became of tests, each with a sentence. */
export const toldOf = (results: readonly Tested[], locale: Locale): readonly object[] =>
  results.map((one) =>
    "sent" in one
      ? { target: one.target, sent: true, said: one.said }
      : {
          target: one.target,
          sent: false,
          fault: one.fault,
          sentence: faultSaid(one.fault, one.said, locale),
        },
  );

/** What is settled, without what channels are opened with: only whether there is such a thing. */
export const written = ({ value, revision, by, at, secrets }: ChannelsSettled): object => ({
  notices: revision === 0 ? null : value,
  secrets,
  revision,
  ...(by !== undefined && at !== undefined && { by, at: new Date(at).toISOString() }),
});

function line(notice: Notice, locale: Locale): object {
  const { kind, channel, target, tries, fault, said, madeAt, nextAt, sentAt, endedAt } = notice;
  const moment = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  return {
    kind,
    channel,
    target,
    tries,
    state: sentAt !== null ? "sent" : endedAt !== null ? "given up" : fault !== null ? "failing" : "waiting",
    madeAt: moment(madeAt),
    nextAt: moment(nextAt),
    sentAt: moment(sentAt),
    said: said ?? "",
    sentence: fault === null || sentAt !== null ? null : faultSaid(fault as never, said ?? "", locale),
  };
}
