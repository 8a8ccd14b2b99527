import { useState } from "react";
import { atOnce, Pager } from "./pager.tsx";
import { Picture } from "./picture.tsx";

/** Some of the studies of a picture. */
export interface Part {
  readonly from: number;
  readonly count: number;
}

/** The first of the parts that a long picture is drawn in; none where there is no need for parts. */
export const firstPart = (all: number): { readonly part?: Part } =>
  all > atOnce ? { part: { from: 0, count: atOnce } } : {};

/** A picture of studies, one a line: of many some at once, whole in every file. */
export function LongPicture({
  svg,
  all,
  draw,
  label,
  name,
}: {
  /** The picture, or its first part. */
  readonly svg: string;
  /** How many studies there are. */
  readonly all: number;
  /** Draws another part, or all of it. */
  readonly draw: (part: Part | undefined) => string | Promise<string>;
  readonly label: string;
  readonly name: string;
}) {
  const [drawn, setDrawn] = useState({ of: svg, svg, from: 0 });
  const [busy, setBusy] = useState(false);
  if (all <= atOnce) return <Picture svg={svg} label={label} name={name} />;
  // A part of another picture than the one at hand is not shown.
  const now = drawn.of === svg ? drawn : { svg, from: 0 };
  const move = async (from: number): Promise<void> => {
    setBusy(true);
    const next = await draw({ from, count: atOnce });
    setDrawn({ of: svg, svg: next, from });
    setBusy(false);
  };
  return (
    <>
      <Picture svg={now.svg} whole={() => draw(undefined)} label={label} name={name} />
      <p className="evidence-actions no-print">
        <Pager from={now.from} count={atOnce} all={all} busy={busy} onMove={move} />
      </p>
    </>
  );
}
