import { memo, useCallback } from "react";
import { languageOf } from "../../src/quantity/quantity.ts";
import { ChoiceField } from "../plan/field.tsx";
import { Fold } from "../plan/fold.tsx";
import { useWords } from "../words/words.tsx";
import demos from "./demos.json" with { type: "json" };
import { JsonField } from "./json-field.tsx";
import type { EditSynthesis } from "./use-synthesis.ts";

const texts = new Map(demos.map(({ id, protocol }) => [id, JSON.stringify(protocol, null, 1)]));

/** The protocol to be marked: an example, or one pasted. */
export const ProtocolCard = memo(function ProtocolCard({
  protocol,
  fromTable,
  hasTable,
  edit,
}: {
  readonly protocol: string;
  /** Whether it is the ketamine page's, and whether that has one. */
  readonly fromTable: boolean;
  readonly hasTable: boolean;
  readonly edit: EditSynthesis;
}) {
  const { words, locale } = useWords();
  const chosen = [...texts].find(([, text]) => text === protocol)?.[0];
  const type = useCallback((protocol: string) => edit({ protocol, table: false }), [edit]);
  const json = (
    <JsonField
      label={words.jointPaste}
      hint={words.jointPasteHint}
      path="protocol"
      value={protocol}
      most={20_000}
      onChange={type}
    />
  );
  return (
    <section className="card" aria-labelledby="joint-protocol">
      <h2 id="joint-protocol">{words.jointProtocol}</h2>
      <ChoiceField
        label={words.jointDemo}
        path="demo"
        value={fromTable ? "table" : protocol === "" ? "" : (chosen ?? "own")}
        choices={[
          { value: "", label: words.jointDemoNone },
          ...(hasTable ? [{ value: "table", label: words.jointTable }] : []),
          ...demos.map(({ id, name }) => ({ value: id, label: name[languageOf(locale)] })),
          ...(!fromTable && protocol !== "" && chosen === undefined
            ? [{ value: "own", label: words.jointDemoOwn }]
            : []),
        ]}
        onChange={(id) => {
          if (id === "table") edit({ protocol: "", table: true });
          else if (id !== "own") type(texts.get(id) ?? "");
        }}
      />
      {fromTable && (
        <p>
          <a href="#/ketamine">{words.jointToKetamine}</a>
        </p>
      )}
      {fromTable ? <Fold summary={words.jointPaste}>{json}</Fold> : json}
    </section>
  );
});
