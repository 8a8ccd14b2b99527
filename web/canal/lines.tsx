import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { renderNumber, type Locale } from "../../src/quantity/quantity.ts";
import { useWords } from "../words/words.tsx";

/** Colour and dash of the lines, in order: no two share both, so that grey print tells them apart. */
export const inks = [
  { stroke: "#0b5a83", dash: [] },
  { stroke: "#7a4b00", dash: [6, 4] },
  { stroke: "#17603a", dash: [2, 3] },
  { stroke: "#7b2d6b", dash: [10, 4, 2, 4] },
  { stroke: "#14212b", dash: [14, 5] },
  { stroke: "#a3461b", dash: [4, 2, 1, 2] },
  { stroke: "#2f4ba0", dash: [1, 5] },
  { stroke: "#5f6f7b", dash: [8, 8] },
] as const;

export interface Line {
  readonly label: string;
  /** Which colour and dash. */
  readonly ink: number;
  readonly values: readonly (number | null)[];
  /** From one moment to the next the value stays: means over a span. */
  readonly stepped?: boolean;
}

/** Two rows between which is filled: where people lie. */
export interface Band {
  readonly ink: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** In the key, where several bands must be told apart. */
  readonly label?: string;
}

/** What was measured, as marks that no line joins. */
export interface Marks {
  readonly label: string;
  readonly ink: number;
  readonly at: readonly (readonly [x: number, y: number])[];
}

export interface Drawing {
  readonly x: readonly number[];
  readonly lines: readonly Line[];
  readonly bands?: readonly Band[];
  readonly marks?: Marks;
  readonly logarithmic?: boolean;
  /** Highest value of the axis, where two pictures share it. */
  readonly top?: number;
  /** Unit of the abscissa, written at its numbers. */
  readonly across: (value: number) => string;
}

const height = 260;
const shade = (stroke: string): string => `${stroke}26`;

/** Diamonds at what was measured. */
function drawMarks(plot: uPlot, { marks }: Drawing): void {
  if (!marks) return;
  const { ctx } = plot;
  const half = 6 * devicePixelRatio;
  ctx.save();
  ctx.fillStyle = inks[marks.ink % inks.length]!.stroke;
  ctx.strokeStyle = "#fff";
  ctx.lineWidth = 1.5 * devicePixelRatio;
  for (const [x, y] of marks.at) {
    const [left, top] = [plot.valToPos(x, "x", true), plot.valToPos(y, "y", true)];
    ctx.beginPath();
    ctx.moveTo(left, top - half);
    ctx.lineTo(left + half, top);
    ctx.lineTo(left, top + half);
    ctx.lineTo(left - half, top);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

function options(
  width: number,
  drawing: Drawing,
  locale: Locale,
  latest: { readonly current: Drawing },
): uPlot.Options {
  const { lines, bands = [], logarithmic = false, top } = drawing;
  const axis = {
    stroke: "#43535f",
    grid: { stroke: "#e3e9ed", width: 1 },
    ticks: { show: false },
    font: "12px system-ui",
  };
  const edges = bands.flatMap((): uPlot.Series[] => [
    { width: 0, points: { show: false } },
    { width: 0, points: { show: false } },
  ]);
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return {
    width,
    height,
    padding: [10, 30, 0, 0],
    hooks: { draw: [(plot) => drawMarks(plot, latest.current)] },
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false },
      y: logarithmic
        ? { distr: 3 }
        : { range: (_plot, _low, high) => [0, (top ?? (high > 0 ? high : 1)) * 1.05] },
    },
    axes: [
      { ...axis, space: 64, values: (_plot, values) => values.map(drawing.across) },
      {
        ...axis,
        size: 62,
        values: (_plot, values) =>
          values.map((each: number | null) => (each === null ? "" : renderNumber(each, locale))),
      },
    ],
    bands: bands.map(({ ink }, i) => ({
      series: [1 + 2 * i, 2 + 2 * i] as [number, number],
      fill: shade(inks[ink % inks.length]!.stroke),
    })),
    series: [
      {},
      ...edges,
      ...lines.map(({ ink, stepped: steps }): uPlot.Series => {
        const { stroke, dash } = inks[ink % inks.length]!;
        return {
          stroke,
          width: 2.2,
          dash: [...dash],
          pxAlign: 0,
          points: { show: false },
          ...(steps && stepped ? { paths: stepped } : {}),
        };
      }),
    ],
  };
}

/** On a logarithmic axis nothing stands for zero. */
const rows = ({ x, lines, bands = [], logarithmic = false }: Drawing): uPlot.AlignedData => {
  const shown = (values: readonly (number | null)[]): (number | null)[] =>
    values.map((value) => (logarithmic && !(value! > 0) ? null : value));
  return [
    [...x],
    ...bands.flatMap(({ low, high }) => [shown(high), shown(low)]),
    ...lines.map(({ values }) => shown(values)),
  ] as uPlot.AlignedData;
};

/** Lines and bands on two axes, with the key above. Whoever draws it puts the numbers beside it as a table. */
export function Lines({ label, drawing }: { readonly label: string; readonly drawing: Drawing }) {
  const { locale } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(drawing);
  latest.current = drawing;
  const { lines, bands = [], marks, logarithmic = false, top } = drawing;
  const shape = JSON.stringify([
    lines.map(({ ink, stepped }) => [ink, stepped]),
    bands.map(({ ink }) => ink),
    logarithmic,
    top,
    drawing.across(1),
  ]);
  useEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const fresh = new uPlot(
      options(box.clientWidth || 320, latest.current, locale, latest),
      rows(latest.current),
      box,
    );
    plot.current = fresh;
    const watch = new ResizeObserver(() => fresh.setSize({ width: box.clientWidth, height }));
    watch.observe(box);
    return () => {
      watch.disconnect();
      fresh.destroy();
      plot.current = null;
    };
  }, [locale, shape]);
  useEffect(() => plot.current?.setData(rows(drawing)), [drawing, locale, shape]);
  return (
    <>
      <ul className="canal-key" aria-hidden="true">
        {lines.map((line) => (
          <li key={line.label}>
            <Sample ink={line.ink} />
            {line.label}
          </li>
        ))}
        {bands.map(
          ({ ink, label }) =>
            label && (
              <li key={label}>
                <svg width="30" height="12" aria-hidden="true">
                  <rect width="30" height="12" fill={shade(inks[ink % inks.length]!.stroke)} />
                </svg>
                {label}
              </li>
            ),
        )}
        {marks && (
          <li>
            <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
              <path d="M7 1l6 6-6 6-6-6z" fill={inks[marks.ink % inks.length]!.stroke} />
            </svg>
            {marks.label}
          </li>
        )}
      </ul>
      <div ref={place} className="canal-plot" role="img" aria-label={label} />
    </>
  );
}

function Sample({ ink }: { readonly ink: number }) {
  const { stroke, dash } = inks[ink % inks.length]!;
  return (
    <svg width="30" height="10" aria-hidden="true">
      <line x1="0" y1="5" x2="30" y2="5" stroke={stroke} strokeWidth="2.4" strokeDasharray={dash.join(" ")} />
    </svg>
  );
}
