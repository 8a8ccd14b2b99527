import { memo } from "react";
import { Button } from "react-aria-components";
import { library } from "../../src/knowledge/knowledge.ts";
import { renderQuantity, readQuantity } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { ChoiceField, GroupFaults, TextField } from "./field.tsx";
import { catheterName, pumpName } from "./names.ts";
import { QuantityField } from "./quantity-field.tsx";
import type { Catheter, Plan, Pump } from "./read-plan.ts";
import { Section } from "./section.tsx";
import { useActions } from "./store.tsx";

const customId = "custom";
const blankCustom = {
  name: "",
  capacity: "",
  residual: "",
  alarmVolume: "",
  minFlow: "",
  maxFlow: "",
  accuracy: "",
  tubing: "",
};

/** Which pump and which catheter: what is fixed for years and folds to one line. */
export const PumpEditor = memo(function PumpEditor({
  pump,
  catheter,
  clinic,
}: Pick<Plan, "pump" | "catheter" | "clinic">) {
  const { words, locale } = useWords();
  const { edit } = useActions();
  const setPump = (pump: Pump, field: string): void => edit((plan) => ({ ...plan, pump }), field);
  const model = "custom" in pump ? customId : pump.model;
  const name = "custom" in pump ? pump.custom.name || words.customPump : pumpName(pump.model);
  const volume = "volume" in catheter ? readQuantity(catheter.volume, "volume") : undefined;
  const line =
    model === ""
      ? words.choose
      : [
          name,
          "volume" in catheter
            ? volume && "quantity" in volume
              ? `${words.catheterVolume} ${renderQuantity(volume.quantity, locale)}`
              : ""
            : catheterName(catheter.model),
        ]
          .filter(Boolean)
          .join(" · ");
  return (
    <Section
      title={words.pumpTitle}
      line={line}
      paths={["pump", "catheter", "clinic"]}
      startsOpen={model === ""}
    >
      <ChoiceField
        label={words.pumpModel}
        path="pump.model"
        value={model}
        choices={[
          { value: "", label: words.choose },
          ...[...library.pumps.values()].map(({ id, name }) => ({ value: id, label: name })),
          { value: customId, label: words.customPump },
        ]}
        onChange={(id) =>
          setPump(
            id === customId ? { custom: blankCustom } : { model: id, alarmVolume: "", tubing: "" },
            "pump",
          )
        }
      />
      <GroupFaults path="pump" />
      {"custom" in pump ? (
        <CustomPump pump={pump.custom} onChange={(custom, field) => setPump({ custom }, field)} />
      ) : (
        <div className="pair">
          <QuantityField
            label={words.alarmVolume}
            path="pump.alarmVolume"
            units={["mL"]}
            value={pump.alarmVolume}
            onChange={(alarmVolume) => setPump({ ...pump, alarmVolume }, "alarmVolume")}
          />
          <QuantityField
            label={words.tubing}
            path="pump.tubing"
            hint={words.tubingHint}
            units={["mL"]}
            value={pump.tubing}
            onChange={(tubing) => setPump({ ...pump, tubing }, "tubing")}
          />
        </div>
      )}
      <CatheterEditor
        catheter={catheter}
        onChange={(catheter, field) => edit((plan) => ({ ...plan, catheter }), field)}
      />
      <fieldset className="group">
        <legend>{words.clinicTitle}</legend>
        <div className="pair">
          <QuantityField
            label={words.clinicMargin}
            path="clinic.margin"
            units={["d"]}
            value={clinic.margin}
            onChange={(margin) => edit((plan) => ({ ...plan, clinic: { ...plan.clinic, margin } }), "margin")}
          />
          <QuantityField
            label={words.clinicMaxInterval}
            path="clinic.maxInterval"
            units={["d", "wk"]}
            value={clinic.maxInterval}
            onChange={(maxInterval) =>
              edit((plan) => ({ ...plan, clinic: { ...plan.clinic, maxInterval } }), "maxInterval")
            }
          />
        </div>
      </fieldset>
    </Section>
  );
});

type Custom = Extract<Pump, { custom: unknown }>["custom"];

