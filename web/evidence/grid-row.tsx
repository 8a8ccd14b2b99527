import { memo } from "react";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { GridCell } from "./grid-cell.tsx";
import type { GridFault } from "./read-grid.ts";
import { isNumeric } from "./roles.ts";

/** One study: whether it counts, its cells, and what there is to say of it. */
export const GridRow = memo(function GridRow({
  row,
  name,
  cells,
  columns,
  roles,
  used,
  faults,
  onFill,
  onEnd,
  onToggle,
}: {
  readonly row: number;
  readonly name: string;
  readonly cells: readonly string[];
  readonly columns: readonly string[];
  readonly roles: readonly string[];
  readonly used: boolean;
  readonly faults: readonly GridFault[];
  readonly onFill: (row: number, column: number, block: readonly (readonly string[])[]) => void;
  readonly onEnd: (row: number, column: number) => void;
  readonly onToggle: (row: number) => void;
}) {
  const { words } = useWords();
  const described = `grid-${row}-said`;
  return (
    <tr className={used ? undefined : "dropped"}>
      <td>
        <input
          type="checkbox"
          name="use"
          checked={used}
          aria-label={words.evidenceUseOf(name)}
          onChange={() => onToggle(row)}
        />
      </td>
      <th scope="row">{row + 1}</th>
      {columns.map((column, at) => (
        <GridCell
          key={at}
          row={row}
          column={at}
          value={cells[at] ?? ""}
          label={words.evidenceCell(column, name)}
          numeric={isNumeric(roles[at] ?? "")}
          faults={faults.some((fault) => fault.column === at) ? described : undefined}
          onFill={onFill}
          onEnd={onEnd}
        />
      ))}
      <td className="said" id={described}>
        {faults.map(({ column, message }) => (
          <p key={`${column}${message}`}>
            <Icon name="beyond" /> {column !== undefined && <strong>{columns[column]}: </strong>}
            {message}
          </p>
        ))}
      </td>
    </tr>
  );
});
