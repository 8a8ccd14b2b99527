// What `merge` answers: two records side by side.
import type { GivenUp, Person } from "../patients/standing.ts";

export interface Headed {
  readonly entry: string;
  readonly kind: string;
  readonly at: string;
  readonly by: string;
}
export interface Side {
  readonly patient: string;
  readonly person: (Person & { readonly sex?: string }) | null;
  readonly pump: { readonly serial: string; readonly since: string } | null;
  readonly delivery: "running" | "stopped" | "unknown";
  readonly transferred: string | null;
  readonly given: readonly GivenUp[];
  readonly entries: number;
  readonly first: string | null;
  readonly last: readonly Headed[];
}
export interface Compared {
  readonly kept: Side;
  readonly given: Side;
  readonly unlike: readonly string[];
  readonly merged: { readonly since: readonly Headed[] } | null;
  readonly objections: readonly {
    readonly rule: string;
    readonly sentence: string;
    readonly overridable: boolean;
  }[];
}

/** Whose record it is, by name and first number. */
export const whoOf = (
  person: {
    readonly name: string | null;
    readonly identifiers: readonly { system: string; value: string }[];
  } | null,
  nobody: string,
): string => {
  const [first] = person?.identifiers ?? [];
  return [person?.name ?? nobody, first && `${first.system} ${first.value}`].filter(Boolean).join(" · ");
};
