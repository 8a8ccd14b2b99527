// `expose` against an integrator that shares nothing with it: Taylor series of order 26 in short steps, on random models
// and regimens as a user would write them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expose } from "../operations/expose.ts";

/** Small, fast, seeded: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Way {
  readonly from: number;
  readonly to: number;
  readonly k?: number;
  readonly vmax?: number;
  readonly km?: number;
  readonly made: number;
}
interface Case {
  readonly input: Record<string, unknown>;
  /** In ug, mL, h. */
  readonly volumes: readonly number[];
  readonly phases: readonly { from: number; ways: readonly Way[] }[];
  readonly effects: readonly { of: number; ke0: number }[];
  readonly boluses: readonly { at: number; into: number; amount: number }[];
  readonly infusions: readonly { at: number; until: number; into: number; rate: number }[];
  readonly at: readonly number[];
  readonly before: boolean;
}

const order = 26;
/** A product of few digits without the rounding behind them. */
const plain = (x: number): number => Number(x.toPrecision(12));

/** One case, written in JSON with mixed units and as plain numbers side by side. */
function drawn(seed: number, saturable: boolean): Case {
  const chance = seeded(seed);
  const whole = (below: number): number => Math.floor(chance() * below);
  const log = (low: number, high: number): number => Number((low * (high / low) ** chance()).toPrecision(4));
  const one = <T>(...list: readonly T[]): T => list[whole(list.length)]!;
  const n = 1 + whole(6);
  const volumes = Array.from({ length: n }, () => log(50, 200_000));
  const names = volumes.map((_, i) => `c${i}`);
  const compartments = volumes.map((volume, i) => ({
    name: names[i],
    volume: one(`${volume} mL`, `${plain(volume * 0.001)} L`),
  }));
  const draw = (): { ways: Way[]; written: object[] } => {
    const ways: Way[] = [];
    const written: object[] = [];
    const add = (from: number, to: number | undefined): void => {
      const made = to !== undefined && chance() < 0.2 ? log(0.2, 2) : 1;
      const ends = {
        from: names[from],
        ...(to === undefined ? {} : { to: names[to] }),
        ...(made === 1 ? {} : { yield: made }),
      };
      const kind = saturable && chance() < 0.4 ? "mm" : one("k", "clearance", "minutes");
      if (kind === "mm") {
        const km = log(0.01, 10);
        const vmax = plain(km * volumes[from]! * log(0.01, 5));
        ways.push({ from, to: to ?? -1, vmax, km, made });
        written.push({ ...ends, vmax: `${vmax} ug/h`, km: one(`${km} mg/L`, `${km} ug/mL`) });
      } else if (kind === "clearance") {
        const clearance = log(1, 20_000);
        ways.push({ from, to: to ?? -1, k: clearance / volumes[from]!, made });
        written.push({ ...ends, clearance: `${clearance} mL/h` });
      } else {
        const k = log(0.001, 4);
        ways.push({ from, to: to ?? -1, k, made });
        written.push({ ...ends, k: kind === "k" ? `${k} /h` : `${plain(k * 24)} /d` });
      }
    };
    if (chance() < 0.3) for (let i = 0; i < n; i++) add(i, i + 1 < n ? i + 1 : undefined);
    else {
      for (let i = 0; i < n; i++) if (chance() < 0.6) add(i, undefined);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (i !== j && chance() < 0.35) add(i, j);
    }
    return { ways, written };
  };
  const first = draw();
  const phases = [{ from: 0, ways: first.ways }];
  const changes: object[] = [];
  if (chance() < 0.25) {
    const [then, from] = [draw(), 3 + whole(20)];
    if (then.written.length > 0) {
      phases.push({ from, ways: then.ways });
      changes.push({ at: `${from} h`, flows: then.written });
    }
  }
  const effects = Array.from({ length: chance() < 0.3 ? 1 + whole(2) : 0 }, () => ({
    of: whole(n),
    ke0: log(0.05, 5),
  }));
  const [boluses, infusions, doses]: [Case["boluses"][number][], Case["infusions"][number][], object[]] = [
    [],
    [],
    [],
  ];
  for (let dose = 1 + whole(4); dose > 0; dose--) {
    const [at, into, amount, times, every] = [
      whole(20) / 2,
      whole(n),
      log(10, 50_000),
      1 + whole(5) * whole(2),
      1 + whole(16) / 2,
    ];
    const lasting = one(0.25, 0.5, 1, 3, 7.5);
    const kind = one("bolus", "amount", "rate");
    for (let time = 0; time < times; time++) {
      const start = at + time * every;
      if (kind === "bolus") boluses.push({ at: start, into, amount });
      else
        infusions.push({
          at: start,
          until: start + lasting,
          into,
          rate: kind === "amount" ? amount / lasting : amount,
        });
    }
    const repeat = times > 1 ? { repeat: { every: one(`${every} h`, `${every * 60} min`), times } } : {};
    const common = {
      ...(into === 0 ? {} : { into: names[into] }),
      at: one(`${at} h`, `${at * 60} min`),
      ...repeat,
    };
    if (kind === "bolus")
      doses.push({ kind: "bolus", ...common, amount: one(`${amount} mcg`, `${amount} ug`) });
    else if (kind === "amount")
      doses.push({ kind: "infusion", ...common, amount: `${amount} mcg`, for: `${lasting} h` });
    else
      doses.push({
        kind: "infusion",
        ...common,
        rate: one(`${amount} mcg/h`, `${plain(amount * 24)} mcg/d`),
        for: `${lasting * 60} min`,
      });
  }
  const asked = Array.from({ length: 3 + whole(20) }, () => whole(80) / 2);
  const grid = chance() < 0.5;
  const at = grid ? Array.from({ length: 41 }, (_, i) => i) : asked;
  const before = chance() < 0.5;
  const input = {
    model: {
      compartments,
      flows: first.written,
      ...(effects.length > 0
        ? { effects: effects.map(({ of, ke0 }, i) => ({ name: `e${i}`, of: names[of], ke0: `${ke0} /h` })) }
        : {}),
      ...(changes.length > 0 ? { changes } : {}),
    },
    doses,
    at: grid
      ? { from: "0 h", to: "40 h", every: "60 min" }
      : at.map((time) => one(`${time} h`, `${time * 60} min`)),
    unit: "ug/L",
    ...(before || chance() < 0.5 ? { atDose: before ? "before" : "after" } : {}),
  };
  return { input, volumes, phases, effects, boluses, infusions, at, before };
}

