import { useEffect, useState } from "react";
import { UrgencyMark, type Urgency } from "../drylist/urgency.tsx";
import { askServer } from "../people/to-server.ts";
import { useWords } from "../words/words.tsx";

interface Alert {
  readonly alert: string;
  readonly urgency: Urgency;
  readonly urgencyWord: string;
  readonly cause: string;
  readonly next: string;
}

const askedEvery = 60_000;

/** Says that notices do not get out, to whoever looks at patients or at the settings; nothing where they do. */
export function NoticesFailing() {
  const { locale } = useWords();
  const [alerts, setAlerts] = useState<readonly Alert[]>([]);
  useEffect(() => {
    let stale = false;
    const look = (): void =>
      void askServer("GET", "/api/notices/standing", locale).then((said) => {
        if (!stale && said?.ok) setAlerts(said.answer["alerts"] as readonly Alert[]);
      });
    look();
    const timer = setInterval(look, askedEvery);
    return () => {
      stale = true;
      clearInterval(timer);
    };
  }, [locale]);
  if (alerts.length === 0) return null;
  return (
    <div className="notices-failing" role="alert">
      {alerts.map(({ alert, urgency, urgencyWord, cause, next }) => (
        <p key={alert}>
          <UrgencyMark urgency={urgency} word={urgencyWord} /> <strong>{cause}</strong> {next}
        </p>
      ))}
    </div>
  );
}
