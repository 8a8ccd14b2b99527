import { useState } from "react";
import { Button } from "react-aria-components";
import { useWords } from "../words/words.tsx";
import { saveFile } from "../joint/save-file.ts";
import { savePdf, savePng } from "./save-picture.ts";

/** A picture from `plot`, with the ways to keep it. */
export function Picture({
  svg,
  label,
  name,
}: {
  readonly svg: string;
  readonly label: string;
  readonly name: string;
}) {
  const { words } = useWords();
  const [said, setSaid] = useState("");
  const keep = (save: Promise<string>): void => {
    setSaid("");
    void save.then(setSaid);
  };
  return (
    <figure className="evidence-picture">
      {/* The picture is our own text, made from numbers and escaped names. */}
      <div
        className="picture"
        tabIndex={0}
        role="group"
        aria-label={label}
        dangerouslySetInnerHTML={{ __html: svg }}
      />
      <p className="evidence-actions no-print" role="group" aria-label={words.evidenceKeepOf(label)}>
        <Button className="button" onPress={() => saveFile(`${name}.svg`, "image/svg+xml", svg)}>
          {words.evidenceSvg}
        </Button>
        <Button className="button" onPress={() => keep(savePng(`${name}.png`, svg, words))}>
          {words.evidencePng}
        </Button>
        <Button className="button" onPress={() => keep(savePdf(`${name}.pdf`, svg, words))}>
          {words.evidencePdf}
        </Button>
        <span role="status">{said}</span>
      </p>
    </figure>
  );
}