/** Concentrations (ug/L) at the moments asked for, by Taylor series. */
function bySeries({ volumes, phases, effects, boluses, infusions, at, before }: Case): number[][] {
  const [n, size] = [volumes.length, volumes.length + effects.length];
  const stops = [
    ...new Set([
      0,
      ...at,
      ...phases.map(({ from }) => from),
      ...boluses.map((one) => one.at),
      ...infusions.flatMap((one) => [one.at, one.until]),
    ]),
  ].sort((a, b) => a - b);
  let x = Array.from({ length: size }, () => 0);
  const seen = new Map<number, number[]>();
  for (const [index, now] of stops.entries()) {
    if (before) seen.set(now, x.slice());
    for (const { at, into, amount } of boluses) if (at === now) x[into]! += amount;
    if (!before) seen.set(now, x.slice());
    const until = stops[index + 1];
    if (until === undefined) break;
    const { ways } = phases.findLast(({ from }) => from <= now)!;
    const rates = volumes.map((_, i) =>
      infusions.reduce(
        (sum, one) => sum + (one.into === i && one.at <= now && one.until > now ? one.rate : 0),
        0,
      ),
    );
    x = over(x, until - now, { n, volumes, ways, effects, rates });
  }
  return Array.from({ length: size }, (_, i) => {
    const volume = volumes[i < n ? i : effects[i - n]!.of]!;
    return at.map((moment) => (seen.get(moment)![i]! / volume) * 1000);
  });
}

