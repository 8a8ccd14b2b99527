import { z } from "zod";
import { furthestNotice } from "../operations/operations.ts";
import { type Issue, type Locale, locales, offsetAt, readShape } from "../quantity/quantity.ts";
import type { ChannelsDraft, ChannelsSettled, Targets } from "../store/store.ts";
import { noticeWordsIn } from "./notice-words.ts";
import { whereIs } from "./reachable.ts";

const email = z.email().max(254);
/** A name of the network or an address; what else a URL may hold has no place in it. */
const host = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$|^[0-9A-Fa-f:]{2,45}$/);
const secret = z.string().min(1).max(1000).nullable().optional();
const line = z
  .string()
  .min(1)
  .max(254)
  .regex(/^\P{C}+$/u);

const mail = z.strictObject({
  host,
  port: z.int().min(1).max(65_535),
  /** TLS from the first byte, TLS asked for and insisted on, or none. */
  security: z.enum(["tls", "starttls", "none"]),
  user: line.optional(),
  from: email,
  to: z.array(email).min(1).max(20),
});
const webhook = z.strictObject({
  /** Scheme, host and port of the address: all of it that is shown. */
  origin: z.string().max(300),
  where: z.enum(["own network", "internet"]),
});
/** How notices leave the clinic, as it is kept: no secret is in it. What is left out is off. */
const settled = z.strictObject({
  language: z.enum(locales),
  digest: z
    .strictObject({
      at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      zone: z.string().min(1).max(64),
      /** So many days ahead a pump that may run dry is counted. */
      within: z.int().min(1).max(furthestNotice.value),
    })
    .optional(),
  /** Whether a new alert of the most pressing kind is told at once. */
  pressing: z.boolean(),
  mail: mail.optional(),
  webhook: webhook.optional(),
});
export type NoticeSettings = z.output<typeof settled>;
export type MailSettings = z.output<typeof mail>;

/** The same as an administrator sends it; a secret that is left out stays as it is, null takes it away. */
export const noticesShape = z.strictObject({
  revision: z.int().min(0),
  notices: settled.extend({
    mail: mail.extend({ password: secret }).optional(),
    webhook: webhook
      .partial({ origin: true })
      .extend({ url: z.string().max(2000).optional(), token: secret })
      .optional(),
  }),
});

/** By which channel a test is sent. */
export const testShape = z.strictObject({ channel: z.enum(["mail", "webhook"]) });

/** What a webhook is opened with: its address is a secret as well, as chat servers have it. */
const hookSecret = z.strictObject({ url: z.string(), token: z.string().optional() });
export const readHookSecret = (text: string): z.output<typeof hookSecret> =>
  hookSecret.parse(JSON.parse(text));

/** What is kept, read again; undefined where nothing was settled. */
export const readKept = ({ value, revision }: Pick<ChannelsSettled, "value" | "revision">) =>
  revision === 0 ? undefined : settled.parse(value);

/** To whom notices go. */
export const targetsOf = ({ mail, webhook }: NoticeSettings): Targets => ({
  mail: mail?.to ?? [],
  webhook: webhook ? [webhook.origin] : [],
});

/** The places that secrets may be shown to. */
export const boundTo = ({ mail, webhook }: NoticeSettings): ChannelsDraft["bound"] => ({
  mail: mail ? `${mail.security} ${mail.host}:${mail.port} ${mail.user ?? ""}` : "",
  webhook: webhook ? `${webhook.where} ${webhook.origin}` : "",
});

/** Reads what an administrator settles; everything that is wrong with it is in the issues. */
export function readNotices(
  input: unknown,
  found: ChannelsSettled,
  locale: Locale,
): { readonly draft: ChannelsDraft } | { readonly issues: readonly Issue[] } {
  const read = readShape(noticesShape, input, locale);
  if (read.value === undefined) return read;
  const { revision, notices } = read.value;
  const words = noticeWordsIn(locale);
  const issues: Issue[] = [];
  const { digest } = notices;
  if (digest && offsetAt(0, digest.zone) === undefined)
    issues.push({ path: "notices.digest.zone", message: words.noZone });
  const { mail: mailAsked, webhook: hookAsked, ...rest } = notices;
  const { password, ...mail } = mailAsked ?? {};
  if (notices.mail?.user !== undefined && notices.mail.security === "none")
    issues.push({ path: "notices.mail.security", message: words.passwordNeedsTls });
  const hook = readHook(hookAsked, found, locale);
  if (hook && "issue" in hook) issues.push(hook.issue);
  if (issues.length > 0) return { issues };
  const value: NoticeSettings = {
    ...rest,
    ...(mailAsked && { mail: mail as MailSettings }),
    ...(hook && "kept" in hook && { webhook: hook.kept }),
  };
  return {
    draft: {
      value,
      revision,
      targets: targetsOf(value),
      bound: boundTo(value),
      secrets: {
        ...(password !== undefined && { mail: password }),
        ...(notices.mail && notices.mail.user === undefined && { mail: null }),
        ...(hook && "secret" in hook && { webhook: hook.secret }),
      },
    },
  };
}

type HookAsked = z.output<typeof noticesShape>["notices"]["webhook"];
type HookRead =
  | { readonly issue: Issue }
  | { readonly kept: { origin: string; where: "own network" | "internet" }; readonly secret?: string };

/** Only over TLS; in the clear only to the clinic's own network, where somebody chose that. */
function readHook(asked: HookAsked, found: ChannelsSettled, locale: Locale): HookRead | undefined {
  if (!asked) return undefined;
  const words = noticeWordsIn(locale);
  const { url, origin, where, token } = asked;
  const issue = (field: string, message: string): HookRead => ({
    issue: { path: `notices.webhook.${field}`, message },
  });
  if (url === undefined) {
    if (origin === undefined || !found.secrets.webhook) return issue("url", words.needsUrl);
    return token === undefined ? { kept: { origin, where } } : issue("url", words.tokenNeedsUrl);
  }
  const to = URL.canParse(url) ? new URL(url) : undefined;
  if (!to || !/^https?:$/.test(to.protocol) || to.username !== "" || to.password !== "" || to.hash !== "")
    return issue("url", words.badUrl);
  if (to.protocol === "http:" && where !== "own network") return issue("url", words.urlNeedsTls);
  const lies = whereIs(to.hostname);
  const isAddress = /^\[|^[\d.]+$/.test(to.hostname);
  if (isAddress && lies !== where) return issue("where", words.liesElsewhere);
  return {
    kept: { origin: to.origin, where },
    secret: JSON.stringify({ url: to.href, ...(token && { token }) }),
  };
}
