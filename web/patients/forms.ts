// What is asked for in each kind of entry: the one description that its form, its correction and its line in the
// timeline are made from. Whether what was typed can be kept is the schema's to say.
import { indications } from "../../src/knowledge/knowledge.ts";
import type { EntryKind } from "../../src/records/records.ts";

export type FieldType =
  | "text"
  | "words"
  | "date"
  | "moment"
  | "count"
  | "score"
  | "yes"
  | "drug"
  | "pump"
  | "catheter"
  | "program";
/** One field of an entry, by the name it bears there. */
export type FormField =
  | { readonly name: string; readonly type: FieldType; readonly optional?: true }
  | {
      readonly name: string;
      readonly type: "quantity";
      readonly units: readonly string[];
      readonly optional?: true;
    }
  | {
      readonly name: string;
      readonly type: "choice";
      readonly of: readonly string[];
      readonly optional?: true;
    }
  | {
      readonly name: string;
      /** Any of several words, each ticked or not. */
      readonly type: "several";
      readonly of: readonly string[];
      readonly optional?: true;
    }
  | {
      readonly name: string;
      readonly type: "list";
      readonly fields: readonly FormField[];
      readonly optional?: true;
    }
  | {
      readonly name: string;
      readonly type: "group";
      readonly fields: readonly FormField[];
      readonly optional?: true;
    };

const text = (name: string): FormField => ({ name, type: "text" });
const maybe = <F extends FormField>(field: F): F => ({ ...field, optional: true });
const longText = (name: string): FormField => ({ name, type: "words" });
const date = (name: string): FormField => ({ name, type: "date" });
const yes = (name: string): FormField => ({ name, type: "yes" });
const count = (name: string): FormField => ({ name, type: "count" });
const drug = (name: string): FormField => ({ name, type: "drug" });
const quantity = (name: string, ...units: string[]): FormField => ({ name, type: "quantity", units });
const choice = (name: string, ...of: string[]): FormField => ({ name, type: "choice", of });
const several = (name: string, ...of: string[]): FormField => ({ name, type: "several", of });
const list = (name: string, ...fields: FormField[]): FormField => ({ name, type: "list", fields });
const group = (name: string, ...fields: FormField[]): FormField => ({ name, type: "group", fields });

/** What goes with a patient to another clinic. */
const papers = ["sheet", "card", "FHIR file", "letter"];
const overridesOf = (finding: FormField): FormField =>
  maybe(list("overrides", finding, text("by"), longText("reason")));
const overrides = overridesOf(text("finding"));

