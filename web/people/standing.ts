// Who is signed in here, kept up with what the server says of it.
import { createContext, use, useCallback, useEffect, useRef, useState } from "react";
import type { Locale } from "../../src/quantity/quantity.ts";
import { askServer, bearToken, shut } from "./to-server.ts";

export const roles = ["clinician", "nurse", "pharmacist", "reviewer", "administrator"] as const;
export type Role = (typeof roles)[number];

export interface Person {
  readonly account: string;
  readonly login: string;
  readonly shown: string;
  /** As it stands on entries and sheets. */
  readonly by: string;
  readonly roles: readonly Role[];
  /** What a signature takes next: the password, its code too, or another sign-in at the provider. */
  readonly signs: "both" | "password" | "provider";
}

/** What the server says of this browser. */
export interface Standing {
  readonly mode: "alone" | "clinic";
  readonly stage?: "code" | "enrol" | "open" | "locked" | null;
  readonly signOn?: boolean;
  readonly setup?: boolean;
  readonly person?: Person;
  readonly token?: string;
  /** Milliseconds until the screen locks, and until one has to sign in anew. */
  readonly locksIn?: number;
  readonly endsIn?: number;
}

/** True where whoever is here may see patients: everybody, where nobody signs in. */
export const seesPatients = (person: Person | null): boolean =>
  !person || person.roles.some((role) => role === "clinician" || role === "nurse" || role === "pharmacist");

/** The person at this screen; null where nobody signs in. */
export const PersonContext = createContext<Person | null>(null);
export const usePerson = (): Person | null => use(PersonContext);

const askedEvery = 30_000;
const saidHereEvery = 60_000;

export interface Session {
  /** Undefined until the server was asked. */
  readonly standing: Standing | undefined;
  /** Reads the standing anew, or takes one that an answer brought. */
  readonly refresh: (known?: Standing) => Promise<void>;
}

/** Keeps the standing: asks now and then, when the page is seen again, and when the server shut somebody out. */
export function useStanding(locale: Locale): Session {
  const [standing, setStanding] = useState<Standing>();
  const language = useRef(locale);
  language.current = locale;
  const refresh = useCallback(async (known?: Standing): Promise<void> => {
    const said = known ? undefined : await askServer("GET", "/api/session", language.current);
    const found = known ?? (said?.ok ? (said.answer as unknown as Standing) : undefined);
    bearToken(found?.token ?? "");
    setStanding((before) => found ?? before ?? { mode: "alone" });
  }, []);
  useEffect(() => {
    const ask = (): void => void refresh();
    const seen = (): void => void (document.visibilityState === "visible" && refresh());
    ask();
    addEventListener(shut, ask);
    document.addEventListener("visibilitychange", seen);
    return () => {
      removeEventListener(shut, ask);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [refresh]);
  const isOpen = standing?.stage === "open";
  useEffect(() => {
    if (!isOpen) return;
    const timer = setInterval(() => void refresh(), askedEvery);
    // Whoever types is here, though nothing is sent.
    let last = performance.now();
    const used = (): void => {
      if (performance.now() - last < saidHereEvery) return;
      last = performance.now();
      void askServer("POST", "/api/session/here", language.current).then(() => refresh());
    };
    for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, used);
    return () => {
      clearInterval(timer);
      for (const kind of ["keydown", "pointerdown"]) removeEventListener(kind, used);
    };
  }, [isOpen, refresh]);
  return { standing, refresh };
}

/** Forgets everything of whoever was here, and begins anew. */
export function beginAnew(): void {
  try {
    sessionStorage.clear();
  } catch {
    // Where storage is forbidden nothing was kept.
  }
  const address = new URL(location.href);
  address.hash = "#/cases";
  address.searchParams.delete("sign-on");
  history.replaceState(null, "", address);
  location.reload();
}
