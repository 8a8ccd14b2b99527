/** How large a request may be, in bytes. */
export const bodyLimits = { small: 2 ** 14, usual: 2 ** 20, bulk: 64 * 2 ** 20 } as const;

/** A body as text; or that it is over the limit, or no UTF-8. */
export type Body = { readonly text: string } | { readonly fault: "tooLarge" | "notText" };

/** Reads a request's body, and stops at the limit: what lies beyond is never held. */
export async function readBody(request: Request, limit: number): Promise<Body> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) return { fault: "tooLarge" };
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const piece = await reader?.read();
    if (piece === undefined || piece.done) break;
    size += piece.value.length;
    if (size > limit) {
      await reader?.cancel();
      return { fault: "tooLarge" };
    }
    pieces.push(piece.value);
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(pieces)) };
  } catch {
    return { fault: "notText" };
  }
}
