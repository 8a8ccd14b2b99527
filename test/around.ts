// Something that the tests of one file need, there from the first of them to the last. A hook of the file would hold it
// from the beginning to the end of the whole run, because all files run in one process.
import { after, test, type TestContext } from "node:test";

export type Work = (context: TestContext) => void | Promise<void>;
export interface Options {
  readonly skip?: boolean | string;
}
/** As `test` of Node is called. */
export interface Around {
  (name: string, work: Work): void;
  (name: string, options: Options, work: Work): void;
}

/** A `test` for one file: opens before the first test that runs, closes after the last. */
export function around(open: () => Promise<unknown>, close: () => Promise<unknown>): Around {
  let left = 0;
  let opened: Promise<unknown> | undefined;
  const end = async (): Promise<void> => {
    if (!opened) return;
    opened = undefined;
    await close();
  };
  // Where only some of the tests were asked for, the last of them is not known.
  after(end);
  return (name: string, options: Options | Work, work?: Work) => {
    const [given, body] = typeof options === "function" ? [{}, options] : [options, work!];
    if (!given.skip) left++;
    void test(name, given, async (context) => {
      try {
        await (opened ??= open());
        await body(context);
      } finally {
        if (--left === 0) await end();
      }
    });
  };
}
