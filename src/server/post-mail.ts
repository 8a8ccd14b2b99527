// A notice by e-mail, through the clinic's own server. nodemailer speaks SMTP; which server, by what kind of TLS, how long
// it may take and what is said of a failure is decided here.
import { isIP } from "node:net";
import { faultOf, type Tried, wordOf } from "./notice-outcome.ts";
import type { MailSettings } from "./notice-settings.ts";
import { reachable } from "./reachable.ts";

/** One e-mail to one reader. */
export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const patience = { connect: 10_000, silent: 15_000 } as const;
const longestAnswer = 16_384;

/** What the other side said, where that is SMTP: what another kind of server says is nobody's business. */
const smtp = /^[2-5]\d\d[ -]/;

/** Tries once, at the first address of the server that answers. */
export async function postMail(
  settings: MailSettings,
  password: string | undefined,
  mail: Mail,
  signal: AbortSignal,
): Promise<Tried> {
  let tried: Tried = { fault: "no answer", said: "" };
  try {
    for (const { address } of await reachable(settings.host, undefined)) {
      tried = await postAt(address, settings, password, mail, signal);
      if ("sent" in tried || tried.fault !== "no answer") break;
    }
    return tried;
  } catch (error) {
    return { fault: faultOf(error), said: "" };
  }
}

/** The same notice bears the same Message-ID, so that a second copy is known for one. */
async function postAt(
  address: string,
  { host, port, security, user, from }: MailSettings,
  password: string | undefined,
  { id, ...mail }: Mail,
  signal: AbortSignal,
): Promise<Tried> {
  const domain = from.slice(from.indexOf("@") + 1);
  try {
    const { createTransport } = await import("nodemailer");
    const transport = createTransport({
      host: address,
      port,
      secure: security === "tls",
      requireTLS: security === "starttls",
      ignoreTLS: security === "none",
      // The certificate is the name's, though the connection goes to an address that was looked at.
      tls: { minVersion: "TLSv1.2", ...(isIP(host) === 0 && { servername: host }) },
      ...(user !== undefined && { auth: { user, pass: password ?? "" }, forceAuth: true }),
      name: domain,
      connectionTimeout: patience.connect,
      greetingTimeout: patience.connect,
      socketTimeout: patience.silent,
      maxResponseSize: longestAnswer,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const { response } = await transport.sendMail({
      ...mail,
      from,
      messageId: `<${messageIdOf(id)}@${domain}>`,
      headers: { "Auto-Submitted": "auto-generated" },
      signal,
    });
    return { sent: true, said: wordOf(response) };
  } catch (error) {
    return failed(error);
  }
}

const messageIdOf = (id: string): string => `theca.${id.replace(/[^A-Za-z0-9]+/g, ".")}`;

function failed(error: unknown): Tried {
  const { code, response, responseCode } = error as {
    readonly code?: string;
    readonly response?: string;
    readonly responseCode?: number;
  };
  const said = smtp.test(response ?? "") ? wordOf(response) : "";
  if (code === "EAUTH" || code === "ENOAUTH") return { fault: "not signed in", said };
  if (said === "" || responseCode === undefined) return { fault: faultOf(error), said };
  if (code === "ETLS") return { fault: "not secure", said };
  return { fault: responseCode < 500 ? "busy" : "refused", said };
}
