import {
  inward,
  type Kind,
  type Locale,
  readQuantity,
  renderDuration,
  renderQuantity,
} from "../../src/quantity/quantity.ts";
import { drugName } from "../plan/names.ts";
import { type Ingredient, type Order, type Span, weekdays } from "../plan/read-plan.ts";
import { isFlow, writeSpan } from "../plan/write-input.ts";
import type { Words } from "../words/words.tsx";

const say = (text: string, kind: Kind, locale: Locale): string => {
  const read = readQuantity(text, kind);
  return "quantity" in read ? renderQuantity(read.quantity, locale) : text;
};

function saySpan(span: Span, locale: Locale): string {
  const read = readQuantity(writeSpan(span), "time");
  return "quantity" in read
    ? renderDuration(inward(read.quantity, "time"), locale)
    : `${span.hours}:${span.minutes}`;
}

/** The mixture in one line. */
export function saySolution(solution: readonly Ingredient[], locale: Locale): string {
  return solution
    .map(
      ({ drug, concentration }) => `${drugName(drug, locale)} ${say(concentration, "concentration", locale)}`,
    )
    .join(" + ");
}

/** A program in words, as a person would read it to another. */
export function sayProgram({ program, patientBolus }: Order, words: Words, locale: Locale): string {
  const parts: string[] = [words[program.mode]];
  switch (program.mode) {
    case "continuous":
      parts.push(say(program.rate, isFlow(program.rate) ? "flow" : "doseRate", locale));
      break;
    case "flex":
      for (const { days, steps } of program.schedules) {
        const on = days.length === weekdays.length ? "" : `${days.map((day) => words[day]).join(", ")}: `;
        parts.push(on + steps.map(({ at, dose }) => `${at} ${say(dose, "doseRate", locale)}`).join("; "));
      }
      break;
    case "periodic":
      parts.push(
        words.sayPeriodic(
          say(program.bolus, "amount", locale),
          saySpan(program.every, locale),
          saySpan(program.duration, locale),
        ),
      );
      if (program.background !== "")
        parts.push(words.sayBackground(say(program.background, "doseRate", locale)));
      break;
    case "minimum":
    case "stopped":
      break;
  }
  if (patientBolus) {
    parts.push(
      words.sayPatientBolus(
        say(patientBolus.amount, "amount", locale),
        saySpan(patientBolus.lockout, locale),
        patientBolus.maxPerDay,
      ),
    );
  }
  return parts.join(" · ");
}
