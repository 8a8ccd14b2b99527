// the date of the pump's own low-reservoir alarm against a clock walked minute by minute over random histories.
import assert from "node:assert/strict";
import { test } from "node:test";
import { alarmOff, isEven, isStalled, minute, runsIdle, storyOf } from "../../test/histories.ts";
import { pumpOf } from "../knowledge/knowledge.ts";
import { inward } from "../quantity/quantity.ts";
import { ask, operations } from "./operations.ts";

interface Line {
  readonly alarmAt: { readonly at: string } | null;
  readonly troubles: readonly { readonly trouble: string }[];
}

const histories = Number(process.env["THECA_HISTORIES"] ?? 300);
const start = Date.UTC(2026, 0, 5, 8) / minute;
/** Nanolitres at which this pump sounds. */
const alarmVolume = inward(pumpOf("synchromed-ii-40")!.alarmVolume!.value, "volume") * 1e6;

test(`A-05: in ${histories} random histories the alarm is due when the walk says, to the minute, and never else`, async () => {
  let [sounding, silent, uneven, furthest] = [0, 0, 0, 0];
  for (let i = 0; i < histories; i++) {
    const story = storyOf(5, i, [0, 60, 120, -300, 330, 765], start);
    // While the motor stands still nobody knows when it will run again.
    if (isStalled(story)) continue;
    const now = new Date(story.end * minute).toISOString().replace(".000", "");
    // Without the refill that ends the story: what is in the pump goes on.
    const entries = story.entries.slice(0, -1);
    const reply = await ask(operations, "drylist", { now, entries }, { locale: "en-US" });
    assert.ok(reply.ok, JSON.stringify(reply));
    const [line] = (reply.answer as { pumps: Line[] }).pumps;
    const off = alarmOff(story, alarmVolume, line!.alarmAt ? Date.parse(line!.alarmAt.at) : undefined);
    // The walk knows whole minutes only: the alarm falls within the last of them.
    assert.ok(typeof off === "number" && off <= 1 + 1e-3, `history ${i}: ${off}`);
    furthest = Math.max(furthest, off);
    if (runsIdle(story)) {
      // Nothing flows, so that nothing comes nearer: such a pump stands on top for having no date.
      assert.ok(line!.troubles.some(({ trouble }) => trouble === "no date"));
      silent++;
    } else if (line!.alarmAt) {
      sounding++;
      if (!isEven(story)) uneven++;
    }
  }
  assert.ok(
    sounding > histories / 2 && silent > 0 && uneven > histories / 3,
    `${sounding} ${silent} ${uneven}`,
  );
  if (process.env["THECA_HISTORIES"]) console.log({ sounding, silent, uneven, furthest });
});
