import { useCallback, useMemo, useState } from "react";
import { Button } from "react-aria-components";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { addColumn, addRow, fillCells, toggleRow } from "./edit-sheet.ts";
import { focusCell } from "./grid-cell.tsx";
import { GridHead } from "./grid-head.tsx";
import { GridRow } from "./grid-row.tsx";
import { Pager } from "./pager.tsx";
import type { Analysis } from "./read-analysis.ts";
import type { GridFault } from "./read-grid.ts";
import type { EditAnalysis } from "./use-analysis.ts";

/** Rows drawn at once: more would make typing slow. */
const page = 100;
const none: readonly GridFault[] = [];

/** The studies as a table that can be typed into, each finding at its row. */
export function Grid({
  analysis,
  faults,
  edit,
}: {
  readonly analysis: Analysis;
  readonly faults: readonly GridFault[];
  readonly edit: EditAnalysis;
}) {
  const { words } = useWords();
  const show = useShow();
  const { sheet, dropped } = analysis;
  const [first, setFirst] = useState(0);
  const from = first < sheet.rows.length ? first : 0;
  const out = useMemo(() => new Set(dropped), [dropped]);
  const named = sheet.roles.indexOf("id");
  const byRow = useMemo(() => {
    const rows = new Map<number, GridFault[]>();
    for (const fault of faults)
      if (fault.row !== undefined) rows.set(fault.row, [...(rows.get(fault.row) ?? []), fault]);
    return rows;
  }, [faults]);
  const fill = useCallback(
    (row: number, column: number, block: readonly (readonly string[])[]) =>
      edit(fillCells(row, column, block), `cell ${row} ${column}`),
    [edit],
  );
  const toggle = useCallback((row: number) => edit(toggleRow(row), `drop ${row}`), [edit]);
  const end = useCallback(
    (row: number, column: number) => {
      edit(addRow, `add ${row}`);
      // The new row is there once the page is drawn anew.
      setTimeout(() => focusCell(row + 1, column), 30);
    },
    [edit],
  );
  const last = Math.min(from + page, sheet.rows.length);
  return (
    <>
      <div className="evidence-grid" role="region" aria-label={words.evidenceTable} tabIndex={0}>
        <table>
          <GridHead sheet={sheet} faults={faults} edit={edit} />
          <tbody>
            {sheet.rows.slice(from, last).map((cells, i) => (
              <GridRow
                key={from + i}
                row={from + i}
                name={(named >= 0 && cells[named]) || words.evidenceRowNumber(show.number(from + i + 1))}
                cells={cells}
                columns={sheet.columns}
                roles={sheet.roles}
                used={!out.has(from + i)}
                faults={byRow.get(from + i) ?? none}
                onFill={fill}
                onEnd={end}
                onToggle={toggle}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="evidence-actions no-print">
        <Button className="button" onPress={() => end(sheet.rows.length - 1, Math.max(named, 0))}>
          {words.evidenceAddStudy}
        </Button>
        <Button
          className="button"
          onPress={() => edit(addColumn(words.evidenceNewColumn(sheet.columns.length + 1)), "column")}
        >
          {words.evidenceAddColumn}
        </Button>
        <Pager from={from} count={page} all={sheet.rows.length} onMove={setFirst} />
      </p>
    </>
  );
}
