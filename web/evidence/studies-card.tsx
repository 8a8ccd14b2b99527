import { type ClipboardEvent, type DragEvent, useState } from "react";
import { useWords } from "../words/words.tsx";
import { ChoiceField, Field } from "../plan/field.tsx";
import { Icon } from "../icon.tsx";
import { type Demo, demos } from "./demos.ts";
import { Grid } from "./grid.tsx";
import { type Opened, openFile, openText } from "./open-file.ts";
import type { Analysis } from "./read-analysis.ts";
import type { GridFault } from "./read-grid.ts";
import { sayChoice } from "./say-choice.ts";
import type { EditAnalysis } from "./use-analysis.ts";

/** Where studies come in, by file, paste or hand, and where they are mended. */
export function StudiesCard({
  analysis,
  faults,
  findings,
  tooLong,
  edit,
}: {
  readonly analysis: Analysis;
  readonly faults: readonly GridFault[];
  readonly findings: readonly GridFault[];
  readonly tooLong: boolean;
  readonly edit: EditAnalysis;
}) {
  const { words, locale } = useWords();
  const [opened, setOpened] = useState<Opened>();
  const [table, setTable] = useState(0);
  const [over, setOver] = useState(false);
  const choose = (from: Opened, at: number): void => {
    setTable(at);
    const chosen = from.tables[at];
    if (chosen) edit({ ...chosen.analysis, tool: analysis.tool }, "");
  };
  const take = (next: Opened): void => {
    setOpened(next);
    choose(next, 0);
  };
  const takeFile = (file: File | undefined): void => {
    if (file) void openFile(file, words, locale).then(take);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    const text = event.dataTransfer.getData("text/plain");
    if (file) takeFile(file);
    else if (text) take(openText("", text, words, locale));
  };
  // What was assumed of the file holds as long as its table stands here.
  const current = opened?.tables[table];
  const assumed =
    opened && current?.analysis.sheet.name === analysis.sheet.name
      ? [...opened.assumed, ...current.assumed]
      : [];
  const general = faults.filter(({ row, column }) => row === undefined && column === undefined);
  return (
    <section
      className={over ? "card evidence-studies over" : "card evidence-studies"}
      aria-labelledby="evidence-studies"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2 id="evidence-studies">{words.evidenceStudiesTitle}</h2>
      <div className="evidence-open no-print">
        <Field label={words.evidenceOpen} path="file" hint={words.evidenceOpenHint}>
          {(described) => (
            <input
              {...described}
              type="file"
              accept=".csv,.tsv,.txt,.xlsx,.rm5,.zip"
              onChange={(event) => {
                takeFile(event.target.files?.[0]);
                // The same file, mended elsewhere, can be opened again.
                event.target.value = "";
              }}
            />
          )}
        </Field>
        <PasteField take={(text) => take(openText("", text, words, locale))} />
        <ChoiceField
          label={words.evidenceDemo}
          path="demo"
          value=""
          onChange={(demo) =>
            demo !== "" && take(openText(sayChoice(words, "Demo", demo), demos[demo as Demo], words, locale))
          }
          choices={[
            { value: "", label: words.choose },
            ...(Object.keys(demos) as Demo[]).map((demo) => ({
              value: demo,
              label: sayChoice(words, "Demo", demo),
            })),
          ]}
        />
        {opened && opened.tables.length > 1 && (
          <ChoiceField
            label={words.evidenceTables(opened.tables.length)}
            path="table"
            value={String(table)}
            onChange={(at) => choose(opened, Number(at))}
            choices={opened.tables.map(({ title }, at) => ({ value: String(at), label: title }))}
          />
        )}
      </div>
      {tooLong && <p className="notice">{words.evidenceTooLong}</p>}
      <div id="evidence-faults" role="status">
        {[...(opened?.issues ?? []).map((message) => ({ message })), ...general].map(({ message }) => (
          <p className="verdict yellow" key={message}>
            <Icon name="beyond" /> {message}
          </p>
        ))}
        {faults.length > general.length && (
          <p className="verdict yellow">
            <Icon name="beyond" /> {words.evidenceWrong(faults.length - general.length)}
          </p>
        )}
      </div>
      {analysis.sheet.name && <p className="quiet">{analysis.sheet.name}</p>}
      {assumed.length > 0 && (
        <ul className="quiet evidence-said">
          {assumed.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <Grid analysis={analysis} faults={[...faults, ...findings]} edit={edit} />
    </section>
  );
}

/** Where a copied table is pasted: it is taken at once. */
function PasteField({ take }: { readonly take: (text: string) => void }) {
  const { words } = useWords();
  const [text, setText] = useState("");
  const use = (given: string): void => {
    setText("");
    take(given);
  };
  const paste = (event: ClipboardEvent): void => {
    const given = event.clipboardData.getData("text/plain");
    if (given.trim() === "") return;
    event.preventDefault();
    use(given);
  };
  const typed = (given: string): void => (/\n.*\n|\n.+$/.test(given) ? use(given) : setText(given));
  return (
    <Field label={words.evidencePaste} path="paste" hint={words.evidencePasteHint}>
      {(described) => (
        <textarea
          {...described}
          rows={1}
          spellCheck={false}
          value={text}
          onPaste={paste}
          onChange={(event) => typed(event.target.value)}
        />
      )}
    </Field>
  );
}
