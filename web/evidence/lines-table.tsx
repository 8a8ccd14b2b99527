import { useState } from "react";
import { atOnce, Pager } from "./pager.tsx";
import { Wide } from "./wide.tsx";

/** A table of names and values. */
export function LinesTable({
  caption,
  lines,
}: {
  readonly caption: string;
  readonly lines: readonly (readonly [string, ...string[]])[];
}) {
  return (
    <Wide label={caption}>
      <table className="plain">
        <caption>{caption}</caption>
        <tbody>
          {lines.map(([name, ...values]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, i) => (
                // oxlint-disable-next-line react/no-array-index-key -- The columns of a line have no other name.
                <td key={i}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** A table with a heading to each column; a row's first cell names it. Of many rows some are shown at once. */
export function RowsTable({
  caption,
  heads,
  rows,
}: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly id: string;
    readonly cells: readonly string[];
    readonly marked?: boolean;
  }[];
}) {
  const [first, setFirst] = useState(0);
  const from = first < rows.length ? first : 0;
  return (
    <>
      <Wide label={caption}>
        <table className="plain">
          <caption>{caption}</caption>
          <thead>
            <tr>
              {heads.map((head) => (
                <th scope="col" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(from, from + atOnce).map(({ id, cells: [name, ...cells], marked }) => (
              <tr key={id} className={marked ? "marked" : undefined}>
                <th scope="row">{name}</th>
                {cells.map((cell, i) => (
                  <td key={heads[i + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {rows.length > atOnce && (
        <p className="evidence-actions no-print">
          <Pager from={from} count={atOnce} all={rows.length} onMove={setFirst} />
        </p>
      )}
    </>
  );
}
