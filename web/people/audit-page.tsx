import { useCallback, useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { useWords } from "../words/words.tsx";
import { askServer } from "./to-server.ts";
import { whenHere } from "./when.ts";

interface Line {
  readonly sequence: number;
  readonly at: number;
  readonly who: string;
  readonly action: string;
  readonly address?: string;
  readonly patient?: string;
  readonly reason?: string;
  readonly glass?: string;
  readonly subject?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Everything that was done, the last first: nobody can change it, the administrator included. */
export default function AuditPage() {
  const { words, locale } = useWords();
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [more, setMore] = useState(false);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const [sought, setSought] = useState("");
  const read = useCallback(
    async (before?: number): Promise<void> => {
      const said = await askServer(
        "GET",
        `/api/audit${before === undefined ? "" : `?before=${before}`}`,
        locale,
      );
      if (!said?.ok) return;
      const found = said.answer["audit"] as Line[];
      setLines((known) => (before === undefined ? found : [...known, ...found]));
      setMore(said.answer["more"] === true);
    },
    [locale],
  );
  useEffect(() => {
    void read();
    void askServer("GET", "/api/people", locale).then((said) => {
      const people = (said?.ok ? said.answer["people"] : []) as {
        id: string;
        shown: string;
        login: string;
      }[];
      setNames(new Map(people.map(({ id, shown, login }) => [id, `${shown} (${login})`])));
    });
  }, [read, locale]);
  const wanted = lines.filter((line) => JSON.stringify(line).toLowerCase().includes(sought.toLowerCase()));
  return (
    <div className="people">
      <h1>{words.audit}</h1>
      <p className="lead">{words.auditLead}</p>
      <div className="field">
        <label htmlFor="audit-sought">{words.auditSearch}</label>
        <input id="audit-sought" value={sought} onChange={(event) => setSought(event.target.value)} />
      </div>
      <p role="status" className="quiet">
        {words.auditCount(String(wanted.length), String(lines.length))}
      </p>
      <div className="wide" tabIndex={0} role="region" aria-label={words.audit}>
        <table className="audit">
          <thead>
            <tr>
              {[words.auditWhen, words.auditWho, words.auditWhat, words.auditWhose, words.auditFrom].map(
                (head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {wanted.map((line) => (
              <tr key={line.sequence} data-action={line.action}>
                <td>{whenHere(line.at, locale)}</td>
                <td>{line.who}</td>
                <td>
                  {words.actionName(line.action)}
                  {line.reason !== undefined && <span className="quiet"> {line.reason}</span>}
                  {line.after !== undefined && (
                    <code className="change">
                      {line.before === undefined ? "" : `${JSON.stringify(line.before)} → `}
                      {JSON.stringify(line.after)}
                    </code>
                  )}
                </td>
                <td>{names.get(line.subject ?? "") ?? <code>{line.patient ?? line.subject ?? ""}</code>}</td>
                <td>{line.address ?? ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more && (
        <Button className="button" onPress={() => void read(lines.at(-1)?.sequence)}>
          {words.auditOlder}
        </Button>
      )}
    </div>
  );
}
