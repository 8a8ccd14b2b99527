import { type ClipboardEvent, type KeyboardEvent, memo, useState } from "react";
import { blockOf } from "./edit-sheet.ts";

/** Puts the cursor into a cell, where it is on the page. */
export const focusCell = (row: number, column: number): void =>
  document.querySelector<HTMLInputElement>(`[data-cell="${row}-${column}"]`)?.select();

/** One cell: Enter goes down, Tab on, Escape takes back what was typed; a block pasted fills its neighbours. */
export const GridCell = memo(function GridCell({
  row,
  column,
  value,
  label,
  faults,
  numeric,
  onFill,
  onEnd,
}: {
  readonly row: number;
  readonly column: number;
  readonly value: string;
  readonly label: string;
  /** The id of what is wrong with the cell. */
  readonly faults: string | undefined;
  readonly numeric: boolean;
  readonly onFill: (row: number, column: number, block: readonly (readonly string[])[]) => void;
  /** Enter was pressed in the last row. */
  readonly onEnd: (row: number, column: number) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = (): void => {
    if (draft !== null && draft !== value) onFill(row, column, [[draft]]);
    setDraft(null);
  };
  const press = (event: KeyboardEvent): void => {
    const undoing = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && draft !== null;
    if (event.key === "Escape" || undoing) {
      // What is not yet in the table is taken back here; what is, by the page's own undo.
      event.preventDefault();
      event.stopPropagation();
      setDraft(null);
    }
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.nativeEvent.isComposing) return;
    event.preventDefault();
    commit();
    const next = document.querySelector(`[data-cell="${row + step}-${column}"]`);
    if (next) focusCell(row + step, column);
    else if (event.key === "Enter" && step === 1) onEnd(row, column);
  };
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    setDraft(null);
    onFill(row, column, blockOf(text));
  };
  return (
    <td className={faults ? "wrong" : undefined}>
      <input
        data-cell={`${row}-${column}`}
        className={numeric ? "number" : undefined}
        aria-label={label}
        aria-invalid={faults ? true : undefined}
        aria-describedby={faults}
        value={draft ?? value}
        spellCheck={false}
        autoComplete="off"
        maxLength={1000}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={press}
        onPaste={paste}
      />
    </td>
  );
});
