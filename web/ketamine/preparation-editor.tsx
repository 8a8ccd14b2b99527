import { memo } from "react";
import { jurisdictions } from "../../src/knowledge/knowledge.ts";
import { ChoiceField, GroupFaults } from "../plan/field.tsx";
import { IdentityFields } from "../plan/identity-fields.tsx";
import { drugName } from "../plan/names.ts";
import type { Identity } from "../plan/read-plan.ts";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useWords, type Words } from "../words/words.tsx";
import type { Ketamine } from "./read-ketamine.ts";
import { useEditDraft } from "./use-draft.ts";

const drugs = ["ketamine", "esketamine"] as const;
const purposes = ["ketamine-chronic", "ketamine-acute"] as const;

type Text = { readonly [K in keyof Ketamine]: Ketamine[K] extends string ? K : never }[keyof Ketamine];

/** Who it is for, and what for: decides which limits speak. */
export const PatientCard = memo(function PatientCard({
  identity,
  ...draft
}: Pick<Ketamine, "weight" | "dosingWeight" | "indication" | "jurisdiction"> & {
  readonly identity: Identity;
}) {
  const { words } = useWords();
  const edit = useEditDraft();
  const set =
    (field: Text) =>
    (value: string): void =>
      edit((draft) => ({ ...draft, [field]: value }), field);
  const named = (keys: readonly string[]) => [
    { value: "", label: words.choose },
    ...keys.map((key) => ({ value: key, label: words[key as keyof Words] as string })),
  ];
  return (
    <section className="card" aria-labelledby="k-patient">
      <h2 id="k-patient">{words.patientTitle}</h2>
      <div className="pair">
        <QuantityField
          label={words.weight}
          path="patient.weight"
          units={["kg"]}
          value={draft.weight}
          onChange={set("weight")}
        />
        <QuantityField
          label={words.dosingWeight}
          path="patient.dosingWeight"
          hint={words.dosingWeightHint}
          units={["kg"]}
          value={draft.dosingWeight}
          onChange={set("dosingWeight")}
        />
        <ChoiceField
          label={words.indication}
          path="indication"
          value={draft.indication}
          choices={named(purposes)}
          onChange={set("indication")}
        />
        <ChoiceField
          label={words.jurisdiction}
          path="jurisdiction"
          value={draft.jurisdiction}
          choices={named(jurisdictions)}
          onChange={set("jurisdiction")}
        />
      </div>
      <div className="pair">
        <IdentityFields identity={identity} />
      </div>
      <p className="hint">{words.identityNote}</p>
    </section>
  );
});

/** The vial in hand and what is made of it. No strength is ever filled in (INC-7). */
export const PreparationCard = memo(function PreparationCard(
  draft: Pick<Ketamine, "drug" | "vial" | "preparation" | "cap">,
) {
  const { words, locale } = useWords();
  const edit = useEditDraft();
  const { preparation: made } = draft;
  const make =
    (field: keyof Ketamine["preparation"]) =>
    (value: string): void =>
      edit((draft) => ({ ...draft, preparation: { ...draft.preparation, [field]: value } }), field);
  return (
    <section className="card" aria-labelledby="k-vial">
      <h2 id="k-vial">{words.vialTitle}</h2>
      <div className="pair">
        <ChoiceField
          label={words.drug}
          path="drug"
          value={draft.drug}
          choices={[
            { value: "", label: words.choose },
            ...drugs.map((id) => ({ value: id, label: drugName(id, locale) })),
          ]}
          onChange={(drug) => edit((draft) => ({ ...draft, drug, asked: {} }), "")}
        />
        <QuantityField
          label={words.vial}
          path="vial.concentration"
          hint={words.vialHint}
          units={["mg/mL"]}
          value={draft.vial}
          onChange={(vial) => edit((draft) => ({ ...draft, vial }), "vial")}
        />
      </div>
      <fieldset className="group">
        <legend>{words.preparedAs}</legend>
        <div className="checks">
          {(["mix", "infusate"] as const).map((way) => (
            <label className="check" key={way}>
              <input type="radio" name="way" checked={made.way === way} onChange={() => make("way")(way)} />
              {words[way]}
            </label>
          ))}
        </div>
      </fieldset>
      <GroupFaults path="mix" />
      <div className="pair">
        <ChoiceField
          label={words.container}
          path={["mix.container", "infusate.container"]}
          value={made.container}
          choices={[
            { value: "", label: words.choose },
            { value: "bag", label: words.bag },
            { value: "syringe", label: words.syringe },
          ]}
          onChange={make("container")}
        />
        {made.way === "mix" ? (
          <>
            <QuantityField
              label={words.finalVolume}
              path="mix.finalVolume"
              units={["mL"]}
              value={made.finalVolume}
              onChange={make("finalVolume")}
            />
            <QuantityField
              label={words.drugVolume}
              path="mix.drugVolume"
              hint={words.drugVolumeHint}
              units={["mL"]}
              value={made.drugVolume}
              onChange={make("drugVolume")}
            />
          </>
        ) : (
          <QuantityField
            label={words.infusateStrength}
            path="infusate.concentration"
            units={["mg/mL"]}
            value={made.concentration}
            onChange={make("concentration")}
          />
        )}
        <QuantityField
          label={words.cap}
          path="cap"
          hint={words.capHint}
          units={["mg/h"]}
          value={draft.cap}
          onChange={(cap) => edit((draft) => ({ ...draft, cap }), "cap")}
        />
      </div>
    </section>
  );
});
