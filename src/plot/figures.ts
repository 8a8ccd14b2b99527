/** A number with fixed decimals, a true minus sign, and comma for thousands. */
export function fixed(value: number, decimals: number): string {
  if (value === Infinity) return "∞";
  if (value === -Infinity) return "−∞";
  const [whole, part] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ",");
  const shown = part === undefined ? grouped : `${grouped}.${part}`;
  return value < 0 && Number(shown.replaceAll(",", "")) !== 0 ? `−${shown}` : shown;
}

/** A p value as Cochrane prints it: 0.41, 0.049, 0.002, 0.0003, and a limit below that. */
export function pValue(p: number): string {
  if (p < 0.00001) return "P < 0.00001";
  if (p < 0.0001) return "P < 0.0001";
  return `P = ${Number(p >= 0.1 ? p.toFixed(2) : p.toPrecision(p >= 0.01 ? 2 : 1))}`;
}

/** Decimals that show differences at the size of an interval: two for most. */
export function decimalsFor(values: readonly number[]): number {
  const size = values.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    0,
  );
  return size > 0 && size < 0.1 ? 3 : 2;
}

/** A tick's value as it is read. */
export const tick = (value: number): string => String(Number(value.toPrecision(6))).replace("-", "−");

/** A value marked on the axis, to three figures. */
export const marked = (value: number, log: boolean): string =>
  String(Number((log ? Math.exp(value) : value).toPrecision(3))).replace("-", "−");

/** An estimate with its interval, as text. */
export function interval(
  estimate: number,
  [low, high]: readonly [number, number],
  { log, decimals }: { readonly log: boolean; readonly decimals: number },
): string {
  const show = (value: number): string => fixed(log ? Math.exp(value) : value, decimals);
  return `${show(estimate)} [${show(low)}, ${show(high)}]`;
}
