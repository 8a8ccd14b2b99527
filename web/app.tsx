import { Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { flushSync } from "react-dom";
import type { Locale } from "../src/quantity/quantity.ts";
import { identityOf } from "./cases/cases.ts";
import { Header } from "./header.tsx";
import { pages } from "./pages.ts";
import { began, changed, type History, redone, undone } from "./plan/history.ts";
import { blankPlan, type Identity, type Plan, unknownIdentity } from "./plan/read-plan.ts";
import { type Actions, ActionsContext, type Store, StoreContext } from "./plan/store.tsx";
import { Sheet } from "./sheet/sheet.tsx";
import { useAddress } from "./use-address.ts";
import { firstLocale, keepLocale, LocaleContext, wordsOf } from "./words/words.tsx";

const tab = "theca.identity";

/** What was typed about the person in this tab; null where nothing was. */
function typedIdentity(): Identity | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(tab) ?? "null") as Partial<Identity> | null;
    return kept && { ...unknownIdentity, ...kept };
  } catch {
    // Unreadable or forbidden storage: the person has to be named again.
    return null;
  }
}

function keepIdentity(identity: Identity | null): void {
  try {
    if (identity) sessionStorage.setItem(tab, JSON.stringify(identity));
    else sessionStorage.removeItem(tab);
  } catch {
    // Where storage is forbidden the name lasts until the page is left.
  }
}

export function App() {
  const [locale, setLocale] = useState<Locale>(firstLocale);
  const [history, setHistory] = useState<History<Plan>>(() => began(blankPlan));
  const [typed, setTyped] = useState<Identity | null>(typedIdentity);
  const [said, setSaid] = useState("");
  const [printing, setPrinting] = useState(false);
  const words = wordsOf(locale);

  const open = useCallback((plan: Plan) => {
    setHistory(began(plan));
    setTyped(null);
    keepIdentity(null);
  }, []);
  // A plan that came by address keeps the person named in this tab.
  const arrive = useCallback((plan: Plan) => setHistory(began(plan)), []);
  const { page, unreadable, go } = useAddress(history.now, arrive);

  const { caseId } = history.now;
  const identity = useMemo(
    () => typed ?? identityOf(caseId, locale) ?? unknownIdentity,
    [typed, caseId, locale],
  );
  const store = useMemo<Store>(() => ({ history, plan: history.now, identity }), [history, identity]);
  const actions = useMemo<Actions>(
    () => ({
      edit: (change, field) => {
        const at = performance.now();
        setHistory((before) => changed(before, change(before.now), field, at));
      },
      identify: (identity) => {
        setTyped(identity);
        keepIdentity(identity);
      },
      open: (plan) => {
        open(plan);
        go("plan");
      },
      undo: () => {
        setHistory(undone);
        setSaid(words.undone);
      },
      redo: () => {
        setHistory(redone);
        setSaid(words.redone);
      },
      announce: setSaid,
    }),
    [words, open, go],
  );

  useEffect(() => keepLocale(locale), [locale]);
  useEffect(() => {
    document.title = `${words[pages.find(({ id }) => id === page)?.title ?? "cases"] as string} · Theca`;
  }, [page, words]);
  useUndoKeys(actions);
  usePrinting(setPrinting);

  const shown = pages.find(({ id }) => id === page);
  return (
    <I18nProvider locale={locale}>
      <LocaleContext value={locale}>
        <ActionsContext value={actions}>
          <StoreContext value={store}>
            <div className="screen">
              <Header
                page={page}
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
                <Suspense fallback={<p className="quiet">{words.loading}</p>}>
                  {shown ? <shown.Content /> : <p>{words.notFound}</p>}
                </Suspense>
              </main>
              <footer className="foot quiet">{words.notice}</footer>
              <div className="unseen" role="status" aria-live="polite">
                {said}
              </div>
            </div>
            {printing && <Sheet printing />}
          </StoreContext>
        </ActionsContext>
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
