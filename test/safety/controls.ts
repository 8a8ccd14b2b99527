import { incidentControls } from "./incident-controls.ts";
import { limitControls } from "./limit-controls.ts";
import { mergeControls } from "./merge-controls.ts";
import { programControls } from "./program-controls.ts";
import { recordControls } from "./record-controls.ts";
import { unitControls } from "./unit-controls.ts";
import { runningControls } from "./running-controls.ts";

/** One control of the engine: the source text that is it, and what stands there when it is taken out. */
export interface Control {
  /** The row whose tests must go red without it. */
  readonly row: string;
  /** What the control does, in a few words. */
  readonly does: string;
  readonly file: string;
  /** Stands in the file exactly once, apart from white space. */
  readonly text: string;
  readonly without: string;
}

/** Every control that a row rests on. Taking one out must turn a test of its row red. */
export const controls: readonly Control[] = [
  ...incidentControls,
  ...unitControls,
  ...programControls,
  ...limitControls,
  ...recordControls,
  ...mergeControls,
  ...runningControls,
];

const loose = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Where a control's text stands in a source, white space aside: [start, end] of each place. */
export function placesOf(control: Control, source: string): [number, number][] {
  const pattern = loose(control.text)
    .split(" ")
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join(String.raw`\s+`);
  return [...source.matchAll(new RegExp(pattern, "gu"))].map((m) => [m.index, m.index + m[0].length]);
}
