import { type Instant, wallTextOf } from "./instant.ts";

const minute = 60_000;
const day = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The offset of a zone at an instant, in minutes east of UTC, by this machine's time zone table; undefined for no zone. */
export function offsetAt(epoch: number, zone: string): number | undefined {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    } catch {
      // The table knows no zone of this name: nothing can be said of it.
      return undefined;
    }
    formats.set(zone, format);
  }
  const name = format.formatToParts(epoch).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0"] = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * The offsets by which a zone's clocks show a local time, as "2026-10-25T02:30": two where clocks go back over it, the
 * earlier moment first, none where they skip it, undefined for no such zone (K-10).
 */
export function offsetsOf(local: string, zone: string): readonly number[] | undefined {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // A zone's offset changes once in two days at the most.
  const around = [offsetAt(asUtc - day, zone), offsetAt(asUtc + day, zone)];
  if (around.includes(undefined)) return undefined;
  return [...new Set(around as number[])]
    .filter((offset) => offsetAt(asUtc - offset * minute, zone) === offset)
    .sort((a, b) => b - a);
}

/** What the clocks of a zone showed of a moment that was entered at another offset than theirs; undefined where they agree. */
export function parted(
  { epoch, offset }: Instant,
  zone: string,
): { readonly offset: number; readonly skipped: boolean } | undefined {
  const shown = offsetAt(epoch, zone);
  if (shown === undefined || shown === offset) return undefined;
  return { offset: shown, skipped: offsetsOf(wallTextOf({ epoch, offset }), zone)?.length === 0 };
}
