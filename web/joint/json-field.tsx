import { useEffect, useState } from "react";
import { Field } from "../plan/field.tsx";

/** Text of several lines, taken over when the reader leaves it or rests: half a line of JSON is not a question. */
export function JsonField({
  label,
  hint,
  path,
  value,
  most,
  onChange,
}: {
  readonly label: string;
  readonly hint: string;
  readonly path: string;
  readonly value: string;
  readonly most: number;
  readonly onChange: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => onChange(text), 500);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <Field label={label} path={path} hint={hint}>
      {(described) => (
        <textarea
          {...described}
          className="json"
          rows={7}
          value={text}
          maxLength={most}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          onBlur={() => text !== value && onChange(text)}
        />
      )}
    </Field>
  );
}
