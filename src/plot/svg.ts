import { fonts } from "./text.ts";

/** A coordinate as written: two decimals at most, so that a picture is the same everywhere. */
export const at = (x: number): string => String(Number(x.toFixed(2)) + 0);

const escaped = (text: string): string =>
  text
    .replace(/[^\P{Cc}\t\n]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; numbers are written as coordinates, undefined attributes left out. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? at(value) : escaped(value!)}"`)
    .join("");
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

export type Anchor = "start" | "middle" | "end";

/** How a line of text looks. */
export interface TextStyle {
  readonly size?: number;
  readonly anchor?: Anchor;
  readonly bold?: boolean;
  readonly turn?: number;
  readonly colour?: string;
  /** White around the letters, for text that lies over lines. */
  readonly halo?: boolean;
}

/** A line of text on its baseline. */
export function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  if (content === "") return "";
  return element(
    "text",
    {
      x,
      y,
      "font-size": style.size ?? 11,
      "text-anchor": style.anchor === undefined || style.anchor === "start" ? undefined : style.anchor,
      "font-weight": style.bold ? "bold" : undefined,
      fill: style.colour,
      ...(style.halo && { stroke: "#fff", "stroke-width": 3, "paint-order": "stroke" }),
      transform: style.turn === undefined ? undefined : `rotate(${at(style.turn)} ${at(x)} ${at(y)})`,
    },
    escaped(content),
  );
}

/** A straight line; `dash` as in stroke-dasharray. */
export const line = (
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  width = 1,
  dash?: string,
  colour = "#000",
): string =>
  element("line", { x1, y1, x2, y2, stroke: colour, "stroke-width": width, "stroke-dasharray": dash });

/** A closed shape through points. */
export const polygon = (points: readonly (readonly [number, number])[], attributes: Attributes): string =>
  element("polygon", { points: points.map(([x, y]) => `${at(x)},${at(y)}`).join(" "), ...attributes });

/** An open line through points. */
export const polyline = (points: readonly (readonly [number, number])[], attributes: Attributes): string =>
  element("polyline", {
    points: points.map(([x, y]) => `${at(x)},${at(y)}`).join(" "),
    fill: "none",
    stroke: "#000",
    ...attributes,
  });

/** A whole picture with its name and what it shows, for those who do not see it. */
export function picture(
  width: number,
  height: number,
  said: { readonly title: string; readonly desc: string; readonly lang: string },
  parts: readonly string[],
): string {
  const body = [
    element("title", {}, escaped(said.title)),
    element("desc", {}, escaped(said.desc)),
    element("rect", { width, height, fill: "#fff" }),
    ...parts.filter((part) => part !== ""),
  ].join("\n");
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      role: "img",
      lang: said.lang,
      viewBox: `0 0 ${at(width)} ${at(height)}`,
      width,
      height,
      "font-family": fonts,
      fill: "#000",
    },
    `\n${body}\n`,
  );
}
