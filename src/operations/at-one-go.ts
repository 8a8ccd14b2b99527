/** What work in steps comes to, for whoever has nobody else to answer between them. */
export function atOneGo<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
