import { type Language, languageOf, type Locale } from "../../quantity/quantity.ts";
import type { Fault, Faulted } from "./failing.ts";

const many = (count: number, one: string, more: string): string =>
  count === 0 ? "" : `${count} ${count === 1 ? one : more}`;

const urged = (word: string, count: number): string => {
  const alerts = many(count, "alert", "alerts");
  return alerts && `${word}: ${alerts}`;
};

const english = {
  actNow: (count: number) => urged("act now", count),
  due: (count: number) => urged("due", count),
  soon: (count: number) => urged("soon", count),
  aside: (count: number) => many(count, "alert put aside for now", "alerts put aside for now"),
  mayRunDry: (count: number, within: string) =>
    many(count, `pump may run dry within ${within}`, `pumps may run dry within ${within}`),
  noDate: (count: number) => many(count, "pump without any date", "pumps without any date"),
  alarms: (count: number) => many(count, "alarm stands open", "alarms stand open"),
  plansPassed: (count: number) => many(count, "planned refill passed", "planned refills passed"),
  assumedWithin: (within: string) => `"may run dry" is counted within ${within}`,
  tooFar: (most: string) => `a notice looks ahead ${most} at most`,
  nothingOpen: "nothing stands open",
  nothingPresses: "nothing presses",
  asOf: (when: string, pumps: number) => `As of ${when}, of ${pumps} ${pumps === 1 ? "pump" : "pumps"}:`,
  digestSubject: (gist: readonly string[]) => `Theca: ${gist.join(", ")}`,
  pressingSubject: (count: number) => `Theca: act now, ${count} new`,
  pressing: (count: number, when: string) =>
    `${count} new ${count === 1 ? "alert" : "alerts"} of the most pressing kind: act now (${when}).`,
  pressingAll: (count: number) =>
    count === 1 ? "It is the only one of its kind." : `${count} of this kind stand open in all.`,
  testSubject: "Theca: a test notice",
  test: (when: string) => `Somebody in the clinic sent this at ${when} to see whether notices arrive.`,
  look: (link: string) => `Look at the list: ${link}`,
  nobody: "This notice counts and names nobody; who is meant stands on the list. Do not answer it.",
  channel: { mail: "by e-mail", webhook: "by webhook" } as Record<Faulted["channel"], string>,
  notOut: (channel: string, since: string, tries: number) =>
    `Notices are not getting out ${channel} since ${since} (${tries} ${tries === 1 ? "try" : "tries"}).`,
  last: (why: string, said: string) =>
    said === "" ? ` ${why}` : ` ${why} Last word from the server: “${said}”.`,
  notOutNext:
    "Look at the list yourselves until they do. An administrator sees to the channel on the page of notices and sends a test.",
  fault: {
    "no answer": "The server does not answer: is it running, and are name and port right?",
    "too long": "The server took too long.",
    closed: "The server closed the connection in the middle.",
    "cut off": "Theca was stopped while it was being sent: it may have arrived.",
    "not secure": "The connection could not be made secure: look at the certificate and at the kind of TLS.",
    "wrong protocol": "What answers at this name and port is another kind of server.",
    "not signed in": "The server does not let this name and password in.",
    busy: "The server asks to try again later.",
    refused: "The server refuses the notice.",
    redirect: "The server sends elsewhere, which is not followed: enter the final address.",
    "place not allowed":
      "The name leads to a place that was not allowed: choose whether it lies in the clinic's own network or in the internet.",
    "not readable": "The password of the channel cannot be read with the master key at hand: type it again.",
    "not set up": "The channel was switched off or set otherwise before it got out.",
  } as Record<Fault, string>,
};

const chinese: typeof english = {
  actNow: (count) => (count === 0 ? "" : `立即处理：${count} 项`),
  due: (count) => (count === 0 ? "" : `到期：${count} 项`),
  soon: (count) => (count === 0 ? "" : `将到期：${count} 项`),
  aside: (count) => (count === 0 ? "" : `${count} 项提示已暂时搁置`),
  mayRunDry: (count, within) => (count === 0 ? "" : `${count} 台泵在 ${within}内可能排空`),
  noDate: (count) => (count === 0 ? "" : `${count} 台泵无法计算日期`),
  alarms: (count) => (count === 0 ? "" : `${count} 项报警未结束`),
  plansPassed: (count) => (count === 0 ? "" : `${count} 次安排的补药已过期`),
  assumedWithin: (within) => `"可能排空" 按 ${within}内计`,
  tooFar: (most) => `通知最多预看 ${most}`,
  nothingOpen: "没有未处理的事项",
  nothingPresses: "没有紧迫事项",
  asOf: (when, pumps) => `截至 ${when}，共 ${pumps} 台泵：`,
  digestSubject: (gist) => `Theca：${gist.join("，")}`,
  pressingSubject: (count) => `Theca：立即处理，新增 ${count} 项`,
  pressing: (count, when) => `新增 ${count} 项最紧迫的提示：立即处理（${when}）。`,
  pressingAll: (count) => (count === 1 ? "此类提示仅此一项。" : `此类提示共有 ${count} 项。`),
  testSubject: "Theca：测试通知",
  test: (when) => `诊所有人于 ${when} 发送此通知，以确认通知能否送达。`,
  look: (link) => `请查看列表：${link}`,
  nobody: "本通知只计数，不涉及任何人的姓名；具体见列表。请勿回复。",
  channel: { mail: "电子邮件", webhook: "Webhook" },
  notOut: (channel, since, tries) => `自 ${since} 起通知无法通过${channel}发出（已尝试 ${tries} 次）。`,
  last: (why, said) => (said === "" ? why : `${why}服务器最后的答复：“${said}”。`),
  notOutNext: "恢复之前请自行查看列表。由管理员在通知页检查该渠道并发送测试通知。",
  fault: {
    "no answer": "服务器没有回应：它是否在运行，名称和端口是否正确？",
    "too long": "服务器响应时间过长。",
    closed: "服务器中途关闭了连接。",
    "cut off": "发送时 Theca 被停止：通知可能已送达。",
    "not secure": "无法建立安全连接：请检查证书和 TLS 方式。",
    "wrong protocol": "此名称和端口上回应的是另一种服务器。",
    "not signed in": "服务器不接受此用户名和密码。",
    busy: "服务器要求稍后再试。",
    refused: "服务器拒收此通知。",
    redirect: "服务器要求转到别处，但不予跟随：请填写最终地址。",
    "place not allowed": "该名称指向未获允许的位置：请选择它在诊所内部网络还是互联网。",
    "not readable": "现有主密钥无法读取该渠道的密码：请重新输入。",
    "not set up": "该渠道在发出之前已被关闭或改设。",
  },
};

const sentences: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

/** What notices say, and what is said of them, in one language. */
export const sentencesIn = (locale: Locale): typeof english => sentences[languageOf(locale)];
