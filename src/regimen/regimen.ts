/** What was ordered: solution, program, boluses, and the device they are meant for, as written by people. */
export { type Protocol, protocol } from "./read-protocol.ts";
export { type PumpTime, type Weekday, weekdays, writePumpTime } from "./pump-time.ts";
export {
  type Mode,
  type PatientBolus,
  patientBolus,
  type Program,
  program,
  type Step,
} from "./read-program.ts";
export { type CatheterChoice, catheterChoice, type PumpChoice, pumpChoice } from "./read-pump.ts";
export { type Reservoir, reservoir, type Solution, solution } from "./read-reservoir.ts";
