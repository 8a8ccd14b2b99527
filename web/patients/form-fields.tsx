import { Button } from "react-aria-components";
import { library } from "../../src/knowledge/knowledge.ts";
import { Icon } from "../icon.tsx";
import { ChoiceField, Field, type FieldProps, GroupFaults, TextField } from "../plan/field.tsx";
import { MomentField } from "../plan/moment-field.tsx";
import { drugName } from "../plan/names.ts";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useWords } from "../words/words.tsx";
import { CatheterField, PumpField } from "./device-fields.tsx";
import { blankForm, type FormField, type Typed, type TypedData } from "./forms.ts";
import { useLabels } from "./labels.ts";
import { ProgramField } from "./program-field.tsx";

/** Several lines of text. */
export function WordsField({
  value,
  onChange,
  ...field
}: FieldProps & { readonly value: string; readonly onChange: (value: string) => void }) {
  return (
    <Field {...field}>
      {(described) => (
        <textarea
          {...described}
          rows={2}
          maxLength={2000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Yes or no; nothing is chosen until somebody chooses. */
export function YesField({
  value,
  onChange,
  ...field
}: FieldProps & { readonly value: string; readonly onChange: (value: "yes" | "no") => void }) {
  const { words } = useWords();
  return (
    <Field {...field}>
      {(described) => (
        <span className="yes-no" role="radiogroup" aria-label={field.label}>
          {(["yes", "no"] as const).map((each, i) => (
            <label key={each} className="check">
              <input
                {...(i === 0 ? described : { "aria-describedby": described["aria-describedby"] })}
                type="radio"
                name={described.id}
                data-choice={each}
                checked={value === each}
                onChange={() => onChange(each)}
              />
              {words[each]}
            </label>
          ))}
        </span>
      )}
    </Field>
  );
}

/** The fields of an entry, from its description. */
export function FormFields({
  fields,
  typed,
  path,
  onChange,
}: {
  readonly fields: readonly FormField[];
  readonly typed: TypedData;
  readonly path: string;
  readonly onChange: (typed: TypedData, field: string) => void;
}) {
  return fields.map((field) => (
    <OneField
      key={field.name}
      field={field}
      path={`${path}.${field.name}`}
      value={typed[field.name] ?? ""}
      onChange={(value, name) => onChange({ ...typed, [field.name]: value }, name)}
    />
  ));
}

interface OneProps {
  readonly field: FormField;
  readonly path: string;
  readonly value: Typed;
  readonly onChange: (value: Typed, field: string) => void;
}

function OneField({ field, path, value, onChange }: OneProps) {
  const { words, locale } = useWords();
  const label = useLabels();
  const said = typeof value === "string" ? value : "";
  const title = field.name === "" ? "" : label.field(field.name);
  const shared = {
    label: field.optional ? words.optionally(title) : title,
    path,
    value: said,
    onChange: (value: string) => onChange(value, path),
  };
  switch (field.type) {
    case "text":
    case "count":
    case "score":
      return <TextField {...shared} />;
    case "date":
      return <TextField {...shared} type="date" />;
    case "words":
      return <WordsField {...shared} />;
    case "yes":
      return <YesField {...shared} />;
    case "moment":
      return <MomentField {...shared} />;
    case "quantity":
      return <QuantityField {...shared} units={field.units} />;
    case "drug":
      return (
        <ChoiceField
          {...shared}
          choices={[
            { value: "", label: words.choose },
            ...[...library.drugs.keys()].map((id) => ({ value: id, label: drugName(id, locale) })),
          ]}
        />
      );
    case "choice":
      return (
        <ChoiceField
          {...shared}
          choices={[
            { value: "", label: words.choose },
            ...field.of.map((each) => ({ value: each, label: label.choice(each) })),
          ]}
        />
      );
    case "pump":
      return <PumpField path={path} value={value} onChange={(value) => onChange(value, path)} />;
    case "catheter":
      return <CatheterField path={path} value={value} onChange={(value) => onChange(value, path)} />;
    case "program":
      // A program is corrected where there is one; it is written first in a visit.
      return value === "" ? null : (
        <ProgramField path={path} value={value} onChange={(value) => onChange(value, path)} />
      );
    case "several": {
      const ticked = Array.isArray(value) ? (value as readonly string[]) : [];
      return (
        <fieldset className="group">
          <legend>{shared.label}</legend>
          <GroupFaults path={path} />
          <div className="checks">
            {field.of.map((each) => (
              <label key={each} className="check">
                <input
                  type="checkbox"
                  data-path={`${path}.${each}`}
                  checked={ticked.includes(each)}
                  onChange={({ target }) =>
                    onChange(
                      field.of.filter((one) => (one === each ? target.checked : ticked.includes(one))),
                      path,
                    )
                  }
                />
                {label.choice(each)}
              </label>
            ))}
          </div>
        </fieldset>
      );
    }
    case "group":
      return (
        <fieldset className="group">
          <legend>{shared.label}</legend>
          <div className="pair">
            <FormFields
              fields={field.fields}
              typed={value as TypedData}
              path={path}
              onChange={(typed, name) => onChange(typed, name)}
            />
          </div>
        </fieldset>
      );
    case "list":
      return <ListField field={field} path={path} value={value} onChange={onChange} title={shared.label} />;
    default:
      return field satisfies never;
  }
}

function ListField({
  field,
  path,
  value,
  onChange,
  title,
}: OneProps & { readonly field: Extract<FormField, { type: "list" }>; readonly title: string }) {
  const { words } = useWords();
  const items = Array.isArray(value) ? (value as readonly Typed[]) : [];
  const only = field.fields[0]?.name === "";
  const put = (i: number, item: Typed, name: string): void =>
    onChange(
      items.map((each, j) => (j === i ? item : each)),
      name,
    );
  return (
    <fieldset className="group">
      <legend>{title}</legend>
      <GroupFaults path={path} />
      {items.map((item, i) => (
        <div className="row" key={i} role="group" aria-label={`${title} ${i + 1}`}>
          {only ? (
            <TextField
              label={`${title} ${i + 1}`}
              path={`${path}[${i}]`}
              value={String(item)}
              onChange={(item) => put(i, item, `${path}[${i}]`)}
            />
          ) : (
            <FormFields
              fields={field.fields}
              typed={item as TypedData}
              path={`${path}[${i}]`}
              onChange={(typed, name) => put(i, typed, name)}
            />
          )}
          <Button
            className="tool"
            aria-label={words.remove(`${title} ${i + 1}`)}
            onPress={() =>
              onChange(
                items.filter((_, j) => j !== i),
                "",
              )
            }
          >
            <Icon name="remove" />
          </Button>
        </div>
      ))}
      <Button
        className="button plain"
        onPress={() => onChange([...items, only ? "" : blankForm(field.fields)], "")}
      >
        <Icon name="plus" />
        {words.addTo(title)}
      </Button>
    </fieldset>
  );
}
