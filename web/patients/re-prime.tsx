import { PrimeFigures, usePrime } from "../plan/prime-figures.tsx";
import type { TypedData } from "./forms.ts";
import type { Standing } from "./standing.ts";

/** What the pump is to give after the port was used, and what of it would go past the tip: by what is implanted. */
export function RePrime({
  standing: { pump, catheter, reservoir },
  typed,
}: {
  readonly standing: Standing;
  readonly typed: TypedData;
}) {
  const { primed, gaps } = usePrime({
    pump: pump?.choice,
    catheter: catheter?.choice,
    occasion: "after-aspiration",
    catheterHolds: "csf",
    tubingPrefilled: catheter?.isNew === false,
    catheterRevised: catheter?.isNew,
    solution: reservoir?.solution,
    ...(typed["primed"] && { programmed: typed["primed"] }),
  });
  return typed["reprime"] === "done" && primed ? <PrimeFigures primed={primed} gaps={gaps} /> : null;
}
