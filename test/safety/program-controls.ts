import type { Control } from "./controls.ts";
import { belowMinimum, maximum } from "./limit-controls.ts";

/** The controls that the rows on programs (P) rest on. */
export const programControls: readonly Control[] = [
  {
    row: "P-01",
    does: "counts a piece of the program only as far as the window reaches",
    file: "src/delivery/profile.ts",
    text: "volume += flow * (Math.min(until, hour) - from);",
    without: "volume += flow * (until - from);",
  },
  {
    row: "P-02",
    does: "takes the heaviest 24 h, boluses included",
    file: "src/delivery/totals.ts",
    text: "worstDaily: ((mostWithin(profile, day) + extraPerDay) / day) as Flow,",
    without: "worstDaily: flow,",
  },
  {
    row: "P-02",
    does: "counts as many boluses as the lockout lets through",
    file: "src/delivery/patient-bolus.ts",
    text: "perDay: Math.min(bolus.maxPerDay, Math.max(1, Math.floor(day / lockout + 1e-9))),",
    without: "perDay: bolus.maxPerDay,",
  },
  {
    row: "P-03",
    does: "holds a rise against the label's step",
    file: "src/limits/check-drug.ts",
    text: "return change !== undefined && change > 0 ? { value: change as Inward<Kind> } : undefined;",
    without: "return undefined;",
  },
  {
    row: "P-04",
    does: "refuses steps out of order",
    file: "src/regimen/read-program.ts",
    text: "if ((all[i]?.at ?? NaN) <= (all[i - 1]?.at ?? NaN)) {",
    without: "if (false) {",
  },
  {
    row: "P-04",
    does: "runs the last step on until the first of the next day",
    file: "src/delivery/program-profile.ts",
    text: "flow: starts.at(-1)!.flow });",
    without: "flow: 0 as Flow });",
  },
  {
    row: "P-04",
    does: "refuses more steps than the pump holds",
    file: "src/delivery/program-profile.ts",
    text: "if (device?.flexSteps !== undefined && steps.length > device.flexSteps) {",
    without: "if (false) {",
  },
  { row: "P-05", ...belowMinimum },
  {
    row: "P-05",
    does: "refuses a flow above the pump's maximum",
    file: "src/delivery/program-profile.ts",
    text: "if (device.maxFlow !== undefined && isAbove(flow, device.maxFlow)) {",
    without: "if (false) {",
  },
  {
    row: "P-05",
    does: "adds basal and bolus before they are held against the maximum",
    file: "src/delivery/patient-bolus.ts",
    text: "((profile ? greatestFlow(profile) : 0) + volume / duration) as Flow,",
    without: "(volume / duration) as Flow,",
  },
  {
    row: "P-06",
    does: "runs the basal on beneath a bolus",
    file: "src/delivery/program-profile.ts",
    text: "const during: Piece = { from: 0 as Hours, until: duration, flow: (background + bolus) as Flow };",
    without: "const during: Piece = { from: 0 as Hours, until: duration, flow: bolus };",
  },
  {
    row: "P-11",
    does: "asks where a drug stops, and says what its withdrawal means",
    file: "src/limits/limits.ts",
    text: "...checkStop(all, locale),",
    without: "",
  },
  { row: "P-12", ...maximum },
  {
    row: "P-12",
    does: "chooses the limits of the indication",
    file: "src/limits/applies.ts",
    text: "holds(limit.indications, indication) &&",
    without: "",
  },
  {
    row: "P-16",
    does: "begins each day with the last step of the day before",
    file: "src/delivery/program-profile.ts",
    text: "if (starts[0]!.at > 0) pieces.push(",
    without: "if (starts[0]!.at < 0) pieces.push(",
  },
];
