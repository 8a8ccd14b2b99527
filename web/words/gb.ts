import type { Words } from "./en.ts";

/** Where British usage differs from the English catalogue. */
export const gb: Partial<Words> = {
  programTitle: "New programme",
  program: "Programme",
  oldProgram: "Old programme",
  newProgram: "New programme",
  sheetTitle: "Pump programme",
  dayProgram: (n) => `Day programme ${n}`,
  addSchedule: "Other days differ: add a day programme",
  confirmTitle: "Confirm the new programme",
  confirmStart: "Confirm as the running programme",
  confirmed: "Confirmed: the draft is now the running programme.",
  confirmReasonNeeded: "A finding stops this programme. It goes on only with your name and a reason.",
  findingsNone: "No limit speaks about this programme.",
  curveExpected: "As programmed",
  earliestSays:
    "The alarm is computed from the programme, not measured: a pump that delivers more can be empty before it sounds.",
  receiptsIntro:
    "Every clinical number that Theca holds, with where it comes from. A number that is not yet verified informs and never stops a programme.",
  aboutNumbers:
    "Every clinical number has a receipt. What was only recalled says “not yet verified”; it informs and never stops a programme.",
  aboutModels:
    "Figures that a model produced are marked “Model”. The bridge assumes plug flow; dates assume the programme as entered and the pump's stated accuracy.",
  canalPlanSays:
    "The new programme from 0 h, without a bridge. Line and canal hold what runs before, where that is known.",
};