export const forms: Readonly<Partial<Record<EntryKind, readonly FormField[]>>> = {
  patient: [
    text("name"),
    date("birthDate"),
    list("identifiers", text("system"), text("value")),
    maybe(choice("sex", "female", "male", "other", "unknown")),
    maybe(quantity("weight", "kg")),
    maybe(choice("opioid", "naive", "tolerant", "unknown")),
    maybe(choice("indication", ...indications)),
    maybe(text("language")),
  ],
  "pump implanted": [
    { name: "pump", type: "pump" },
    text("serial"),
    maybe(text("lot")),
    maybe(text("site")),
    maybe(text("tubingVersion")),
  ],
  "pump revised": [text("serial"), longText("reason"), maybe(text("site"))],
  "pump explanted": [text("serial"), longText("reason")],
  "catheter implanted": [{ name: "catheter", type: "catheter" }, maybe(text("lot")), maybe(text("tip"))],
  "catheter revised": [{ name: "catheter", type: "catheter" }, longText("reason"), maybe(text("tip"))],
  "catheter explanted": [longText("reason")],
  interrogation: [
    text("serial"),
    quantity("volume", "mL"),
    yes("running"),
    maybe({ name: "program", type: "program" }),
    maybe(quantity("clockOffset", "min", "h")),
    maybe(quantity("clockBehind", "min", "h")),
    maybe(text("battery")),
  ],
  refill: [
    quantity("aspirated", "mL"),
    quantity("aspiratedAgain", "mL"),
    yes("needleChecked"),
    quantity("filled", "mL"),
    quantity("programmed", "mL"),
    list("solution", drug("drug"), quantity("concentration", "ug/mL", "mg/mL")),
    text("lot"),
    date("expiry"),
    quantity("observed", "min", "h"),
    maybe(yes("firstFill")),
    maybe(yes("diluted")),
    maybe(group("waste", quantity("volume", "mL"), text("witness"))),
    overridesOf(choice("finding", "filled otherwise than told", "above capacity", "expired")),
  ],
  "program change": [{ name: "program", type: "program" }, longText("reason"), overrides],
  "bolus count": [drug("drug"), quantity("amount", "ug", "mg"), count("given"), count("denied")],
  bolus: [
    drug("drug"),
    quantity("amount", "ug", "mg"),
    quantity("given", "ug", "mg"),
    choice("outcome", "complete", "interrupted"),
    maybe(yes("resumes")),
  ],
  "other medication": [
    list(
      "taken",
      drug("drug"),
      choice("route", "oral", "transdermal", "intravenous", "epidural", "intrathecal"),
      quantity("dose", "mg/d", "ug/d", "ug/h"),
    ),
  ],
  alarm: [
    choice("level", "critical", "non-critical"),
    choice(
      "cause",
      "empty reservoir",
      "end of service",
      "motor stall",
      "stopped over 48 h",
      "critical memory error",
      "low reservoir",
      "replacement due",
      "memory error",
    ),
    maybe(text("heard")),
    maybe({ name: "recoveredAt", type: "moment" }),
  ],
  MRI: [
    text("field"),
    yes("emptiedBefore"),
    maybe({ name: "stalledAt", type: "moment" }),
    maybe({ name: "recoveredAt", type: "moment" }),
  ],
  stopped: [longText("reason")],
  restarted: [longText("reason"), yes("confirmedRunning")],
  "access port": [
    text("port"),
    quantity("aspirated", "mL"),
    maybe(quantity("injected", "mL")),
    choice("reprime", "done", "not needed"),
    maybe(quantity("primed", "mL")),
    maybe(quantity("lost", "mL")),
    longText("reason"),
    overridesOf(choice("finding", "primed past the tip")),
  ],
  trial: [
    drug("drug"),
    quantity("dose", "ug", "mg"),
    count("number"),
    list(
      "scores",
      text("scale"),
      { name: "before", type: "score" },
      { name: "after", type: "score" },
      {
        name: "hours",
        type: "score",
      },
    ),
    maybe(longText("rule")),
    choice("response", "positive", "negative", "adverse"),
    maybe(quantity("lasted", "h")),
  ],
  score: [
    choice(
      "scale",
      "Ashworth 0-4",
      "Ashworth 1-5",
      "modified Ashworth",
      "NRS",
      "VAS",
      "Penn",
      "PROMIS",
      "patient global",
    ),
    { name: "value", type: "score" },
    maybe(text("region")),
    maybe(text("coding")),
  ],
  "adverse event": [
    choice(
      "event",
      "infection or erosion",
      "motor stall",
      "adverse drug reaction",
      "catheter",
      "CSF leak",
      "pocket fill",
      "withdrawal",
      "overdose",
      "inflammatory mass",
      "programming error",
      "pump failure",
      "other",
    ),
    choice("severity", "mild", "moderate", "severe", "death"),
    longText("text"),
  ],
  "ketamine session": [
    choice("drug", "ketamine", "esketamine"),
    quantity("vial", "mg/mL"),
    quantity("total", "mg"),
    list("checklist", text("item"), yes("done")),
    list("observations", quantity("after", "min", "h"), text("name"), text("value")),
    list("holds", quantity("after", "min", "h"), longText("reason")),
    list("rescue", text("")),
    yes("discharged"),
    maybe(text("escort")),
    maybe(group("waste", quantity("amount", "mg"), text("witness"))),
    maybe(longText("text")),
  ],
  "ketamine follow-up": [
    choice("organ", "liver", "bladder"),
    list("tests", text("name"), text("value")),
    choice("finding", "normal", "abnormal"),
    maybe(longText("text")),
  ],
  note: [longText("text")],
  "follow-up planned": [text("what"), date("due")],
  "contact attempted": [
    text("who"),
    choice("how", "telephone", "message", "letter", "visit at home", "through the family doctor"),
    choice("outcome", "will come", "declined", "not reached", "message left", "unknown there"),
    maybe(date("nextTry")),
    maybe(longText("text")),
  ],
  "chasing ended": [longText("reason")],
  "transferred out": [text("to"), several("with", ...papers), maybe(longText("reason"))],
  "transferred in": [text("from"), several("with", ...papers), maybe(longText("text"))],
};

/** What a form can add by itself; interrogation, refill and program change belong to a visit. */
export const addable: readonly EntryKind[] = (Object.keys(forms) as EntryKind[]).filter(
  (kind) => !["patient", "interrogation", "refill", "program change"].includes(kind),
);

/** What was typed into a form so far. */
export type Typed = string | readonly Typed[] | { readonly [name: string]: Typed };
export type TypedData = { readonly [name: string]: Typed };

const blankOf = (field: FormField): Typed => {
  if (field.type === "list" || field.type === "several") return [];
  if (field.type === "group") return blankForm(field.fields);
  return "";
};
/** A form with nothing filled in and nothing preselected (U-05, I-07). */
export const blankForm = (fields: readonly FormField[]): TypedData =>
  Object.fromEntries(fields.map((field) => [field.name, blankOf(field)]));

const isBlank = (typed: Typed | undefined): boolean =>
  typed === undefined ||
  typed === "" ||
  (typeof typed === "object" && Object.values(typed).every((each) => isBlank(each as Typed)));

/** What was typed, as the entry wants it; what cannot be read goes in as it is, for the schema to refuse. */
export function writeForm(fields: readonly FormField[], typed: TypedData): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = typed[field.name];
      return field.optional && isBlank(value) ? [] : [[field.name, writeField(field, value)]];
    }),
  );
}

function writeField(field: FormField, typed: Typed | undefined): unknown {
  const said = typeof typed === "string" ? typed.trim() : "";
  switch (field.type) {
    case "yes":
      return said === "yes" ? true : said === "no" ? false : undefined;
    case "count":
      return /^\d{1,9}$/.test(said) ? Number(said) : said;
    case "score":
      return /^-?\d+(\.\d+)?$/.test(said) ? Number(said) : said;
    case "list":
      return (Array.isArray(typed) ? (typed as readonly Typed[]) : []).map((item) =>
        field.fields.length === 1 && field.fields[0]!.name === ""
          ? item
          : writeForm(field.fields, item as TypedData),
      );
    case "several":
      return Array.isArray(typed) ? typed : [];
    case "group":
      return writeForm(field.fields, (typed ?? {}) as TypedData);
    case "pump":
    case "catheter":
    case "program":
      return typed;
    default:
      return said;
  }
}
