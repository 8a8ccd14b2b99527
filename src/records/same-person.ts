/** A name as it is compared: width, case and spaces aside. */
export const plainName = (name: string): string =>
  name.normalize("NFKC").trim().replace(/\s+/gu, " ").toLowerCase();

/** True where two names, however typed, are one person's. */
export const isSamePerson = (a: string, b: string): boolean => plainName(a) === plainName(b);
