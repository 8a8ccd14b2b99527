/** Other people's languages, one file each. This file is the door of the room. */
export { type NonmemData, type NonmemRecord, type NonmemSubject, readNonmem, writeNonmem } from "./nonmem.ts";
export { type BolusLine, readBolusLog } from "./bolus-log.ts";
export { writeExposureCsv } from "./exposure-csv.ts";
export { type CalendarEvent, calendarPieces } from "./calendar.ts";
export { readTable, writeTable } from "./table-csv.ts";
export { type Pooling, writeRScript } from "./r-script.ts";
export { type Beside, writeFhir } from "./fhir/write-fhir.ts";
export { fhirProfiles } from "./fhir/profiles.ts";
export { readFhir } from "./fhir/read-fhir.ts";
export { readStudyFile } from "./studies/read-study-file.ts";
export { readStudyText } from "./studies/text.ts";
export { readCell as readStudyCell } from "./studies/cell.ts";
export { rolesOf as studyRolesOf } from "./studies/roles.ts";
export type { ColumnUse, Moderators, StudyFile, StudyRow, StudyTable } from "./studies/study-file.ts";
