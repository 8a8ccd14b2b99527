import { studyRolesOf } from "../../src/formats/formats.ts";

/** What each column of a table with faults most likely is, by the readers' names; no two the same. */
export function guessRoles(columns: readonly string[], known: readonly string[]): string[] {
  const means = columns.map((name) => {
    // A column that is written as a role is that role: `V` is no variance, `ci` no interval.
    const own = known.find((role) => role.toLowerCase() === name.trim().toLowerCase());
    return own ? [own, ...studyRolesOf(name)] : studyRolesOf(name);
  });
  // Authors name a study better than running numbers do.
  const author = means.findIndex((all) => all.includes("author"));
  const taken = new Set<string>(author >= 0 ? ["id"] : []);
  return means.map((all, at) => {
    if (at === author) return "id";
    const role = all.find((role) => known.includes(role) && !taken.has(role)) ?? "";
    if (role !== "") taken.add(role);
    return role;
  });
}
