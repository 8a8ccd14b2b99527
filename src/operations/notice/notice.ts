/** What a notice to the clinic says, and what is said of one that does not get out. */
export { type Counts, furthest, lookedOverStepwise } from "./count.ts";
export { type Faulted, faultSaid, faults, noticeAlert } from "./failing.ts";
export { type Said, writeDigest, writePressing, writeTest } from "./write.ts";
