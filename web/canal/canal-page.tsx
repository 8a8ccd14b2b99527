import { useRef, useState } from "react";
import { Button } from "react-aria-components";
import { languageOf } from "../../src/quantity/quantity.ts";
import { useWords, type Words } from "../words/words.tsx";
import { Concentrations } from "./concentrations.tsx";
import { useCanal } from "./use-canal.ts";
import { Validation } from "./validation.tsx";
import { WhatIf } from "./what-if.tsx";
import "../style/canal.css";

const views = [
  { id: "time", title: "canalTimeTitle", Content: Concentrations },
  { id: "what-if", title: "canalWhatIfTitle", Content: WhatIf },
  { id: "checks", title: "canalChecksTitle", Content: Validation },
] as const satisfies readonly { id: string; title: keyof Words; Content: () => unknown }[];

/** The teaching model of the spinal canal: closed until somebody opens it, under its sentence all the while. */
export default function CanalPage() {
  const { words, locale } = useWords();
  const [open, setOpen] = useState(false);
  const { draft, edit } = useCanal();
  const { view } = draft;
  const title = useRef<HTMLHeadingElement>(null);
  const { Content } = views.find(({ id }) => id === view) ?? views[0];
  const turn = (open: boolean): void => {
    setOpen(open);
    title.current?.focus();
  };
  return (
    <div className={`canal canal-${languageOf(locale)}`}>
      <div className="canal-head">
        <h1 ref={title} tabIndex={-1}>
          {words.canalTitle}
        </h1>
        {open && (
          <Button className="button no-print" onPress={() => turn(false)}>
            {words.canalClose}
          </Button>
        )}
      </div>
      <p className="notice canal-teaching">{words.canalTeaching}</p>
      {open ? (
        <>
          <div className="canal-views no-print" role="group" aria-label={words.canalViews}>
            {views.map(({ id, title }) => (
              <button
                key={id}
                type="button"
                aria-pressed={view === id}
                onClick={() => edit((draft) => ({ ...draft, view: id }), "view")}
              >
                {words[title]}
              </button>
            ))}
          </div>
          <Content />
        </>
      ) : (
        <div className="card canal-closed">
          <p>{words.canalClosed}</p>
          <Button className="button main" onPress={() => turn(true)}>
            {words.canalOpen}
          </Button>
        </div>
      )}
    </div>
  );
}
