import { renderQuantity } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { useLabels } from "./labels.ts";
import { sayDate } from "./say-entry.ts";
import type { MissedDate } from "./standing.ts";

const looks = {
  "nobody tried": { tone: "red", icon: "stop" },
  "try now": { tone: "yellow", icon: "beyond" },
  "tried, next date set": { tone: "cyan", icon: "note" },
  "ended with a reason": { tone: "calm", icon: "within" },
} as const satisfies Record<MissedDate["chase"], object>;

/** How it stands with reaching somebody: word, sign and colour at once. */
export function ChaseMark({ date: { chase, chaseWord } }: { readonly date: MissedDate }) {
  const { tone, icon } = looks[chase];
  return (
    <span className={`urgency ${tone}`} data-chase={chase}>
      <Icon name={icon} />
      {chaseWord}
    </span>
  );
}

/** What somebody was expected for, by how many days it is overdue, and what was tried last. */
export function MissedSays({ date }: { readonly date: MissedDate }) {
  const { words, locale } = useWords();
  const show = useShow();
  const label = useLabels();
  const { what, due, daysOverdue, attempts, lastTry, nextTry, reason } = date;
  const overdue =
    daysOverdue === 0
      ? words.overdueToday
      : words.overdueDays(renderQuantity({ value: daysOverdue, unit: "d" }, locale));
  return (
    <>
      <ChaseMark date={date} /> <b>{what}</b>: <b data-overdue>{overdue}</b>{" "}
      <span className="quiet">
        {[
          words.dueOn(show.date(due)),
          words.triedTimes(attempts),
          lastTry &&
            words.lastTried(
              show.date(lastTry.at),
              lastTry.by,
              [label.choice(lastTry.how), lastTry.who, label.choice(lastTry.outcome)].join(", "),
            ),
          nextTry && words.nextTryOn(sayDate(nextTry, locale)),
          reason,
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </>
  );
}
