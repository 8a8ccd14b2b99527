import { Icon } from "../icon.tsx";

export const urgencies = ["act now", "due", "soon", "later"] as const;
export type Urgency = (typeof urgencies)[number];

const looks = {
  "act now": { tone: "red", icon: "stop" },
  due: { tone: "yellow", icon: "beyond" },
  soon: { tone: "cyan", icon: "note" },
  later: { tone: "calm", icon: "within" },
} as const satisfies Record<Urgency, object>;

/** How pressing a pump is: word, sign and colour at once. */
export function UrgencyMark({ urgency, word }: { readonly urgency: Urgency; readonly word: string }) {
  const { tone, icon } = looks[urgency];
  return (
    <span className={`urgency ${tone}`}>
      <Icon name={icon} />
      {word}
    </span>
  );
}
