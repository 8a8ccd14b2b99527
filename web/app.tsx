import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { flushSync } from "react-dom";
import type { Locale } from "../src/quantity/quantity.ts";
import type { Asked } from "./address.ts";
import { identityOf } from "./cases/cases.ts";
import { Header } from "./header.tsx";
import { identityFor, keepIdentity } from "./identity.ts";
import { notePlace, withAsked } from "./joint/asked.ts";
import { KetamineSheet } from "./ketamine/ketamine-sheet.tsx";
import { NoticesFailing } from "./notices/failing.tsx";
import { PersonBar } from "./people/person-bar.tsx";
import { PrintedBy } from "./people/printed-by.tsx";
import { beginAnew, PersonContext, useStanding } from "./people/standing.ts";
import { clinicPages, pages } from "./pages.ts";
import { began, changed, type History, redone, undone } from "./plan/history.ts";
import { blankPlan, type Identity, type Plan, unknownIdentity } from "./plan/read-plan.ts";
import { type Actions, ActionsContext, type Kept, type Store, StoreContext } from "./plan/store.tsx";
import { Sheet } from "./sheet/sheet.tsx";
import { SignIn } from "./sign-in/sign-in.tsx";
import { useAddress } from "./use-address.ts";
import { firstLocale, keepLocale, LocaleContext, wordsOf } from "./words/words.tsx";

/** Where a plan is worked on. */
const pageOf = ({ ketamine }: Plan): string => (ketamine ? "ketamine" : "plan");

export function App() {
  const [locale, setLocale] = useState<Locale>(firstLocale);
  const [history, setHistory] = useState<History<Plan>>(() => began(blankPlan));
  const [typed, setTyped] = useState<Identity | null>(null);
  const [kept, setKept] = useState<Kept | null>(null);
  const [said, setSaid] = useState({ sentence: "", nth: 0 });
  const [printing, setPrinting] = useState(false);
  const words = wordsOf(locale);
  const session = useStanding(locale);
  const { standing } = session;
  const person = (standing?.stage === "open" && standing.person) || null;
  const more = useMemo(
    () =>
      clinicPages.filter(({ role, alone }) =>
        person ? !role || person.roles.includes(role) : alone && standing?.mode === "alone",
      ),
    [person, standing?.mode],
  );
  const isShut = standing?.mode === "clinic" && !person;
  const before = useRef("");
  useEffect(() => {
    if (!person) return;
    // Another person's screen begins anew: nothing carries over from the last one (I-07).
    if (before.current !== "" && before.current !== person.account) beginAnew();
    before.current = person.account;
  }, [person]);

  const arrive = useCallback((plan: Plan, packed: string) => {
    setHistory(began(plan));
    setTyped(identityFor(packed));
    setKept(null);
  }, []);
  const follow = useCallback((asked: Asked) => {
    const at = performance.now();
    notePlace(asked);
    setHistory((before) => changed(before, withAsked(before.now, asked), "asked", at));
  }, []);
  const { page, of, packed, unreadable, go } = useAddress(history.now, arrive, follow);
  useEffect(() => {
    if (packed !== "") keepIdentity(typed, packed);
  }, [typed, packed]);

  const { caseId } = history.now;
  const identity = useMemo(
    () => typed ?? identityOf(caseId, locale) ?? unknownIdentity,
    [typed, caseId, locale],
  );
  const store = useMemo<Store>(
    () => ({ history, plan: history.now, identity, kept }),
    [history, identity, kept],
  );
  // The same sentence twice is said twice.
  const say = useCallback((sentence: string): void => setSaid(({ nth }) => ({ sentence, nth: nth + 1 })), []);
  const actions = useMemo<Actions>(
    () => ({
      edit: (change, field) => {
        const at = performance.now();
        setHistory((before) => changed(before, change(before.now), field, at));
      },
      identify: setTyped,
      open: (plan) => {
        setHistory(began(plan));
        setTyped(null);
        setKept(null);
        go(pageOf(plan));
      },
      reopen: ({ id, revision, content }) => {
        setHistory(began(content.plan));
        setTyped(content.identity);
        setKept({ id, revision });
        go(pageOf(content.plan));
      },
      keep: setKept,
      undo: () => {
        setHistory(undone);
        say(words.undone);
      },
      redo: () => {
        setHistory(redone);
        say(words.redone);
      },
      announce: say,
    }),
    [words, go, say],
  );

  useEffect(() => keepLocale(locale), [locale]);
  useEffect(() => {
    document.title = `${words[[...pages, ...clinicPages].find(({ id }) => id === page)?.title ?? "cases"] as string} · Theca`;
  }, [page, words]);
  useUndoKeys(actions);
  usePrinting(setPrinting);

  const shown = [...pages, ...more].find(({ id }) => id === page);
  return (
    <I18nProvider locale={locale}>
      <LocaleContext value={locale}>
        <PersonContext value={person}>
          {isShut && <SignIn session={session} onLocale={setLocale} />}
          {/* What was on a locked screen stays, unseen, until the same person comes back (S-08). */}
          {(standing?.mode === "alone" || before.current !== "" || person) && (
            <ActionsContext value={actions}>
              <StoreContext value={store}>
                <div className={shown?.printsItself ? "screen prints-itself" : "screen"} hidden={isShut}>
                  <PersonBar session={session} />
                  <Header
                    page={page}
                    more={more}
                    caseId={caseId}
                    identity={identity}
                    canUndo={history.past.length > 0}
                    canRedo={history.future.length > 0}
                    onLocale={setLocale}
                  />
                  <main id="content" tabIndex={-1}>
                    {unreadable && (
                      <p className="notice" role="alert">
                        {words.unreadableLink}
                      </p>
                    )}
                    {(shown?.group === "clinic" || shown?.id === "notices") && <NoticesFailing />}
                    <Suspense fallback={<p className="quiet">{words.loading}</p>}>
                      {shown ? <shown.Content key={of} of={of} /> : <p>{words.notFound}</p>}
                    </Suspense>
                    {shown?.printsItself && <PrintedBy />}
                  </main>
                  <footer className="foot quiet">{words.notice}</footer>
                  <div className="unseen" role="status" aria-live="polite">
                    <span key={said.nth}>{said.sentence}</span>
                  </div>
                </div>
                {printing &&
                  !isShut &&
                  !shown?.printsItself &&
                  (page.startsWith("ketamine") ? <KetamineSheet printing /> : <Sheet printing />)}
                {printing && !isShut && !shown?.printsItself && <PrintedBy />}
              </StoreContext>
            </ActionsContext>
          )}
        </PersonContext>
      </LocaleContext>
    </I18nProvider>
  );
}

/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), on the plan as a whole: the fields keep no history of their own. */
function useUndoKeys({ undo, redo }: Actions): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const again = (key === "z" && event.shiftKey) || key === "y";
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (again) redo();
      else undo();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [undo, redo]);
}

/** Puts the sheet into the page for as long as it is printed, from whichever page that is asked for. */
function usePrinting(setPrinting: (printing: boolean) => void): void {
  useEffect(() => {
    const before = (): void => flushSync(() => setPrinting(true));
    const after = (): void => setPrinting(false);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, [setPrinting]);
}
