/** The one table of everything that can be asked. CLI, HTTP, OpenAPI, the web and the docs are made from it. */
import type { Operation } from "./operation.ts";
import * as table from "./table.ts";

export { ask, type Fault, faulted, unknownOperation, writeReply, writeValue } from "./ask.ts";
export { listDry, listDryOptions, listDryStepwise } from "./drylist.ts";
export { columnsFor, measuresFor } from "./effect.ts";
export { latestSafeDay } from "./load/latest.ts";
export { planningOptions } from "./load/settings.ts";
export { effectAxis, measureName, naturalName } from "./measure-names.ts";
export { inputSchema, type JsonSchema } from "./input-schema.ts";
export { missedOptions, listMissedStepwise } from "./missed.ts";
export {
  type Counts,
  type Faulted,
  faultSaid,
  faults,
  furthest as furthestNotice,
  lookedOverStepwise,
  noticeAlert,
  type Said as NoticeSaid,
  writeDigest,
  writePressing,
  writeTest,
} from "./notice/notice.ts";
export { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
export { findPatientOptions, findPatients } from "./patients.ts";
export { recallAmong, recallOptions } from "./recall.ts";
export { recheckOptions, recheckStepwise } from "./recheck.ts";
export { readJson } from "./read-json.ts";

/** Every operation, by name. */
export const operations: readonly Operation[] = Object.values(table);
