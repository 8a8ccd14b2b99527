// Every question to the server goes through here: where people sign in, a change must bear the token of the page.
import type { Locale } from "../../src/quantity/quantity.ts";

let token = "";

/** Notes the token that changes must bear from now on. */
export const bearToken = (fresh: string): void => void (token = fresh);

let second = "";

/** Notes the token of a second person who signed in beside; empty forgets them. */
export const bearSecond = (fresh: string): void => void (second = fresh);

/** Told to the page when the server no longer knows who is asking. */
export const shut = "theca-shut";

/** Has the page ask the server anew who is here and what they may. */
export const lookAgain = (): void => void dispatchEvent(new Event(shut));

/** `fetch` to our own server. */
export async function toServer(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token !== "") headers.set("x-theca-token", token);
  if (second !== "") headers.set("x-theca-second", second);
  if (init.method !== undefined && init.method !== "GET") headers.set("content-type", "application/json");
  const response = await fetch(path, { ...init, headers });
  if (response.status === 401) lookAgain();
  return response;
}

/** What the server said: its answer, or everything that is wrong. */
export interface Said {
  readonly ok: boolean;
  readonly status: number;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly issues: readonly { readonly path: string; readonly message: string }[];
}

/** Asks and reads the answer; undefined where no server answers. */
export async function askServer(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  locale: Locale,
  body?: unknown,
): Promise<Said | undefined> {
  try {
    const response = await toServer(path, {
      method,
      headers: { "accept-language": locale },
      ...(method !== "GET" && { body: JSON.stringify(body ?? {}) }),
    });
    const reply = (await response.json()) as Partial<Said>;
    return {
      ok: response.ok,
      status: response.status,
      answer: reply.answer ?? {},
      issues: reply.issues ?? [],
    };
  } catch {
    // No server, or one that serves only the page.
    return undefined;
  }
}
