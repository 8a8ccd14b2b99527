// Plans kept by the server on this machine. Where no server keeps any, the page works without.
import { z } from "zod";
import { readShape } from "../../src/quantity/quantity.ts";
import { toServer } from "../people/to-server.ts";
import { type Identity, plan, type Plan } from "../plan/read-plan.ts";

const head = z.object({ id: z.string(), title: z.string(), revision: z.number(), savedAt: z.string() });
export type SavedHead = z.output<typeof head>;

const identity = z.strictObject({ name: z.string(), number: z.string(), birthDate: z.string() });
const content = z.strictObject({ plan, identity });
/** A plan and whom it is for, as kept. */
export interface SavedCase extends SavedHead {
  readonly content: { readonly plan: Plan; readonly identity: Identity };
}

const root = "/api/cases";

/** What the server answered; undefined where none answers or it keeps nothing. */
async function answerOf(
  path: string,
  init?: RequestInit,
): Promise<{ status: number; answer: unknown } | undefined> {
  try {
    const response = await toServer(path, init);
    const reply = (await response.json()) as { answer?: unknown };
    return { status: response.status, answer: reply.answer };
  } catch {
    // No server, or one that serves only the page.
    return undefined;
  }
}

/** Every kept plan, the last saved first; undefined where nothing keeps plans. */
export async function listSaved(): Promise<readonly SavedHead[] | undefined> {
  const found = await answerOf(root);
  return readShape(z.object({ cases: z.array(head) }), found?.answer, "en-US").value?.cases;
}

export async function readSaved(id: string): Promise<SavedCase | undefined> {
  const found = await answerOf(`${root}/${id}`);
  const read = readShape(head.extend({ plan: content }), found?.answer, "en-US").value;
  return read && { ...read, content: read.plan };
}

/** Saves at the revision it was read at, 0 for a new one; "conflict" where somebody else saved it since. */
export async function save({
  id,
  title,
  revision,
  content,
}: Omit<SavedCase, "savedAt">): Promise<SavedHead | "conflict" | undefined> {
  const found = await answerOf(`${root}/${id}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ title, plan: content, revision }),
  });
  if (found?.status === 409) return "conflict";
  return readShape(head, found?.answer, "en-US").value;
}

export async function remove({ id, revision }: Pick<SavedHead, "id" | "revision">): Promise<boolean> {
  const found = await answerOf(`${root}/${id}?revision=${revision}`, { method: "DELETE" });
  return found?.status === 200;
}
