import { type Locale, renderInstant } from "../../src/quantity/quantity.ts";

/** A moment of the server's clock, in ms since 1970, as it is told at this place. */
export function whenHere(epoch: number, locale: Locale): string {
  const offset = -new Date(epoch).getTimezoneOffset();
  return renderInstant({ epoch, offset }, locale, true);
}
