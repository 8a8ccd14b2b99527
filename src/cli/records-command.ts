/** Commands about the kept records. */
export const recordCommands = ["verify", "backup", "restore", "export", "key", "rekey"] as const;
export type RecordCommand = (typeof recordCommands)[number];
export const isRecordCommand = (word: string | undefined): word is RecordCommand =>
  (recordCommands as readonly (string | undefined)[]).includes(word);
/** Whether a command works on kept records: then it is told where they lie, and under which key. */
export const needsRecords = (word: string | undefined): boolean =>
  isRecordCommand(word) || word === noticesCommand;
/** Shows, settles or tests how notices leave the clinic. */
export const noticesCommand = "notices";