interface Motion {
  readonly n: number;
  readonly volumes: readonly number[];
  readonly ways: readonly Way[];
  readonly effects: readonly { of: number; ke0: number }[];
  readonly rates: readonly number[];
}

/** The state after a span, in steps as long as the series' last terms allow: they must lie under the last digit. */
function over(
  start: readonly number[],
  span: number,
  { n, volumes, ways, effects, rates }: Motion,
): number[] {
  const size = start.length;
  const largest = Math.max(...start, ...rates.map((rate) => rate * span));
  let x = start.slice();
  for (let left = span; left > 0;) {
    const series = x.map((value) => [value]);
    const shares = ways.map(() => [] as number[]);
    for (let k = 0; k < order; k++) {
      const slope = Array.from({ length: size }, () => 0);
      if (k === 0) for (const [i, rate] of rates.entries()) slope[i]! += rate;
      for (const [index, { from, to, k: rate, vmax, km, made }] of ways.entries()) {
        let flow = (rate ?? 0) * series[from]![k]!;
        if (vmax !== undefined) {
          // q (km + c) = c, term by term.
          const c = (at: number): number => series[from]![at]! / volumes[from]!;
          let rest = c(k);
          for (let j = 0; j < k; j++) rest -= shares[index]![j]! * c(k - j);
          shares[index]!.push(rest / (km! + c(0)));
          flow = vmax * shares[index]![k]!;
        }
        slope[from]! -= flow;
        if (to >= 0) slope[to]! += flow * made;
      }
      for (const [i, { of, ke0 }] of effects.entries())
        slope[n + i]! += ke0 * (series[of]![k]! - series[n + i]![k]!);
      for (let i = 0; i < size; i++) series[i]!.push(slope[i]! / (k + 1));
    }
    if (largest === 0) break;
    const h = series.reduce((step, terms) => {
      const scale = Math.abs(terms[0]!) + 1e-13 * largest;
      const fits = (k: number): number =>
        ((1e-18 * scale) / Math.max(1e-300, Math.abs(terms[k]!))) ** (1 / k);
      return Math.min(step, fits(order), fits(order - 1));
    }, left);
    left -= h;
    x = series.map((terms) => terms.reduceRight((sum, term) => sum * h + term, 0));
  }
  return x;
}

/** The largest difference as a share of the value, or of what `floor` of all that was given would make there. */
async function difference(seed: number, saturable: boolean, floor: number): Promise<number> {
  const asked = drawn(seed, saturable);
  const reply = await expose.run(asked.input, { locale: "en-US" });
  assert.ok(reply.ok, `${JSON.stringify(asked.input)}: ${JSON.stringify(reply)}`);
  const { sites } = reply.answer as { sites: { values: number[] }[] };
  const expected = bySeries(asked);
  const given =
    asked.boluses.reduce((sum, { amount }) => sum + amount, 0) +
    asked.infusions.reduce((sum, { at, until, rate }) => sum + rate * (until - at), 0);
  let worst = 0;
  for (const [i, { values }] of sites.entries()) {
    const { volumes, effects } = asked;
    const most = (given / volumes[i < volumes.length ? i : effects[i - volumes.length]!.of]!) * 1000;
    for (const [at, value] of values.entries()) {
      const truth = expected[i]![at]!;
      worst = Math.max(worst, Math.abs(value - truth) / (Math.abs(truth) + most * floor + Number.MIN_VALUE));
    }
  }
  return worst;
}

test("linear models of any shape are what an independent integration says, to ten digits", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const worst = await difference(seed, false, 1e-13);
    assert.ok(worst < 1e-10, `seed ${seed}: ${worst}`);
  }
});

test("saturable models of any shape are what an independent integration says, to eight digits", async () => {
  for (let seed = 1; seed <= 25; seed++) {
    const worst = await difference(seed, true, 1e-8);
    assert.ok(worst < 1e-8, `seed ${seed}: ${worst}`);
  }
});
