import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Effect } from "../../src/knowledge/knowledge.ts";
import { inward, type Locale, renderNumber, renderQuantity, scale } from "../../src/quantity/quantity.ts";
import { useWords } from "../words/words.tsx";
import type { Band, Curve } from "./answers.ts";
import { letterOf } from "./effects.ts";

const height = 300;
const ink = { ketamine: "#0b5a83", norketamine: "#7a4b00", grid: "#e3e9ed", text: "#43535f" };
const none: number[] = [];

/** The columns of the plot: times, the two bands as low, median and high, and the typical patient. */
function columns(typical: Curve, band: Band | undefined): uPlot.AlignedData {
  const { at, ketamine, norketamine } = typical;
  const times = scale(axisUnit(typical), "time");
  const fits = band !== undefined && band.at.length === at.length;
  const [low = none, middle = none, high = none] = fits ? band.ketamine : [];
  const [lowN = none, middleN = none, highN = none] = fits && band.norketamine ? band.norketamine : [];
  return [
    at.map((hours) => hours * times),
    high,
    low,
    middle,
    highN,
    lowN,
    middleN,
    ketamine,
    norketamine ?? none,
  ];
}

/** Stripes where effects were seen, each with its letter: drawn beneath the curves. */
function drawEffects(plot: uPlot, effects: readonly Effect[]): void {
  const { ctx, bbox } = plot;
  const nanograms = scale("ng/mL", "concentration");
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const [i, effect] of effects.entries()) {
    const [low, high] = [effect.lower, effect.upper].map((each) =>
      plot.valToPos(inward(each, "concentration") * nanograms, "y", true),
    ) as [number, number];
    ctx.fillStyle = i % 2 === 0 ? "rgba(20,110,90,0.11)" : "rgba(120,60,140,0.10)";
    ctx.strokeStyle = i % 2 === 0 ? "#146e5a" : "#783c8c";
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([6, 4]);
    ctx.fillRect(bbox.left, high, bbox.width, low - high);
    ctx.strokeRect(bbox.left - 5, high, bbox.width + 10, low - high);
    ctx.setLineDash([]);
    ctx.fillStyle = i % 2 === 0 ? "#146e5a" : "#783c8c";
    ctx.font = `bold ${13 * devicePixelRatio}px system-ui`;
    ctx.fillText(
      letterOf(effect),
      bbox.left + bbox.width - (20 + i * 20) * devicePixelRatio,
      Math.min(high + 16 * devicePixelRatio, bbox.top + bbox.height - 4),
    );
  }
  ctx.restore();
}

function options(
  width: number,
  locale: Locale,
  unit: "d" | "h",
  effects: { readonly current: readonly Effect[] },
): uPlot.Options {
  const axis = {
    stroke: ink.text,
    grid: { stroke: ink.grid, width: 1 },
    ticks: { show: false },
    font: "12px system-ui",
  };
  const edge = { width: 0, points: { show: false } };
  const line = { points: { show: false }, pxAlign: 0 as const };
  return {
    width,
    height,
    padding: [10, 12, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false }, y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.08)] } },
    axes: [
      {
        ...axis,
        space: 70,
        values: (_plot, times) => times.map((value) => renderQuantity({ value, unit }, locale)),
      },
      { ...axis, size: 48, values: (_plot, values) => values.map((each) => renderNumber(each, locale)) },
    ],
    bands: [
      { series: [1, 2], fill: "rgba(11,90,131,0.18)" },
      { series: [4, 5], fill: "rgba(122,75,0,0.16)" },
    ],
    series: [
      {},
      edge,
      edge,
      { ...line, stroke: ink.ketamine, width: 2.2 },
      edge,
      edge,
      { ...line, stroke: ink.norketamine, width: 2.2, dash: [7, 4] },
      { ...line, stroke: ink.ketamine, width: 1.2, dash: [2, 3] },
      { ...line, stroke: ink.norketamine, width: 1.2, dash: [2, 3] },
    ],
    hooks: { drawAxes: [(plot) => drawEffects(plot, effects.current)] },
  };
}

/** A long series is read in days, a short one in hours. */
const axisUnit = ({ at }: Curve): "d" | "h" =>
  (at.at(-1) ?? 0) > inward({ value: 2, unit: "d" }, "time") ? "d" : "h";

/** The curves over the series. What it shows is also said in its label and stands as a table beneath. */
export function PlasmaPlot({
  typical,
  band,
  effects,
  label,
}: {
  readonly typical: Curve;
  readonly band: Band | undefined;
  readonly effects: readonly Effect[];
  readonly label: string;
}) {
  const { locale } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const unit = axisUnit(typical);
  const shown = useRef(effects);
  shown.current = effects;
  useEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const fresh = new uPlot(
      options(box.clientWidth || 320, locale, unit, shown),
      [[]] as uPlot.AlignedData,
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
  }, [locale, unit]);
  const key = effects.map(({ id }) => id).join();
  useEffect(() => plot.current?.setData(columns(typical, band)), [typical, band, locale, unit, key]);
  return <div ref={place} className="plot plasma-plot" role="img" aria-label={label} />;
}
