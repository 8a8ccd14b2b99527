import { z } from "zod";
import { noRemarks } from "../delivery/delivery.ts";
import { instant, readParts, writeInstant } from "../quantity/quantity.ts";
import { newEntry, urgencies } from "../records/records.ts";
import { adviceFor } from "./alerts/advice.ts";
import { openAlerts, writeAlert } from "./alerts/open.ts";
import { lineOf } from "./drylist/line.ts";
import { statesOf } from "./drylist.ts";
import { keptInOrder } from "./kept.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { exampleEntries } from "./standing.ts";

const input = z.strictObject({
  /** As of this moment: whatever was due by then stands there once, whether anybody asked before or not. */
  now: instant(),
  entries: z.array(newEntry).max(1_000_000),
});

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const { now, entries } = parts;
  if (issues.length > 0 || !now || !entries) return refused(issues);
  const remarks = noRemarks();
  const all = [...statesOf(keptInOrder(entries), now)].flatMap(([patient, state]) => {
    // Whoever went to another clinic is looked after there.
    if (!state.pump || state.transferred) return [];
    const line = lineOf(state, now, undefined, locale, remarks);
    return openAlerts(line, now, locale).map((alert) => ({
      urgency: alert.urgency,
      aside: alert.snoozed !== undefined,
      written: {
        patient,
        name: state.patient?.name ?? null,
        serial: state.pump!.serial,
        ...writeAlert(alert, locale),
        advice: adviceFor(alert.what, state, locale),
      },
    }));
  });
  const sorted = all.sort(
    (a, b) =>
      Number(a.aside) - Number(b.aside) || urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency),
  );
  return answered(
    { asOf: writeInstant(now), alerts: sorted.map(({ written }) => written) },
    remarks.gaps,
    remarks.assumed,
  );
}

export const alerts: Operation = {
  name: "alerts",
  summary:
    "What stands open for the patients of a clinic, worst first: alarms, drift, overdue refills, replacement, each with what to do next.",
  input,
  bulk: true,
  example: {
    now: "2026-04-05T08:00:00Z",
    entries: [
      ...exampleEntries,
      {
        id: "00000000-0000-4000-8000-000000000020",
        patient: exampleEntries[0]!.patient,
        at: "2026-04-02T08:00:00Z",
        by: "nurse",
        from: "entered",
        kind: "alarm",
        data: { level: "critical", cause: "motor stall", heard: "two tones" },
      },
    ],
  },
  run,
};
