import { type Language, languageOf, type Locale } from "../quantity/quantity.ts";

const en = {
  tooLarge: (megabytes: number) => `the body is over the limit of ${megabytes} MB`,
  notText: "is not JSON: the body is not UTF-8 text",
  nothingHere: "there is nothing at this address",
  noAddress: "this is no address: it holds the character U+0000",
  usePost: "ask with POST",
  foreignHost: "this server is not reached by that name",
  foreignOrigin: "a page of another origin may not ask here",
  noCase: "there is no case of this id",
  forecastMoved: (latest: string | undefined) =>
    latest
      ? `the last safe day is now ${latest}: read the list again, then plan`
      : "no last safe day is known now: read the list again, then plan",
  settledMeanwhile: (by: string) => `${by} changed this meanwhile: read it again, then change it`,
  badId: "expected 1 to 64 letters, digits or hyphens",
  badRevision: "expected the revision that was read, a whole number from 1 up",
  noPatient: "there is no patient of this id",
  mergedInto: "this record was given up for another of the same person: enter it there",
  ofTwoRecords: "two records are merged or parted in both at once, and not by an entry in one of them",
  needsBoth:
    "this record is merged with another of the same person: part the two first, or erase both knowingly",
  erasedOn: (when: string) =>
    `this record was erased on ${when}: nobody can read it any more; who did it and why stands in the audit`,
  needsBirthDate: "name the birth date, too: one number may be written in two records",
  severalSuch: "several records bear this number and birth date: open the one that is meant",
  nobodySuch: "no record bears this number and birth date, letter for letter",
  notTheirNumber: "this is no identifier of the patient, letter for letter: nothing was erased",
  badAfter: "expected the sequence number of an entry",
  stale: (revision: number, since: readonly string[]) =>
    `the record has gone on to ${revision} meanwhile (${since.join(", ")}): read it again, then decide`,
  anotherPatient: "an entry is about another patient than the one named: nothing was kept",
  idTaken: (id: string) => `the id ${id} belongs to another entry`,
  correctsNothing: (id: string) => `${id} is not an entry of this patient`,
  serialElsewhere: (serial: string) => `the pump ${serial} belongs to another patient: nothing was kept`,
  conflict: "the case was saved by somebody else meanwhile; read it again",
  plainTitle: "Theca is running",
  plainText:
    "The workbench has not been built here. Programs can ask at the addresses below; npm start builds the workbench.",
  running: (address: string) => `Theca is running at ${address}`,
  records: (folder: string) => `Records are kept in ${folder}`,
  underKey: (from: string) => `They are sealed under the master key from ${from}`,
  stop: "Press Ctrl+C to stop.",
  damaged: (table: string, sequence: number, id: string | undefined, why: string) =>
    `record ${sequence} of ${table}${id ? ` (${id})` : ""} is ${why}: nothing more is taken in; restore a backup into another place`,
  unverified: (why: string) => `the records could not be walked to their end: ${why}`,
  stopping: "Stopping …",
  notPort: (given: string) => `expected a port from 0 to 65535, got "${given}"`,
  portTaken: (port: number) => `port ${port} is taken: name another one`,
  noPortFree: (from: number, to: number) => `ports ${from} to ${to} are all taken: name another one`,
  notAddress: (host: string) =>
    `cannot listen on ${host}: it is not an address of this machine, or not allowed`,
  needsName: (host: string) =>
    `${host} can be reached from other machines, and anybody there could ask: give the name it may be reached by with --name`,
};

const zh: typeof en = {
  tooLarge: (megabytes) => `请求超过 ${megabytes} MB 的上限`,
  notText: "不是 JSON：内容不是 UTF-8 文本",
  nothingHere: "此地址没有内容",
  noAddress: "不是有效地址：含字符 U+0000",
  usePost: "请用 POST 提问",
  foreignHost: "此服务器不以该名称提供访问",
  foreignOrigin: "其他来源的页面不得在此提问",
  noCase: "没有此标识的案例",
  forecastMoved: (latest) =>
    latest
      ? `最迟安全日现为 ${latest}：请重新读取列表后再安排`
      : "现无已知的最迟安全日：请重新读取列表后再安排",
  settledMeanwhile: (by) => `${by} 已在此期间更改：请重新读取后再更改`,
  badId: "应为 1 至 64 个字母、数字或连字符",
  badRevision: "应为读取时的版本号，即不小于 1 的整数",
  noPatient: "没有此标识的患者",
  mergedInto: "此病历已并入同一人的另一份病历：请在那份病历中录入",
  ofTwoRecords: "合并或分开须同时写入两份病历，不能只在其中一份录入",
  needsBoth: "此病历已与同一人的另一份病历合并：请先分开，或确认将两份一并删除",
  erasedOn: (when) => `此病历已于 ${when} 删除：任何人都无法再读取；由谁、为何删除见审计记录`,
  needsBirthDate: "请同时提供出生日期：同一号码可能出现在两份病历中",
  severalSuch: "有多份病历具有此号码和出生日期：请打开所指的那一份",
  nobodySuch: "没有病历与此号码和出生日期完全一致",
  notTheirNumber: "这不是该患者的标识号（须完全一致）：未删除任何内容",
  badAfter: "应为条目的序号",
  stale: (revision, since) => `记录已更新至 ${revision}（${since.join("、")}）：请重新读取后再决定`,
  anotherPatient: "有条目属于另一位患者：未保存任何内容",
  idTaken: (id) => `标识 ${id} 属于另一条目`,
  correctsNothing: (id) => `${id} 不是此患者的条目`,
  serialElsewhere: (serial) => `泵 ${serial} 属于另一位患者：未保存任何内容`,
  conflict: "该案例已被他人保存；请重新读取",
  plainTitle: "Theca 正在运行",
  plainText: "此处尚未构建工作台。程序可通过下列地址提问；npm start 会构建工作台。",
  running: (address) => `Theca 正在运行：${address}`,
  records: (folder) => `记录保存在 ${folder}`,
  underKey: (from) => `记录由主密钥加密，密钥来自 ${from}`,
  stop: "按 Ctrl+C 停止。",
  damaged: (table, sequence, id, why) =>
    `${table} 的第 ${sequence} 条记录${id ? `（${id}）` : ""}与写入时不符（${why}）：不再接收新内容；请将备份恢复到另一位置`,
  unverified: (why) => `未能核对全部记录：${why}`,
  stopping: "正在停止 …",
  notPort: (given) => `应为 0 至 65535 的端口；现为 "${given}"`,
  portTaken: (port) => `端口 ${port} 已被占用：请另选`,
  noPortFree: (from, to) => `端口 ${from} 至 ${to} 均被占用：请另选`,
  notAddress: (host) => `无法监听 ${host}：它不是本机地址，或不被允许`,
  needsName: (host) => `${host} 可从其他机器访问，那里的任何人都可提问：请用 --name 指定允许的访问名称`,
};

const words: Readonly<Record<Language, typeof en>> = { en, zh };

/** Everything the server itself says, in one language. */
export type Words = typeof en;

export const wordsIn = (locale: Locale): Words => words[languageOf(locale)];
