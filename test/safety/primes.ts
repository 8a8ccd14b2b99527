// What a priming bolus gives past the tip: as it is planned, and as it is recorded (C-02).
import { entry, later, taken, visiting } from "./records.ts";
import { type Scenario, told } from "./scenario.ts";

type Fields = Readonly<Record<string, unknown>>;
/** 0.14 mL of tubing and 0.2 mL of catheter. */
const line = {
  pump: { model: "synchromed-ii-40", alarmVolume: "2 mL" },
  catheter: { volume: "0.2 mL" },
  tubingPrefilled: false,
  occasion: "implant",
  catheterHolds: "nothing",
  solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
};
const mixed = [
  { drug: "morphine", concentration: "10 mg/mL" },
  { drug: "ropivacaine", concentration: "5 mg/mL" },
  { drug: "sodium-thing", concentration: "1 mg/mL", unlisted: true },
];

/** 20 mL of hydromorphone, 10 mg/mL, in a pump that has run since July: its tubing is full. */
const primed = (volume: string, more: Fields = {}): Fields =>
  entry("access port", later, {
    port: "catheter access port",
    aspirated: "1 mL",
    reprime: "done",
    primed: volume,
    reason: "no effect",
    ...more,
  });
const named = { overrides: [{ finding: "primed past the tip", by: "Dr Two", reason: "told so" }] };
const revised = entry("catheter revised", later, { catheter: { volume: "0.2 mL" }, reason: "kinked" });

/** Primes, planned and done. */
export const primes: readonly Scenario[] = told(
  "C-02",
  {
    happened: "a prime by the old constant: 118 mcg at once, more than a label ever lets a screening dose be",
    operation: "prime",
    input: { ...line, programmed: "0.399 mL" },
    expect: [
      { path: "pastTipDoses[0].amount", quantity: "118 mcg" },
      { path: "findings", count: 3 },
      { path: "findings[0].id", equals: "BAC-02" },
      { path: "findings[0].stands", equals: "beyond" },
      { path: "findings[0].confirm", equals: true },
      { path: "findings[0].blocks", equals: false },
      { path: "findings[0].source.id", equals: "lioresal-pi" },
      { path: "findings[1].id", equals: "BAC-01" },
      { path: "findings[2].id", equals: "prime-past-tip" },
      { path: "findings[2].sentence", contains: "Past the tip at once: baclofen 118 mcg" },
    ],
  },
  {
    happened: "a prime that fills the line and no more: nothing to be said",
    operation: "prime",
    input: { ...line, programmed: "0.34 mL" },
    expect: [{ path: "findings", count: 0 }],
  },
  {
    happened: "a little past the tip, below every limit: shown, and confirmed all the same",
    operation: "prime",
    input: { ...line, programmed: "0.35 mL" },
    expect: [
      { path: "findings", count: 3 },
      { path: "findings[0].id", equals: "prime-past-tip" },
      { path: "findings[0].confirm", equals: true },
      { path: "findings[1].stands", equals: "within" },
      { path: "findings[1].confirm", equals: false },
    ],
  },
  {
    happened: "of a mixture each drug is held against its own limits, and where there is none that is said",
    operation: "prime",
    input: { ...line, solution: mixed, programmed: "0.44 mL", indication: "pain-cancer", jurisdiction: "EU" },
    expect: [
      { path: "pastTipDoses[1].amount", quantity: "0.5 mg" },
      { path: "findings[0].drug", equals: "morphine" },
      { path: "findings[0].stands", equals: "above" },
      { path: "findings[0].confirm", equals: true },
      { gap: "no single dose for ropivacaine" },
      { gap: "unchecked: sodium-thing: single dose" },
    ],
  },
  {
    happened: "what is primed is not said: the dose past the tip is a gap, the prime is confirmed",
    operation: "prime",
    input: { ...line, solution: undefined, programmed: "0.44 mL" },
    expect: [{ path: "findings[0].id", equals: "prime-past-tip" }, { gap: "the solution was not given" }],
  },
  {
    happened:
      "tubing and catheter are primed at a replacement, the catheter was not revised: confirmed, with the dose",
    operation: "prime",
    input: { ...line, occasion: "replacement" },
    expect: [
      { path: "findings", count: 1 },
      { path: "findings[0].id", equals: "prime-full-tubing" },
      { path: "findings[0].confirm", equals: true },
      { path: "findings[0].sentence", contains: "baclofen 280 mcg" },
      { path: "findings[0].source.id", equals: "cmsc-2015" },
    ],
  },
  {
    happened: "the catheter was revised too: the line is filled from the pump on",
    operation: "prime",
    input: { ...line, occasion: "replacement", catheterRevised: true },
    expect: [{ path: "findings", count: 0 }],
  },
  {
    happened: "after an aspiration of the port only the catheter is filled",
    operation: "prime",
    input: { ...line, occasion: "after-aspiration", tubingPrefilled: true },
    expect: [
      { path: "volume", quantity: "0.2 mL" },
      { path: "findings", count: 0 },
    ],
  },
  {
    happened: "the whole line was primed after a port was aspirated, with full tubing: not without a name",
    operation: "visit",
    input: visiting(primed("0.34 mL")),
    expect: [
      { path: "objections", count: 1 },
      { path: "objections[0].rule", equals: "primed past the tip" },
      { path: "objections[0].overridable", equals: true },
      { path: "objections[0].sentence", contains: "HYDROmorphone 1.4 mg" },
    ],
  },
  {
    happened: "with a name and a reason it is taken",
    operation: "visit",
    input: visiting(primed("0.34 mL", named)),
    expect: taken,
  },
  {
    happened: "the catheter alone was primed",
    operation: "visit",
    input: visiting(primed("0.2 mL")),
    expect: taken,
  },
  {
    happened: "the catheter was revised at this visit: the whole line is to be filled",
    operation: "visit",
    input: visiting(revised, primed("0.34 mL")),
    expect: taken,
  },
);
