/** Commands about the kept records. */
export const recordCommands = ["verify", "backup", "restore", "export", "key", "rekey"] as const;
export type RecordCommand = (typeof recordCommands)[number];
export const isRecordCommand = (word: string | undefined): word is RecordCommand =>
  (recordCommands as readonly (string | undefined)[]).includes(word);
