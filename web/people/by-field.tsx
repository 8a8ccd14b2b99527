import { useEffect } from "react";
import { type FieldProps, TextField } from "../plan/field.tsx";
import { usePerson } from "./standing.ts";

/** In whose name something is entered: typed where nobody signs in, otherwise the person's own and not to be changed. */
export function ByField({
  value,
  onChange,
  ...field
}: FieldProps & { readonly value: string; readonly onChange: (by: string) => void }) {
  const person = usePerson();
  const own = person?.by;
  useEffect(() => {
    if (own !== undefined && value !== own) onChange(own);
  }, [own, value, onChange]);
  return <TextField {...field} value={own ?? value} readOnly={own !== undefined} onChange={onChange} />;
}
