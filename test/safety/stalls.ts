// What a motor that stalled leaves of a fill: entries of one patient, as questions to the engine.
import { closing, entry, kept, refill, seen, standing } from "./records.ts";
import { type Scenario, told } from "./scenario.ts";

type Fields = Readonly<Record<string, unknown>>;
const stall = "2018-08-08T08:00:00Z";
const thirtyDays = "2018-09-07T08:00:00Z";
/** A stall as the pump's log has it, read at a later visit. */
const logged = (recoveredAt?: string): Fields =>
  entry(
    "alarm",
    stall,
    { level: "critical", cause: "motor stall", ...(recoveredAt && { recoveredAt }) },
    { from: "imported" },
  );

/** 20 mL on 9 July, 0.1 mL a day, stopped ten days later. */
const stopped = [...kept, entry("stopped", "2018-07-19T08:00:00Z", { reason: "surgery" })];
const twentyDays = "2018-07-29T08:00:00Z";
const left = (volume: string) => [{ path: "reservoir.expected", quantity: volume, within: 1e-9 }];

export const stalls: readonly Scenario[] = [
  ...told(
    "R-01",
    {
      happened:
        "a pump that was stopped is seen to run, and nobody wrote down who restarted it: it runs from then on",
      operation: "standing",
      input: standing([...stopped, seen(twentyDays)], "2018-08-08T08:00:00Z"),
      expect: left("18 mL"),
    },
    {
      happened: "a visit that closes with the pump running says the same",
      operation: "standing",
      input: standing([...stopped, closing(twentyDays)], "2018-08-08T08:00:00Z"),
      expect: left("18 mL"),
    },
    {
      happened:
        "found stopped, refilled and seen to run under its old program: the new fill is used up by it",
      operation: "standing",
      input: standing(
        [
          ...kept,
          seen(stall, false),
          refill(stall, "17 mL"),
          seen("2018-08-08T09:00:00Z"),
          closing("2018-08-08T09:00:00Z"),
        ],
        "2018-09-07T09:00:00Z",
      ),
      expect: [...left("17 mL"), { path: "delivery", equals: "running" }],
    },
    {
      happened: "found stopped and refilled, and seen by nobody to run: nothing is taken to be given",
      operation: "standing",
      input: standing([...kept, seen(stall, false), refill(stall, "17 mL")], "2018-09-07T09:00:00Z"),
      expect: [...left("20 mL"), { path: "delivery", equals: "stopped" }],
    },
  ),
  ...told("A-06", {
    happened: "the rotor stalled in the field and recovered 30 days later: the gap is not counted as given",
    operation: "standing",
    input: standing(
      [
        ...kept,
        entry("MRI", "2018-09-07T08:00:00Z", {
          field: "3 T",
          emptiedBefore: false,
          stalledAt: "2018-08-08T08:00:00Z",
          recoveredAt: "2018-09-07T08:00:00Z",
        }),
      ],
      "2018-10-07T08:00:00Z",
    ),
    // 90 days since the fill, of which 60 at 0.1 mL a day.
    expect: [{ path: "reservoir.expected", quantity: "14 mL", within: 1e-6 }],
  }),
  ...told(
    "A-06",
    {
      happened:
        "the log of the pump has a stall of 30 days and its recovery: the gap is not counted as given",
      operation: "standing",
      input: standing([...kept, logged(thirtyDays)], "2018-10-07T08:00:00Z"),
      expect: [
        { path: "reservoir.expected", quantity: "14 mL", within: 1e-6 },
        { path: "reservoir.mostExpected", equals: null },
        { path: "delivery", equals: "running" },
        { path: "since", equals: "2018-09-07T08:00:00Z" },
      ],
    },
    {
      happened: "the same at the refill: what came out agrees with what was given outside the stall",
      operation: "standing",
      input: standing(
        [...kept, logged(thirtyDays), refill("2018-10-07T08:00:00Z", "14 mL")],
        "2018-10-07T08:00:00Z",
      ),
      expect: [
        { path: "lastResidual.verdict", equals: "as expected" },
        { path: "lastResidual.expected", quantity: "14 mL", within: 1e-6 },
      ],
    },
    {
      happened: "the dry list foretells from what was given, not from what was programmed",
      operation: "drylist",
      input: { now: "2018-10-07T08:00:00Z", entries: [...kept, logged(thirtyDays)] },
      expect: [{ path: "pumps[0].expectedLeft", quantity: "14 mL", within: 1e-6 }],
    },
    {
      happened: "no recovery is recorded: nobody knows what was given since, and both ends are shown",
      operation: "standing",
      input: standing([...kept, logged()], "2018-10-07T08:00:00Z"),
      expect: [
        { path: "delivery", equals: "unknown" },
        { path: "since", equals: stall },
        { path: "reservoir.expected", quantity: "11 mL", within: 1e-6 },
        { path: "reservoir.mostExpected", quantity: "17 mL", within: 1e-6 },
      ],
    },
    {
      happened:
        "it is seen to run 30 days later: what it gave until then stays open, from then on it is counted",
      operation: "standing",
      input: standing([...kept, logged(), seen("2018-09-07T08:00:00Z")], "2018-10-07T08:00:00Z"),
      expect: [
        { path: "delivery", equals: "running" },
        { path: "reservoir.expected", quantity: "11 mL", within: 1e-6 },
        { path: "reservoir.mostExpected", quantity: "14 mL", within: 1e-6 },
      ],
    },
    {
      happened: "whatever comes out between both ends agrees with such a record",
      operation: "standing",
      input: standing(
        [...kept, logged(), seen("2018-09-07T08:00:00Z"), refill("2018-10-07T08:00:00Z", "14 mL")],
        "2018-10-07T08:00:00Z",
      ),
      expect: [{ path: "lastResidual.verdict", equals: "as expected" }],
    },
    {
      happened: "a low reservoir is said to have recovered",
      operation: "standing",
      input: standing([
        ...kept,
        entry("alarm", stall, {
          level: "non-critical",
          cause: "low reservoir",
          recoveredAt: "2018-08-09T08:00:00Z",
        }),
      ]),
      expect: [{ refused: `entries[${kept.length}].data.recoveredAt` }],
    },
  ),
];
