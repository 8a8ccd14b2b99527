import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { type Session, usePerson } from "./standing.ts";
import { askServer } from "./to-server.ts";

/** So long before the end it is said, in ms. */
const warned = 120_000;

/** Who is at this screen, and the lock; on every page. */
export function PersonBar({ session: { standing, refresh } }: { readonly session: Session }) {
  const { words, locale } = useWords();
  const person = usePerson();
  const left = useLeft(standing?.locksIn, standing?.endsIn);
  if (!person) return null;
  const lock = async (): Promise<void> => {
    await askServer("POST", "/api/session/lock", locale);
    await refresh();
  };
  const stay = async (): Promise<void> => {
    await askServer("POST", "/api/session/here", locale);
    await refresh();
  };
  return (
    <>
      <div className="person-bar">
        <a href="#/account" className="person-name" aria-label={words.signedInAs(person.by)}>
          <Icon name="person" />
          <strong>{person.by}</strong>
          <span className="person-roles">{person.roles.map((role) => words.roleName(role)).join(" · ")}</span>
        </a>
        <Button className="tool" onPress={() => void lock()}>
          <Icon name="lock" />
          <span className="label">{words.lock}</span>
        </Button>
      </div>
      {left !== undefined && (
        <div className="ending" role="status">
          <Icon name="beyond" />
          <span>{left.ends ? words.endsSoon(left.seconds) : words.locksSoon(left.seconds)}</span>
          {!left.ends && (
            <Button className="button" onPress={() => void stay()}>
              {words.stay}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** Seconds left before the screen locks or the session ends, once it is near; in steps that can be read out. */
function useLeft(locksIn?: number, endsIn?: number) {
  const [, tick] = useState(0);
  const [since, setSince] = useState(() => performance.now());
  useEffect(() => setSince(performance.now()), [locksIn, endsIn]);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 5000);
    return () => clearInterval(timer);
  }, []);
  if (locksIn === undefined || endsIn === undefined) return undefined;
  const ms = Math.min(locksIn, endsIn) - Math.max(0, performance.now() - since);
  if (ms > warned) return undefined;
  return { seconds: Math.max(0, Math.ceil(ms / 10_000) * 10), ends: endsIn <= locksIn };
}
