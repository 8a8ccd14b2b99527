import { useSyncExternalStore } from "react";
import { Icon } from "../icon.tsx";
import { Model } from "../plan/dates.tsx";
import { useWords } from "../words/words.tsx";
import { columns, hasNotes, Notes } from "./columns.tsx";
import { hasNoDate, type Listed, type Order } from "./listed.ts";

interface RowsProps {
  readonly pumps: readonly Listed[];
  readonly by: Order;
  readonly reversed: boolean;
  readonly onOrder: (by: Order) => void;
}

const narrow = matchMedia("screen and (max-width: 900px)");
const onNarrow = (changed: () => void): (() => void) => {
  narrow.addEventListener("change", changed);
  return () => narrow.removeEventListener("change", changed);
};

/** The list: a table where there is room and on paper, cards where there is not. */
export function Rows(props: RowsProps) {
  const isNarrow = useSyncExternalStore(onNarrow, () => narrow.matches);
  return isNarrow ? <Cards pumps={props.pumps} /> : <Table {...props} />;
}

const toneOf = (pump: Listed): string => (hasNoDate(pump) ? "undated" : "");

function Table({ pumps, by, reversed, onOrder }: RowsProps) {
  const { words } = useWords();
  return (
    <table className="plain dry-table">
      <caption className="unseen">{words.drylistTitle}</caption>
      <thead>
        <tr>
          {columns.map(({ order, title, model }) => (
            <th
              key={order}
              scope="col"
              aria-sort={by === order ? (reversed ? "descending" : "ascending") : undefined}
            >
              <button type="button" className="order" data-order={order} onClick={() => onOrder(order)}>
                {words[title] as string}
                {by === order && <Icon name={reversed ? "up" : "down"} />}
              </button>
              {model && <Model />}
            </th>
          ))}
        </tr>
      </thead>
      {pumps.map((pump) => (
        <tbody key={pump.pump.serial} className={toneOf(pump)} data-pump={pump.pump.serial}>
          <tr>
            {columns.map(({ order, Cell }) =>
              order === "patient" ? (
                <th key={order} scope="row">
                  <Cell pump={pump} />
                </th>
              ) : (
                <td key={order}>
                  <Cell pump={pump} />
                </td>
              ),
            )}
          </tr>
          {hasNotes(pump) && (
            <tr className="noted">
              <td />
              <td colSpan={columns.length - 1}>
                <Notes pump={pump} />
              </td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}

function Cards({ pumps }: { readonly pumps: readonly Listed[] }) {
  const { words } = useWords();
  const [urgency, patient, ...rest] = columns;
  if (!urgency || !patient) return null;
  return (
    <ul className="dry-cards">
      {pumps.map((pump) => (
        <li key={pump.pump.serial} className={`card ${toneOf(pump)}`} data-pump={pump.pump.serial}>
          <urgency.Cell pump={pump} />
          <div className="about">
            <patient.Cell pump={pump} />
            {hasNotes(pump) && <Notes pump={pump} />}
          </div>
          <dl>
            {rest.map(({ order, title, model, Cell }) => (
              <div key={order}>
                <dt>
                  {words[title] as string}
                  {model && <Model />}
                </dt>
                <dd>
                  <Cell pump={pump} />
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