function CustomPump({
  pump,
  onChange,
}: {
  readonly pump: Custom;
  readonly onChange: (pump: Custom, field: string) => void;
}) {
  const { words } = useWords();
  const rows = [
    ["capacity", ["mL"]],
    ["residual", ["mL"]],
    ["alarmVolume", ["mL"]],
    ["tubing", ["mL"]],
    ["minFlow", ["mL/d", "mL/h"]],
    ["maxFlow", ["mL/d", "mL/h"]],
    ["accuracy", ["%"]],
  ] as const;
  return (
    <>
      <TextField
        label={words.pumpName}
        path="pump.custom.name"
        value={pump.name}
        onChange={(name) => onChange({ ...pump, name }, "pumpName")}
      />
      <div className="pair">
        {rows.map(([field, units]) => (
          <QuantityField
            key={field}
            label={words[field]}
            path={`pump.custom.${field}`}
            units={units}
            value={pump[field]}
            onChange={(value) => onChange({ ...pump, [field]: value }, field)}
          />
        ))}
      </div>
    </>
  );
}

function CatheterEditor({
  catheter,
  onChange,
}: {
  readonly catheter: Catheter;
  readonly onChange: (catheter: Catheter, field: string) => void;
}) {
  const { words } = useWords();
  const bySegments = "segments" in catheter;
  const blank = { supplied: "", trimmed: "", volumePerLength: "" };
  return (
    <fieldset className="group">
      <legend>{words.catheter}</legend>
      <ChoiceField
        label={words.catheterModel}
        path="catheter.model"
        value={bySegments ? catheter.model : "volume"}
        choices={[
          { value: "volume", label: words.catheterByVolume },
          { value: "", label: words.catheterBySegments },
          ...[...library.catheters.values()].map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(model) =>
          onChange(
            model === "volume"
              ? { volume: "" }
              : { model, segments: bySegments ? catheter.segments : [blank] },
            "catheter",
          )
        }
      />
      <GroupFaults path="catheter" />
      {!bySegments && (
        <QuantityField
          label={words.catheterVolume}
          path="catheter.volume"
          units={["mL"]}
          value={catheter.volume}
          onChange={(volume) => onChange({ volume }, "catheterVolume")}
        />
      )}
      {bySegments &&
        catheter.segments.map((segment, i) => {
          const set = (change: Partial<typeof segment>, field: string): void =>
            onChange(
              {
                ...catheter,
                segments: catheter.segments.map((each, j) => (j === i ? { ...each, ...change } : each)),
              },
              `${field}${i}`,
            );
          const path = `catheter.segments[${i}]`;
          return (
            <div className="row" key={i} role="group" aria-label={words.segment(i + 1)}>
              <QuantityField
                label={words.supplied}
                path={`${path}.supplied`}
                units={["cm"]}
                value={segment.supplied}
                onChange={(supplied) => set({ supplied }, "supplied")}
              />
              <QuantityField
                label={words.trimmed}
                path={`${path}.trimmed`}
                units={["cm"]}
                value={segment.trimmed}
                onChange={(trimmed) => set({ trimmed }, "trimmed")}
              />
              <QuantityField
                label={words.volumePerLength}
                path={`${path}.volumePerLength`}
                units={["mL/cm"]}
                value={segment.volumePerLength}
                onChange={(volumePerLength) => set({ volumePerLength }, "volumePerLength")}
              />
              {catheter.segments.length > 1 && (
                <Button
                  className="tool"
                  aria-label={words.remove(words.segment(i + 1))}
                  onPress={() =>
                    onChange({ ...catheter, segments: catheter.segments.filter((_, j) => j !== i) }, "")
                  }
                >
                  <Icon name="remove" />
                </Button>
              )}
              <GroupFaults path={path} />
            </div>
          );
        })}
      {bySegments && catheter.segments.length < 4 && (
        <Button
          className="button plain"
          onPress={() => onChange({ ...catheter, segments: [...catheter.segments, blank] }, "")}
        >
          <Icon name="plus" />
          {words.addSegment}
        </Button>
      )}
    </fieldset>
  );
}
