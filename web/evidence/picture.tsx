import { useState } from "react";
import { Button } from "react-aria-components";
import { useWords } from "../words/words.tsx";
import { saveFile } from "../joint/save-file.ts";
import { savePdf, savePng } from "./save-picture.ts";

/** A picture from `plot`, with the ways to keep it. */
export function Picture({
  svg,
  whole,
  label,
  name,
}: {
  readonly svg: string;
  /** Draws all of it, where what is shown is a part: a file is always whole. */
  readonly whole?: () => string | Promise<string>;
  readonly label: string;
  readonly name: string;
}) {
  const { words } = useWords();
  const [said, setSaid] = useState("");
  const keep = async (save: (svg: string) => string | Promise<string>): Promise<void> => {
    setSaid("");
    setSaid(await save(await (whole?.() ?? svg)));
  };
  const saveSvg = (svg: string): string => {
    saveFile(`${name}.svg`, "image/svg+xml", svg);
    return "";
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
        <Button className="button" onPress={() => keep(saveSvg)}>
          {words.evidenceSvg}
        </Button>
        <Button className="button" onPress={() => keep((svg) => savePng(`${name}.png`, svg, words))}>
          {words.evidencePng}
        </Button>
        <Button className="button" onPress={() => keep((svg) => savePdf(`${name}.pdf`, svg, words))}>
          {words.evidencePdf}
        </Button>
        <span role="status">{said}</span>
      </p>
    </figure>
  );
}
