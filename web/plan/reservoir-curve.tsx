import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { readInstant, renderInstant, renderNumber, type Locale } from "../../src/quantity/quantity.ts";
import { useWords } from "../words/words.tsx";
import { datesOf, type Delivered } from "./answers.ts";
import { Fold } from "./fold.tsx";
import { useShow } from "./show.ts";

const height = 190;
const ink = { expected: "#0b5a83", earliest: "#7a4b00", grid: "#e3e9ed", text: "#43535f" };

/** Seconds on the axis: the plot counts them from 1970, shown at the offset in which the moment was entered. */
const seconds = (at: string): number => (readInstant(at)?.epoch ?? 0) / 1000;

/** What is drawn: expected volumes, and the straight line to the earliest credible empty date, on one axis of time. */
function series(delivered: Delivered): uPlot.AlignedData {
  const { curve } = delivered;
  const dates = datesOf(delivered);
  const [first] = curve;
  const times = curve.map(({ at }) => seconds(at));
  const volumes = curve.map(({ volume }) => volume.value);
  const start = times[0] ?? 0;
  const end = dates.earliestEmpty && seconds(dates.earliestEmpty.at);
  const earliest = times.map((time) => {
    if (end === null || first === undefined || time > end) return null;
    return end === start ? 0 : first.volume.value * (1 - (time - start) / (end - start));
  });
  return [times, volumes, earliest];
}

function options(width: number, offset: number, locale: Locale): uPlot.Options {
  const axis = {
    stroke: ink.text,
    grid: { stroke: ink.grid, width: 1 },
    ticks: { show: false },
    font: "12px system-ui",
  };
  const day = (time: number): string =>
    renderInstant({ epoch: time * 1000, offset }, locale).replace(/^(\d+ \w+) \d+$|^\d+年/, "$1");
  return {
    width,
    height,
    // The last date is centred under the right edge.
    padding: [8, 28, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: true }, y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.05)] } },
    axes: [
      { ...axis, space: 90, values: (_plot, times) => times.map(day) },
      { ...axis, size: 44, values: (_plot, volumes) => volumes.map((each) => renderNumber(each, locale)) },
    ],
    series: [
      {},
      { pxAlign: 0, stroke: ink.expected, width: 2.5, fill: "rgba(11,90,131,0.07)" },
      { pxAlign: 0, stroke: ink.earliest, width: 1.5, dash: [5, 4], points: { show: false } },
    ],
  };
}

/** The volume in the reservoir until it would be empty: drawn, in a sentence, and as a table. */
export function ReservoirCurve({ delivered }: { readonly delivered: Delivered }) {
  const { words, locale } = useWords();
  const show = useShow();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { curve } = delivered;
  const dates = datesOf(delivered);
  const [first] = curve;
  const offset = readInstant(first?.at ?? "")?.offset ?? 0;
  const drawn = curve.length > 0;

  useEffect(() => {
    const box = place.current;
    if (!box || !drawn) return undefined;
    const fresh = new uPlot(options(box.clientWidth || 320, offset, locale), [[], [], []], box);
    plot.current = fresh;
    const watch = new ResizeObserver(() => fresh.setSize({ width: box.clientWidth, height }));
    watch.observe(box);
    return () => {
      watch.disconnect();
      fresh.destroy();
      plot.current = null;
    };
  }, [locale, offset, drawn]);
  useEffect(() => plot.current?.setData(series(delivered)), [delivered, locale, offset, drawn]);

  if (!first) return null;
  const when = (date: { readonly at: string } | null): string => (date ? show.date(date.at) : words.notKnown);
  const rows = curve.filter((_, i) => i % 6 === 0);
  return (
    <figure className="curve">
      <figcaption>
        <span>
          {words.curveTitle} <span className="quiet">· mL</span>
        </span>
        <span className="legend" aria-hidden="true">
          <span className="key line" /> {words.curveExpected} <span className="key dash" />{" "}
          {words.curveEarliest}
        </span>
      </figcaption>
      <div
        ref={place}
        className="plot"
        role="img"
        aria-label={words.curveLabel(show.quantity(first.volume), when(dates.alarm), when(dates.empty))}
      />
      <Fold summary={words.curveTable}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{words.moment}</th>
              <th scope="col">{words.volume}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ at, volume }) => (
              <tr key={at}>
                <th scope="row">{show.date(at)}</th>
                <td>{show.quantity(volume)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Fold>
    </figure>
  );
}
