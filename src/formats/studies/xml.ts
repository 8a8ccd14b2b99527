/** XML as events, with bounds: no document type (and so no entities of its own), no endless depth. */
import { SaxesParser } from "saxes";

/** What a reader of a document listens to; attributes by name, text in pieces. */
export interface XmlListener {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

const depthAtMost = 100;

/** Thrown by this room's own reading only, and caught where the file is read. */
export class UnreadableXml extends Error {}

/** Reads a document from beginning to end. Throws `UnreadableXml` where it is not well formed or passes a bound. */
export function readXml(xml: string, { open, text, close }: XmlListener): void {
  const parser = new SaxesParser();
  let depth = 0;
  const stop = (why: string): never => {
    throw new UnreadableXml(why);
  };
  parser.on("error", (error) => stop(error.message.slice(0, 200)));
  parser.on("doctype", () => stop("a document type with entities"));
  parser.on("opentag", ({ name, attributes }) => {
    if (++depth > depthAtMost) stop(`more than ${depthAtMost} levels`);
    open?.(local(name), attributes);
  });
  parser.on("closetag", ({ name }) => {
    depth--;
    close?.(local(name));
  });
  if (text) {
    parser.on("text", text);
    parser.on("cdata", text);
  }
  parser.write(xml.replace(/^\uFEFF/, "")).close();
}

/** The name without the prefix of its namespace: some writers of spreadsheets put one before every tag. */
const local = (name: string): string => name.slice(name.indexOf(":") + 1);
