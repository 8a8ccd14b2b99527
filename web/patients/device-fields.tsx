import { library } from "../../src/knowledge/knowledge.ts";
import { ChoiceField } from "../plan/field.tsx";
import { catheterName, pumpName } from "../plan/names.ts";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useWords } from "../words/words.tsx";
import type { Typed } from "./forms.ts";

interface DeviceProps {
  readonly path: string;
  readonly value: Typed;
  readonly onChange: (value: Typed) => void;
}
const textIn = (value: Typed, key: string): string => {
  const found =
    typeof value === "object" && !Array.isArray(value) ? (value as Record<string, Typed>)[key] : "";
  return typeof found === "string" ? found : "";
};
const without = (fields: Record<string, Typed>): Record<string, Typed> =>
  Object.fromEntries(Object.entries(fields).filter(([, each]) => each !== ""));

/** The numbers by which a pump that is not listed is entered. */
const customUnits = {
  capacity: ["mL"],
  residual: ["mL"],
  alarmVolume: ["mL"],
  minFlow: ["mL/d"],
  maxFlow: ["mL/d"],
  accuracy: ["%"],
  tubing: ["mL"],
} as const;
const custom = "another pump";

/** Which pump: a listed one with what its programmer shows, or another with all its numbers. */
export function PumpField({ path, value, onChange }: DeviceProps) {
  const { words } = useWords();
  const own =
    typeof value === "object" && "custom" in value ? (value as { custom: Typed }).custom : undefined;
  const model = textIn(value, "model");
  return (
    <div className="pair">
      <ChoiceField
        label={words.pumpModel}
        path={own ? `${path}.custom` : [path, `${path}.model`]}
        value={own ? custom : model}
        choices={[
          { value: "", label: words.choose },
          ...[...library.pumps.keys()].map((id) => ({ value: id, label: pumpName(id) })),
          { value: custom, label: words.customPump },
        ]}
        onChange={(id) =>
          onChange(
            id === custom
              ? { custom: Object.fromEntries(Object.keys(customUnits).map((key) => [key, ""])) }
              : id === ""
                ? ""
                : { model: id },
          )
        }
      />
      {!own && model !== "" && (
        <>
          <QuantityField
            label={words.alarmVolume}
            path={`${path}.alarmVolume`}
            units={["mL"]}
            value={textIn(value, "alarmVolume")}
            onChange={(alarmVolume) => onChange(without({ ...(value as object), alarmVolume }))}
          />
          <QuantityField
            label={words.tubing}
            path={`${path}.tubing`}
            hint={words.tubingHint}
            units={["mL"]}
            value={textIn(value, "tubing")}
            onChange={(tubing) => onChange(without({ ...(value as object), tubing }))}
          />
        </>
      )}
      {own &&
        (Object.keys(customUnits) as (keyof typeof customUnits)[]).map((key) => (
          <QuantityField
            key={key}
            label={words[key]}
            path={`${path}.custom.${key}`}
            units={customUnits[key]}
            value={textIn(own, key)}
            onChange={(text) => onChange({ custom: { ...(own as object), [key]: text } })}
          />
        ))}
    </div>
  );
}

/** Which catheter: its volume, or its segments with what was cut off; nothing of an older one is reused (C-06). */
export function CatheterField({ path, value, onChange }: DeviceProps) {
  const { words } = useWords();
  const segments =
    typeof value === "object" && "segments" in value
      ? ((value as { segments: Typed }).segments as readonly Record<string, string>[])
      : undefined;
  const blank = { supplied: "", trimmed: "" };
  return (
    <div className="pair">
      <ChoiceField
        label={words.catheter}
        path={path}
        value={segments ? "segments" : value === "" ? "" : "volume"}
        choices={[
          { value: "", label: words.choose },
          { value: "volume", label: words.catheterByVolume },
          { value: "segments", label: words.catheterBySegments },
        ]}
        onChange={(by) =>
          onChange(by === "" ? "" : by === "volume" ? { volume: "" } : { segments: [{ ...blank }] })
        }
      />
      {value !== "" && !segments && (
        <QuantityField
          label={words.catheterVolume}
          path={`${path}.volume`}
          units={["mL"]}
          value={textIn(value, "volume")}
          onChange={(volume) => onChange({ volume })}
        />
      )}
      {segments && (
        <ChoiceField
          label={words.catheterModel}
          path={`${path}.model`}
          value={textIn(value, "model")}
          choices={[
            { value: "", label: words.choose },
            ...[...library.catheters.keys()].map((id) => ({ value: id, label: catheterName(id) })),
          ]}
          onChange={(model) => onChange(without({ ...(value as object), model }))}
        />
      )}
      {segments?.map((segment, i) =>
        (["supplied", "trimmed", "volumePerLength"] as const).map((key) => (
          <QuantityField
            key={`${i}${key}`}
            label={`${words.segment(i + 1)}: ${words[key]}`}
            path={`${path}.segments[${i}].${key}`}
            units={[key === "volumePerLength" ? "mL/cm" : "cm"]}
            value={segment[key] ?? ""}
            onChange={(text) =>
              onChange({
                ...(value as object),
                segments: segments.map((each, j) => (j === i ? without({ ...each, [key]: text }) : each)),
              } as Typed)
            }
          />
        )),
      )}
    </div>
  );
}
