import { useWords } from "../words/words.tsx";
import { nameColumn, giveRole } from "./edit-sheet.ts";
import { Icon } from "../icon.tsx";
import type { Sheet } from "./read-analysis.ts";
import type { GridFault } from "./read-grid.ts";
import { sayRole } from "./say-choice.ts";
import { roles as all } from "./roles.ts";
import type { EditAnalysis } from "./use-analysis.ts";

/** The columns: their names, and what each is taken for. */
export function GridHead({
  sheet,
  faults,
  edit,
}: {
  readonly sheet: Sheet;
  readonly faults: readonly GridFault[];
  readonly edit: EditAnalysis;
}) {
  const { words } = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{words.evidenceUse}</th>
        <th scope="col">
          <span className="unseen">{words.evidenceRow}</span>#
        </th>
        {sheet.columns.map((name, column) => (
          <th scope="col" key={column}>
            <input
              aria-label={words.evidenceColumnName(column + 1)}
              value={name}
              spellCheck={false}
              maxLength={200}
              onChange={(event) => edit(nameColumn(column, event.target.value), `name ${column}`)}
            />
            <select
              aria-label={words.evidenceRoleOf(name)}
              data-role={column}
              value={sheet.roles[column]}
              onChange={(event) => edit(giveRole(column, event.target.value), `role ${column}`)}
            >
              <option value="">{words.evidenceNotUsed}</option>
              {all.map((role) => (
                <option key={role} value={role}>
                  {sayRole(role, words)}
                </option>
              ))}
            </select>
            {faults
              .filter((fault) => fault.column === column && fault.row === undefined)
              .map(({ message }) => (
                <p className="said" key={message}>
                  <Icon name="beyond" /> {message}
                </p>
              ))}
          </th>
        ))}
        <th scope="col">{words.evidenceFindings}</th>
      </tr>
    </thead>
  );
}
