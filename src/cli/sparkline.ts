const steps = "▁▂▃▄▅▆▇█";

/** A row of numbers as a row of bars from zero up; a dot where the value is zero, a blank where there is none. */
export function sparkline(values: readonly (number | null)[]): string {
  const highest = Math.max(...values.map((value) => Math.abs(value ?? 0)));
  return values
    .map((value) => {
      if (value === null) return " ";
      if (value === 0) return "·";
      return steps[Math.min(steps.length - 1, Math.floor((Math.abs(value) / highest) * steps.length))]!;
    })
    .join("");
}

/** The same row with at most `width` bars: of each run of values the highest stands. */
export function condense(values: readonly (number | null)[], width: number): readonly (number | null)[] {
  if (values.length <= width) return values;
  return Array.from({ length: width }, (_, i) => {
    const run = values.slice(
      Math.floor((i * values.length) / width),
      Math.floor(((i + 1) * values.length) / width),
    );
    const present = run.filter((value) => value !== null);
    return present.length > 0 ? Math.max(...present) : null;
  });
}
