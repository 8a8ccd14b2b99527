import type { Painted, Paint, Shape } from "../../src/plot/plot.ts";

const family = "Arial, Helvetica, 'Liberation Sans', 'Noto Sans SC', 'PingFang SC', sans-serif";
type Context = CanvasRenderingContext2D;

/** Paints a picture on a canvas, once the page's fonts have the letters it needs. */
export async function paintPicture(
  context: Context,
  { width, height, shapes }: Painted,
  dots: number,
): Promise<void> {
  const letters = shapes.flatMap((shape) => (shape.kind === "text" ? [shape.content] : [])).join("");
  await Promise.all(["", "bold "].map((weight) => document.fonts.load(`${weight}11px ${family}`, letters)));
  context.scale(dots, dots);
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  for (const shape of shapes) paint(context, shape);
}

function paint(context: Context, shape: Shape): void {
  context.beginPath();
  switch (shape.kind) {
    case "rect":
      context.rect(shape.x, shape.y, shape.width, shape.height);
      return finish(context, shape.paint);
    case "circle":
      context.arc(shape.x, shape.y, shape.r, 0, 2 * Math.PI);
      return finish(context, shape.paint);
    case "path":
      shape.points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
      if (shape.closed) context.closePath();
      return finish(context, shape.paint);
    case "text":
      return write(context, shape);
    default:
      return shape satisfies never;
  }
}

function finish(context: Context, { fill, stroke, width, dash }: Paint): void {
  if (fill) {
    context.fillStyle = fill;
    context.fill();
  }
  if (!stroke) return;
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.setLineDash([...dash]);
  context.stroke();
}

function write(
  context: Context,
  { x, y, content, size, bold, anchor, turn, paint }: Extract<Shape, { kind: "text" }>,
): void {
  context.save();
  context.translate(x, y);
  context.rotate((turn * Math.PI) / 180);
  context.font = `${bold ? "bold " : ""}${size}px ${family}`;
  context.textAlign = anchor === "middle" ? "center" : anchor;
  if (paint.stroke) {
    context.strokeStyle = paint.stroke;
    context.lineWidth = paint.width;
    context.lineJoin = "round";
    context.strokeText(content, 0, 0);
  }
  context.fillStyle = paint.fill ?? "#000";
  context.fillText(content, 0, 0);
  context.restore();
}
