import { useCallback, useEffect, useRef, useState } from "react";
import { type Asked, pack, readAddress, unpack, writeAddress } from "./address.ts";
import { blankPlan, type Plan } from "./plan/read-plan.ts";

/** How long the plan rests before it is written into the address, in ms: a slid slider is written once. */
const rest = 250;

/** The page that an address names, and whose it is. */
const placeIn = (hash: string): { page: string; of: string } => {
  const { page, of } = readAddress(hash);
  return { page: page || "cases", of };
};

/** Keeps the address and what is on the screen the same, whichever of them changes. */
export function useAddress(
  plan: Plan,
  /** Puts a plan that came by address on the table. */
  arrive: (plan: Plan, packed: string) => void,
  /** Follows what a link asks of a page. */
  follow: (asked: Asked) => void,
): {
  readonly page: string;
  /** Whose page it is; empty where it is nobody's. */
  readonly of: string;
  /** The plan as the address carries it; empty until it was first written or read. */
  readonly packed: string;
  readonly unreadable: boolean;
  readonly go: (page: string) => void;
} {
  const [{ page, of }, setPlace] = useState(() => placeIn(location.hash));
  const [packed, setPacked] = useState("");
  const [unreadable, setUnreadable] = useState(false);
  /** How often the address was changed from outside: each time the plan is written into it anew. */
  const [moves, setMoves] = useState(0);
  const written = useRef("");
  // Going back in the browser changes the page, never the plan: an older state of it is what undo is for.
  const ours = useRef(new Set<string>());

  const move = useCallback(async () => {
    const asked = readAddress(location.hash);
    setPlace(placeIn(location.hash));
    setMoves((moves) => moves + 1);
    if (asked.packed !== "" && !ours.current.has(asked.packed)) {
      const unpacked = await unpack(asked.packed);
      setUnreadable(unpacked === undefined);
      if (unpacked) {
        ours.current.add(asked.packed);
        written.current = asked.packed;
        setPacked(asked.packed);
        arrive(unpacked, asked.packed);
      }
    }
    if (Object.keys(asked.asked).length > 0) follow(asked.asked);
  }, [arrive, follow]);

  useEffect(() => {
    const moved = (): void => void move();
    moved();
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, [move]);

  useEffect(() => {
    if (plan === blankPlan) return;
    let stale = false;
    const timer = setTimeout(async () => {
      const fresh = await pack(plan);
      if (stale) return;
      ours.current.add(fresh);
      written.current = fresh;
      setPacked(fresh);
      const address = new URL(location.href);
      address.hash = writeAddress({ ...placeIn(location.hash), packed: fresh });
      history.replaceState(history.state, "", address);
    }, rest);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [plan, moves]);

  const go = useCallback((next: string) => {
    location.hash = writeAddress({ page: next, of: "", packed: written.current });
    setPlace({ page: next, of: "" });
  }, []);
  return { page, of, packed, unreadable, go };
}
