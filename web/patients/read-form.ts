import type { FormField, Typed, TypedData } from "./forms.ts";

const isQuantity = (value: unknown): value is { value: number; unit: string } =>
  typeof value === "object" && value !== null && "value" in value && "unit" in value;

/** Quantities anywhere below, as a person would have typed them. */
function typedWithin(value: unknown): Typed {
  if (isQuantity(value)) return `${value.value} ${value.unit}`;
  if (Array.isArray(value)) return value.map(typedWithin);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, typedWithin(each)]));
  return value === undefined || value === null ? "" : (value as string);
}

/** The form of a kept entry, for a correction: what stands there, as it would have been typed. */
export const readForm = (fields: readonly FormField[], data: Readonly<Record<string, unknown>>): TypedData =>
  Object.fromEntries(fields.map((field) => [field.name, readField(field, data[field.name])]));

function readField(field: FormField, value: unknown): Typed {
  switch (field.type) {
    case "yes":
      return value === true ? "yes" : value === false ? "no" : "";
    case "quantity":
      return isQuantity(value) ? `${value.value} ${value.unit}` : "";
    case "count":
    case "score":
      return value === undefined ? "" : String(value);
    case "list":
      return (Array.isArray(value) ? value : []).map((item) =>
        field.fields.length === 1 && field.fields[0]!.name === ""
          ? String(item)
          : readForm(field.fields, item as Record<string, unknown>),
      );
    case "several":
      return Array.isArray(value) ? value.map(String) : [];
    case "group":
      return readForm(field.fields, (value ?? {}) as Record<string, unknown>);
    case "pump":
    case "catheter":
      return typedWithin(value);
    case "program":
      // Its editor reads it as it is kept.
      return (value ?? "") as Typed;
    default:
      return typeof value === "string" ? value : "";
  }
}
