import { type Verified, verifyChains } from "./ledger.ts";
import type { Script } from "./script.ts";
import { spoiltSnapshots } from "./snapshots.ts";

/** What a whole walk found, with the patients whose snapshots are to be thrown away. */
export interface Checked extends Verified {
  readonly spoilt: readonly string[];
}

/** Walks both chains; where they hold, derives every snapshot anew and compares. */
export function* checkAll(told?: (walked: Verified) => void): Script<Checked> {
  const chains = yield* verifyChains(undefined, told);
  // Nothing can be derived from a record that does not hold.
  if (chains.damage || chains.locked) return { ...chains, spoilt: [] };
  let snapshots = 0;
  const spoilt = yield* spoiltSnapshots((checked) => {
    snapshots = checked;
    told?.({ ...chains, snapshots });
  });
  return { ...chains, snapshots: snapshots - spoilt.length, thrownAway: spoilt.length, spoilt };
}
