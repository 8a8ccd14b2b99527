import { useState } from "react";
import { Button } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { askServer } from "../people/to-server.ts";
import { useWords } from "../words/words.tsx";
import type { Settled } from "./settled.ts";

interface Told {
  readonly target: string;
  readonly sent: boolean;
  readonly said?: string;
  readonly sentence?: string;
}

/** Sends a test by a channel that is kept, and says what the server answered. */
export function TestNotice({
  settled: { notices },
  onTested,
}: {
  readonly settled: Settled;
  readonly onTested: () => void;
}) {
  const { words, locale } = useWords();
  const [told, setTold] = useState<readonly Told[]>([]);
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async (channel: "mail" | "webhook"): Promise<void> => {
    setBusy(true);
    setTold([]);
    setWrong("");
    const said = await askServer("POST", "/api/notices/test", locale, { channel });
    setBusy(false);
    if (said?.ok) setTold(said.answer["tested"] as readonly Told[]);
    else setWrong(said?.issues.map(({ message }) => message).join(" ") ?? words.serverAway);
    onTested();
  };
  return (
    <section className="card" aria-labelledby="test-title" data-tests>
      <h2 id="test-title">{words.noticesTest}</h2>
      <p>{notices?.mail || notices?.webhook ? words.noticesTestHow : words.noticesTestNone}</p>
      <div className="ask-buttons">
        {notices?.mail && (
          <Button className="button" isDisabled={busy} onPress={() => void send("mail")}>
            {words.noticesTestMail}
          </Button>
        )}
        {notices?.webhook && (
          <Button className="button" isDisabled={busy} onPress={() => void send("webhook")}>
            {words.noticesTestHook}
          </Button>
        )}
      </div>
      <div role="status" aria-busy={busy}>
        {busy && <p className="quiet">{words.noticesTesting}</p>}
        {told.map(({ target, sent, said, sentence }) => (
          <p key={target} className={sent ? "arrived" : "wrong-line"} data-arrived={sent}>
            <Icon name={sent ? "within" : "stop"} />{" "}
            <span>
              {sent ? words.noticesArrived(target, said ?? "") : words.noticesFailed(target, sentence ?? "")}
            </span>
          </p>
        ))}
        {wrong && <p className="wrong-line">{wrong}</p>}
      </div>
    </section>
  );
}
