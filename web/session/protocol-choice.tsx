import { useEffect, useState } from "react";
import { listSaved, readSaved, type SavedHead } from "../cases/saved.ts";
import { blankKetamine, type Ketamine } from "../ketamine/read-ketamine.ts";
import { ChoiceField } from "../plan/field.tsx";
import type { Identity } from "../plan/read-plan.ts";
import { useStore } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import type { Draft, EditSession } from "./draft.ts";

/** Today's answers are given today: what was answered while planning is not taken over. */
const asToday = (protocol: Ketamine): Ketamine => ({ ...protocol, asked: {} });

/** Which protocol is given: the one on the ketamine page, or a kept one. */
export function ProtocolChoice({ draft, edit }: { readonly draft: Draft; readonly edit: EditSession }) {
  const { words } = useWords();
  const { plan, identity } = useStore();
  const [saved, setSaved] = useState<readonly SavedHead[]>([]);
  const [said, setSaid] = useState("");
  const onTable = plan.ketamine && JSON.stringify(plan.ketamine) !== JSON.stringify(blankKetamine);
  useEffect(() => {
    let gone = false;
    void listSaved().then((found) => !gone && setSaved(found ?? []));
    return () => {
      gone = true;
    };
  }, []);
  const take = (source: string, protocol: Ketamine | null, { name, number }: Identity): void =>
    edit(
      (draft) => ({
        ...draft,
        source,
        protocol: protocol && asToday(protocol),
        writtenFor: { name, number },
        day: protocol?.sessions[0]?.day ?? "",
        container: protocol?.preparation.way === "mix" ? protocol.preparation.finalVolume : "",
      }),
      "",
    );
  const nobody: Identity = { name: "", number: "", birthDate: "" };
  const choose = async (source: string): Promise<void> => {
    setSaid("");
    if (source === "") return take("", null, nobody);
    if (source === "table") return take("table", plan.ketamine ?? null, identity);
    const found = await readSaved(source);
    if (!found?.content.plan.ketamine) {
      setSaid(words.notAProtocol);
      return take("", null, nobody);
    }
    take(source, found.content.plan.ketamine, found.content.identity);
  };
  return (
    <>
      <ChoiceField
        label={words.protocolFrom}
        path="source"
        value={draft.source}
        choices={[
          { value: "", label: words.choose },
          ...(onTable ? [{ value: "table", label: words.protocolOnTable }] : []),
          ...saved.map(({ id, title }) => ({ value: id, label: words.protocolKept(title) })),
          // A session that was taken up again still names where its protocol came from.
          ...(draft.source !== "" && draft.source !== "table" && !saved.some(({ id }) => id === draft.source)
            ? [{ value: draft.source, label: words.protocolKept(draft.source.slice(0, 8)) }]
            : draft.source === "table" && !onTable
              ? [{ value: "table", label: words.protocolOnTable }]
              : []),
        ]}
        onChange={(source) => void choose(source)}
      />
      {!onTable && saved.length === 0 && draft.source === "" && (
        <p className="hint">
          {words.noProtocol} <a href="#/ketamine">{words.toKetaminePage}</a>
        </p>
      )}
      {said && (
        <p className="notice" role="alert">
          {said}
        </p>
      )}
    </>
  );
}
