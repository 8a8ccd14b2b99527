import { memo } from "react";
import { Button } from "react-aria-components";
import { languageOf, type Locale, locales, readInstant, renderInstant } from "../src/quantity/quantity.ts";
import { caseOf } from "./cases/cases.ts";
import { SaveButton } from "./cases/save-button.tsx";
import { Icon } from "./icon.tsx";
import { groups, pages, type Page } from "./pages.ts";
import type { Identity } from "./plan/read-plan.ts";
import { useActions } from "./plan/store.tsx";
import { localeNames, useWords } from "./words/words.tsx";

/** Where one is, whose plan it is, and what can be done from everywhere. */
export const Header = memo(function Header({
  page,
  more,
  caseId,
  identity,
  canUndo,
  canRedo,
  onLocale,
}: {
  readonly page: string;
  /** Pages beside those that everybody has. */
  readonly more: readonly Page[];
  readonly caseId: string;
  readonly identity: Identity;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onLocale: (locale: Locale) => void;
}) {
  const { words, locale } = useWords();
  const { undo, redo } = useActions();
  const title = caseOf(caseId)?.title[languageOf(locale)] ?? words.noCase;
  const here = [...pages, ...more].find(({ id }) => id === page);
  const printing = here?.printsItself ? words.printPage : words.print;
  return (
    <header className="head">
      <a className="skip" href="#content" onClick={skip}>
        {words.skip}
      </a>
      <div className="topbar">
        <a className="brand" href="#/cases">
          <Mark />
          <span className="brand-name">Theca</span>
        </a>
        <div className="whose">
          {!here?.ofPatients && (
            <>
              <strong>{here?.outsideRecords ? (words[here.title] as string) : title}</strong>
              {here?.outsideRecords ? (
                <span className="identity">{words.simulationNoRecord}</span>
              ) : (
                <IdentityLine caseId={caseId} identity={identity} />
              )}
            </>
          )}
        </div>
        <div className="tools">
          {!here?.ofPatients && (
            <>
              <Button className="tool" onPress={undo} isDisabled={!canUndo} aria-label={words.undo}>
                <Icon name="undo" />
              </Button>
              <Button className="tool" onPress={redo} isDisabled={!canRedo} aria-label={words.redo}>
                <Icon name="redo" />
              </Button>
              {page !== "cases" && !here?.outsideRecords && <SaveButton />}
            </>
          )}
          <Button className="tool wide" onPress={() => print()} aria-label={printing}>
            <Icon name="print" />
            <span className="label">{printing}</span>
          </Button>
          <label className="language">
            <span className="unseen">{words.language}</span>
            <select value={locale} onChange={(event) => onLocale(event.target.value as Locale)}>
              {locales.map((each) => (
                <option key={each} value={each} lang={each}>
                  {localeNames[each]}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
      <nav aria-label={words.pages} className="pages">
        {groups.map((group) => (
          <span key={group} role="group" aria-label={words[`group ${group}`]}>
            <span className="group-name" aria-hidden="true">
              {words[`group ${group}`]}
            </span>
            {[...pages, ...more]
              .filter((each) => each.group === group && !each.reached)
              .map(({ id, title }) => (
                <a key={id} href={`#/${id}`} aria-current={page === id ? "page" : undefined}>
                  {words[title] as string}
                </a>
              ))}
          </span>
        ))}
      </nav>
    </header>
  );
});

/** Whether the person named is still the one the case came with. */
function isMadeUp(caseId: string, { name, number }: Identity): boolean {
  const made = caseOf(caseId)?.identity;
  return made?.number === number && Object.values(made.name).includes(name);
}

/** Who the plan is for, in one line. */
function IdentityLine({ caseId, identity }: { readonly caseId: string; readonly identity: Identity }) {
  const { words, locale } = useWords();
  const born = readInstant(`${identity.birthDate}T00:00:00Z`);
  const parts = [identity.name, identity.number, born ? words.born(renderInstant(born, locale)) : ""].filter(
    Boolean,
  );
  return (
    <span className="identity">
      {parts.length > 0 ? parts.join(" · ") : words.noPatient}
      {isMadeUp(caseId, identity) && <span className="tag">{words.madeUp}</span>}
    </span>
  );
}

/** The address belongs to the pages: the jump moves the focus and leaves it alone. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="currentColor" />
      <path d="M9 8h14M16 8v7" stroke="#fff" strokeWidth="3" strokeLinecap="round" fill="none" />
      <circle cx="16" cy="20" r="5" fill="none" stroke="#fff" strokeWidth="3" />
    </svg>
  );
}
