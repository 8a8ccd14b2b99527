import { memo } from "react";
import { StatusTag } from "../plan/findings.tsx";
import { Fold } from "../plan/fold.tsx";
import { useWords } from "../words/words.tsx";
import { receiptOf, type ToldAnswer } from "./answers.ts";
import { ReceiptFold } from "./receipt.tsx";

/** What guidelines and reports describe for this purpose: told, never enforced. */
export const Described = memo(function Described({
  described,
}: {
  readonly described: readonly ToldAnswer[];
}) {
  const { words } = useWords();
  if (described.length === 0) return null;
  return (
    <section className="card">
      <Fold summary={`${words.describedTitle} (${described.length})`}>
        <p className="hint">{words.describedSays}</p>
        <ul className="effects">
          {described.map((each) => (
            <li key={each.id}>
              <p>
                {each.says} <StatusTag status={each.status} />
              </p>
              <ReceiptFold of={each.says} receipt={receiptOf(each)} />
            </li>
          ))}
        </ul>
      </Fold>
    </section>
  );
});
