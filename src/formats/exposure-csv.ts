import papaparse from "papaparse";
import type { Exposure, PopulationExposure } from "../exposure/exposure.ts";

/** Concentrations as CSV: a row a moment (h), a column for each site and, over a population, for each percentile. */
export function writeExposureCsv(exposure: Exposure | PopulationExposure): string {
  const columns = exposure.sites.flatMap((one): [string, readonly number[]][] =>
    "values" in one
      ? [[`${one.site} (${one.unit})`, one.values]]
      : [
          ...Object.entries(one.bands).map(([p, values]): [string, readonly number[]] => [
            `${one.site} P${p} (${one.unit})`,
            values,
          ]),
          ...(one.inside ? [[`${one.site} inside`, one.inside] as [string, readonly number[]]] : []),
        ],
  );
  const data = exposure.at.map((hours, index) => [hours, ...columns.map(([, values]) => values[index]!)]);
  return `${papaparse.unparse({ fields: ["time (h)", ...columns.map(([name]) => name)], data }, { newline: "\n" })}\n`;
}
