import { memo } from "react";
import { indications, jurisdictions, phases } from "../../src/knowledge/knowledge.ts";
import type { Words } from "../words/words.tsx";
import { useWords } from "../words/words.tsx";
import { ChoiceField, TextField } from "./field.tsx";
import { IdentityFields } from "./identity-fields.tsx";
import { QuantityField } from "./quantity-field.tsx";
import type { Identity, Plan } from "./read-plan.ts";
import { Section } from "./section.tsx";
import { useActions } from "./store.tsx";

type Field = "indication" | "jurisdiction" | "phase" | "opioid" | "weight";

/** Who it is for and what for: decides which limits speak. */
export const PatientEditor = memo(function PatientEditor({
  indication,
  jurisdiction,
  phase,
  opioid,
  weight,
  identity,
}: Pick<Plan, Field> & { readonly identity: Identity }) {
  const { words } = useWords();
  const { identify, edit } = useActions();
  const set =
    (field: Field) =>
    (value: string): void =>
      edit((plan): Plan => ({ ...plan, [field]: value }), field);
  const named = (keys: readonly string[]) => [
    { value: "", label: words.choose },
    ...keys.map((key) => ({ value: key, label: words[key as keyof Words] as string })),
  ];
  const line = [indication, phase, jurisdiction]
    .filter((key) => key !== "")
    .map((key) => words[key as keyof Words] as string)
    .join(" · ");
  return (
    <Section
      title={words.patientTitle}
      line={line || words.choose}
      paths={["indication", "jurisdiction", "phase", "patient", "route"]}
      startsOpen={indication === ""}
    >
      <div className="pair">
        <ChoiceField
          label={words.indication}
          path="indication"
          value={indication}
          choices={named(indications.filter((each) => !each.startsWith("ketamine")))}
          onChange={set("indication")}
        />
        <ChoiceField
          label={words.phase}
          path="phase"
          value={phase}
          choices={named(phases)}
          onChange={set("phase")}
        />
        <ChoiceField
          label={words.jurisdiction}
          path="jurisdiction"
          value={jurisdiction}
          choices={named(jurisdictions)}
          onChange={set("jurisdiction")}
        />
        <ChoiceField
          label={words.opioid}
          path="patient.opioid"
          value={opioid}
          choices={named(["unknown", "naive", "tolerant"]).slice(1)}
          onChange={set("opioid")}
        />
      </div>
      <div className="pair">
        <IdentityFields identity={identity} />
        <TextField
          label={words.birthDate}
          path="patient.birthDate"
          type="date"
          value={identity.birthDate}
          onChange={(birthDate) => identify({ ...identity, birthDate })}
        />
        <QuantityField
          label={words.weight}
          path="patient.weight"
          units={["kg"]}
          value={weight}
          onChange={set("weight")}
        />
      </div>
      <p className="hint">{words.identityNote}</p>
    </Section>
  );
});
