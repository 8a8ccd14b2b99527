import { useWords } from "../words/words.tsx";
import { TextField } from "./field.tsx";
import type { Identity } from "./read-plan.ts";
import { useActions } from "./store.tsx";

/** Whose plan it is, in the two fields that every sheet bears. */
export function IdentityFields({ identity }: { readonly identity: Identity }) {
  const { words } = useWords();
  const { identify } = useActions();
  const field = (part: "name" | "number") => (
    <TextField
      label={words[part]}
      path={part}
      value={identity[part]}
      onChange={(value) => identify({ ...identity, [part]: value })}
    />
  );
  return (
    <>
      {field("name")}
      {field("number")}
    </>
  );
}
