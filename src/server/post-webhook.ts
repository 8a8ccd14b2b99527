// A notice by webhook: one POST of JSON to an address that an administrator chose. No redirect is followed, what comes
// back is not read, and nothing of it but its status is told to anybody.
import { request as plain, STATUS_CODES } from "node:http";
import { request as secure } from "node:https";
import { isIP } from "node:net";
import { faultOf, type Tried } from "./notice-outcome.ts";
import { leadingTo, reachable, type Where } from "./reachable.ts";

/** Where a webhook lies, and what it is opened with. */
export interface Hook {
  readonly url: string;
  readonly where: Where;
  readonly token?: string | undefined;
}

const longestHead = 16_384;

/** Tries once. `text` is what chat servers show; the id is the same with each try of one notice. */
export async function postWebhook(
  { url, where, token }: Hook,
  notice: { readonly id: string; readonly subject: string; readonly text: string },
  signal: AbortSignal,
): Promise<Tried> {
  const to = new URL(url);
  try {
    const addresses = await reachable(to.hostname, where);
    const status = await posted(
      to,
      JSON.stringify(notice),
      signal,
      {
        "content-type": "application/json; charset=utf-8",
        "idempotency-key": notice.id,
        "user-agent": "theca",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      addresses,
    );
    const said = `${status} ${STATUS_CODES[status] ?? ""}`.trim();
    if (status >= 200 && status < 300) return { sent: true, said };
    if (status >= 300 && status < 400) return { fault: "redirect", said };
    if (status === 401 || status === 403) return { fault: "not signed in", said };
    return { fault: status >= 500 || status === 429 || status === 408 ? "busy" : "refused", said };
  } catch (error) {
    return { fault: faultOf(error), said: "" };
  }
}

/** The status of the answer; whatever follows it is not waited for. */
const posted = (
  to: URL,
  body: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>>,
  addresses: Parameters<typeof leadingTo>[0],
): Promise<number> =>
  new Promise((resolve, reject) => {
    const send = to.protocol === "https:" ? secure : plain;
    const asked = send(
      to,
      {
        method: "POST",
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
        // No connection is kept: the next try looks again where the name leads.
        agent: false,
        lookup: leadingTo(addresses),
        maxHeaderSize: longestHead,
        signal,
        ...(to.protocol === "https:" && isIP(to.hostname) === 0 && { servername: to.hostname }),
      },
      (answer) => {
        resolve(answer.statusCode ?? 0);
        asked.destroy();
      },
    );
    asked.on("error", (error) => reject(signal.aborted ? (signal.reason as Error) : error));
    asked.end(body);
  });
