import { useCallback, useEffect, useRef, useState } from "react";
import { pack, readAddress, unpack, writeAddress } from "./address.ts";
import { blankPlan, type Plan } from "./plan/read-plan.ts";

/** How long the plan rests before it is written into the address, in ms: a slid slider is written once. */
const rest = 250;

/** Keeps the address and what is on the screen the same, whichever of them changes. */
export function useAddress(
  plan: Plan,
  open: (plan: Plan) => void,
): { readonly page: string; readonly unreadable: boolean; readonly go: (page: string) => void } {
  const [page, setPage] = useState(() => readAddress(location.hash).page || "cases");
  const [unreadable, setUnreadable] = useState(false);
  const written = useRef("");

  const arrive = useCallback(async () => {
    const asked = readAddress(location.hash);
    setPage(asked.page || "cases");
    if (asked.packed === "" || asked.packed === written.current) return;
    const unpacked = await unpack(asked.packed);
    setUnreadable(unpacked === undefined);
    if (!unpacked) return;
    written.current = asked.packed;
    open(unpacked);
  }, [open]);

  useEffect(() => {
    const changed = (): void => void arrive();
    changed();
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, [arrive]);

  useEffect(() => {
    if (plan === blankPlan) return;
    let stale = false;
    const timer = setTimeout(async () => {
      const packed = await pack(plan);
      if (stale) return;
      written.current = packed;
      const asked = readAddress(location.hash).page || "cases";
      const address = new URL(location.href);
      address.hash = writeAddress({ page: asked, packed });
      history.replaceState(history.state, "", address);
    }, rest);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [plan, page]);

  const go = useCallback((next: string) => {
    location.hash = writeAddress({ page: next, packed: written.current });
    setPage(next);
  }, []);
  return { page, unreadable, go };
}
