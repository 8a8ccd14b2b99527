/** How a shape is painted; null for not at all. Colours as `#rrggbb`. */
export interface Paint {
  readonly fill: string | null;
  readonly stroke: string | null;
  readonly width: number;
  readonly dash: readonly number[];
}

/** One thing in a picture, for a page that is painted rather than written: PDF, canvas. */
export type Shape =
  | {
      readonly kind: "rect";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly paint: Paint;
    }
  | {
      readonly kind: "circle";
      readonly x: number;
      readonly y: number;
      readonly r: number;
      readonly paint: Paint;
    }
  | {
      readonly kind: "path";
      readonly points: readonly (readonly [number, number])[];
      readonly closed: boolean;
      readonly paint: Paint;
    }
  | {
      readonly kind: "text";
      readonly x: number;
      readonly y: number;
      readonly content: string;
      readonly size: number;
      readonly bold: boolean;
      readonly anchor: "start" | "middle" | "end";
      /** Degrees clockwise around its beginning. */
      readonly turn: number;
      readonly paint: Paint;
    };

/** A picture of ours, taken apart. */
export interface Painted {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly lang: string;
  readonly shapes: readonly Shape[];
}

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

type Attributes = Readonly<Record<string, string>>;

const attributesOf = (written: string): Attributes =>
  Object.fromEntries(
    [...written.matchAll(/([a-z][a-z0-9-]*)="([^"]*)"/gi)].map(([, name, value]) => [
      name!,
      unescaped(value!),
    ]),
  );

function colour(written: string | undefined, otherwise: string | null): string | null {
  if (written === undefined) return otherwise;
  if (written === "none") return null;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(written);
  if (short)
    return `#${short
      .slice(1)
      .map((digit) => digit! + digit!)
      .join("")}`;
  if (/^#[0-9a-f]{6}$/i.test(written)) return written;
  throw new Error(`a picture has the colour ${written}, which no painter here knows`);
}

function shapeOf(name: string, a: Attributes, content: string): Shape {
  const number = (key: string): number => Number(a[key] ?? 0);
  const paint: Paint = {
    fill: name === "line" ? null : colour(a["fill"], "#000000"),
    stroke: colour(a["stroke"], null),
    width: Number(a["stroke-width"] ?? 1),
    dash: (a["stroke-dasharray"] ?? "")
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(Number),
  };
  switch (name) {
    case "rect":
      return {
        kind: "rect",
        x: number("x"),
        y: number("y"),
        width: number("width"),
        height: number("height"),
        paint,
      };
    case "circle":
      return { kind: "circle", x: number("cx"), y: number("cy"), r: number("r"), paint };
    case "line": {
      const points = [
        [number("x1"), number("y1")],
        [number("x2"), number("y2")],
      ] as const;
      return { kind: "path", points, closed: false, paint };
    }
    case "polygon":
    case "polyline": {
      const points = (a["points"] ?? "")
        .split(" ")
        .map((pair) => pair.split(",").map(Number) as [number, number]);
      return { kind: "path", points, closed: name === "polygon", paint };
    }
    case "text":
      return {
        kind: "text",
        x: number("x"),
        y: number("y"),
        content: unescaped(content),
        size: number("font-size"),
        bold: a["font-weight"] === "bold",
        anchor: (a["text-anchor"] ?? "start") as "start" | "middle" | "end",
        turn: Number(/^rotate\((-?[\d.]+)/.exec(a["transform"] ?? "")?.[1] ?? 0),
        paint,
      };
    default:
      throw new Error(`a picture holds <${name}>, which no painter here knows`);
  }
}

/** Takes apart a picture that this room wrote; not a reader of other people's SVG. */
export function readPicture(svg: string): Painted {
  const [head = ""] = /<svg[^>]*>/.exec(svg) ?? [];
  const whole = attributesOf(head);
  const body = svg.slice(head.length).replace(/<(title|desc)>[^<]*<\/\1>/g, "");
  const shapes = [...body.matchAll(/<([a-z]+)([^>]*?)(?:\/>|>([^<]*)<\/\1>)/g)].map(
    ([, name, written, content]) => shapeOf(name!, attributesOf(written!), content ?? ""),
  );
  return {
    width: Number(whole["width"]),
    height: Number(whole["height"]),
    title: unescaped(/<title>([^<]*)<\/title>/.exec(svg)?.[1] ?? ""),
    lang: whole["lang"] ?? "en",
    shapes,
  };
}
