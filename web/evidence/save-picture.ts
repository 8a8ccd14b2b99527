import { unzlibSync } from "fflate";
import chinese from "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff?url";
import cyrillic from "@fontsource/noto-sans-sc/files/noto-sans-sc-cyrillic-400-normal.woff?url";
import latin from "@fontsource/noto-sans-sc/files/noto-sans-sc-latin-ext-400-normal.woff?url";
import { type Font, latinLetter, openFont, readPicture, writePdf } from "../../src/plot/plot.ts";
import { saveBytes } from "../joint/save-file.ts";
import type { Words } from "../words/words.tsx";
import { paintPicture } from "./paint-picture.ts";

/** Dots to a unit of a picture: an 800 wide forest becomes 2,400 dots, enough for a column in print. */
const dots = 3;
/** No browser paints more dots in one column. */
const tallest = 65_535;

/** Fonts with letters that PDF readers do not bring along, and which letters each is asked for. */
const fonts: readonly (readonly [string, RegExp])[] = [
  [latin, /[Ā-ɏḀ-ỿ]/u],
  [cyrillic, /[Ѐ-ӿ]/u],
  [chinese, /[⺀-鿿　-〿＀-￯]/u],
];
const opened = new Map<string, Promise<Font>>();

async function fetchFont(address: string): Promise<Font> {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
  return openFont(new Uint8Array(await reply.arrayBuffer()), (packed) => unzlibSync(packed));
}

/** Keeps a picture as a PDF with its text as text. Answers what there is to say about it: nothing, or what is missing. */
export async function savePdf(name: string, svg: string, words: Words): Promise<string> {
  const letters = readPicture(svg).shapes.flatMap((shape) =>
    shape.kind === "text" ? [...shape.content] : [],
  );
  const foreign = letters.filter((letter) => !latinLetter(letter, false)).join("");
  try {
    const needed = await Promise.all(
      fonts.flatMap(([address, holds]) => {
        if (!holds.test(foreign)) return [];
        const font = opened.get(address) ?? fetchFont(address);
        opened.set(address, font);
        return [font];
      }),
    );
    const { bytes, missing } = writePdf(svg, needed);
    saveBytes(name, "application/pdf", bytes);
    return missing.length > 0 ? words.evidenceMissing(missing.join(" ")) : "";
  } catch (error) {
    // Without the server the font cannot be had; the next try fetches it anew.
    opened.clear();
    if (error instanceof TypeError || error instanceof Error) return words.evidenceNoFont;
    throw error;
  }
}

/** Keeps a picture as dots, with the fonts of the page. */
export async function savePng(name: string, svg: string, words: Words): Promise<string> {
  const picture = readPicture(svg);
  if (picture.height * dots > tallest) return words.evidencePngTooTall;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * dots);
  canvas.height = Math.round(picture.height * dots);
  const context = canvas.getContext("2d");
  if (!context) return words.evidenceNoPng;
  await paintPicture(context, picture, dots);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) return words.evidenceNoPng;
  saveBytes(name, "image/png", new Uint8Array(await blob.arrayBuffer()));
  return "";
}
