import { library } from "../knowledge/knowledge.ts";
import {
  compare,
  inside,
  inward,
  type Locale,
  renderQuantity,
  suggest,
  type Volume,
} from "../quantity/quantity.ts";
import type { CatheterChoice } from "../regimen/regimen.ts";
import type { Remarks } from "./remarks.ts";
import { sentencesIn } from "./sentences.ts";

/** Volume inside the implanted catheter: Σ (supplied − trimmed) × volume per length. */
export function catheterVolume(
  choice: CatheterChoice,
  locale: Locale,
  remarks: Remarks,
  path = "catheter",
): Volume | undefined {
  if ("volume" in choice) return inward(choice.volume, "volume");
  const say = sentencesIn(locale);
  const before = remarks.issues.length;
  const model = choice.model === undefined ? undefined : library.catheters.get(choice.model);
  if (choice.model !== undefined && !model) {
    const known = [...library.catheters.keys()];
    remarks.issues.push({
      path: inside(path, "model"),
      message: say.unknownCatheter(choice.model, suggest(choice.model, known), known),
    });
  }
  let volume = 0;
  for (const [i, segment] of choice.segments.entries()) {
    const at = inside(inside(path, "segments"), i);
    if (compare(segment.trimmed, segment.supplied) > 0) {
      remarks.issues.push({
        path: inside(at, "trimmed"),
        message: say.trimmedTooLong(
          renderQuantity(segment.trimmed, locale),
          renderQuantity(segment.supplied, locale),
        ),
      });
    }
    const perLength = segment.volumePerLength ?? model?.volumePerLength.value;
    if (!perLength) {
      if (choice.model === undefined || model)
        remarks.issues.push({ path: inside(at, "volumePerLength"), message: say.volumePerLengthMissing });
      continue;
    }
    if (!segment.volumePerLength && model) {
      const others = (model.alternatives ?? []).map((other) => renderQuantity(other.value, locale));
      remarks.assumed.push(
        say.assumedPerLength(
          model.name,
          renderQuantity(perLength, locale),
          model.volumePerLength.fact ?? model.volumePerLength.source,
          others,
        ),
      );
    }
    volume +=
      (inward(segment.supplied, "length") - inward(segment.trimmed, "length")) *
      inward(perLength, "volumePerLength");
  }
  return remarks.issues.length > before ? undefined : (volume as Volume);
}
