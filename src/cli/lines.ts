const newline = 10;

/** A line as bytes, or the fact that one was too long to be kept. */
export type Line = { readonly bytes: Uint8Array } | { readonly tooLong: true };

/**
 * The lines of a stream of bytes, without their ends. A line may come in any number of pieces; one longer than
 * `longest` is skipped to its end and reported, never held.
 */
export async function* linesOf(source: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<Line> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  const take = (last: Uint8Array): Line => {
    const whole = size + last.length > longest ? undefined : Buffer.concat([...pieces, last]);
    pieces = [];
    size = 0;
    return whole ? { bytes: whole } : { tooLong: true };
  };
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      yield take(chunk.subarray(start, end));
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    size += rest.length;
    if (size > longest) pieces = [];
    else if (rest.length > 0) pieces.push(rest);
  }
  if (size > 0) yield take(new Uint8Array(0));
}
