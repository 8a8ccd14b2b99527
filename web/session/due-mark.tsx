import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import type { DueAnswer } from "./use-chart.ts";

const looks = {
  overdue: { tone: "red", icon: "stop" },
  due: { tone: "yellow", icon: "beyond" },
  missed: { tone: "yellow", icon: "remove" },
  later: { tone: "calm", icon: "note" },
  done: { tone: "calm", icon: "within" },
} as const satisfies Record<DueAnswer["state"], object>;

/** How a thing on the chart stands: word, sign and colour at once. */
export function DueMark({ state, late }: { readonly state: DueAnswer["state"]; readonly late?: string }) {
  const { words } = useWords();
  const { tone, icon } = looks[state];
  return (
    <span className={`urgency ${tone}`}>
      <Icon name={icon} />
      {state === "overdue" && late ? words.overdueBy(late) : words[`state ${state}`]}
    </span>
  );
}
