import type { Locale } from "../../src/quantity/quantity.ts";

/** Every time zone that this browser knows, with what it is called in the page's language. */
export function zonesIn(locale: Locale): readonly { readonly zone: string; readonly name: string }[] {
  return Intl.supportedValuesOf("timeZone").map((zone) => ({ zone, name: zoneName(zone, locale) }));
}

/** A zone as people call it: "Japan Time", 日本时间. */
export function zoneName(zone: string, locale: Locale): string {
  const parts = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    timeZoneName: "longGeneric",
  }).formatToParts();
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

/** The city of a zone: the last part of its name. */
export const cityOf = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** The zone that somebody typed, by its id or by its city; undefined where there is none, or several. */
export function zoneOf(typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  const all = Intl.supportedValuesOf("timeZone");
  const exact = all.find((zone) => zone.toLowerCase() === text);
  const cities = all.filter((zone) => cityOf(zone).toLowerCase() === text);
  return exact ?? (cities.length === 1 ? cities[0] : undefined);
}
