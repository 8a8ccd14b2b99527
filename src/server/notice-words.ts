import { type Language, languageOf, type Locale } from "../quantity/quantity.ts";

const en = {
  noZone: "there is no such time zone: expected one like Europe/Berlin",
  passwordNeedsTls:
    "a name and password are not sent without TLS: choose TLS or STARTTLS, or leave the name empty",
  needsUrl: "type the address of the webhook",
  tokenNeedsUrl: "with another token, type the address of the webhook again",
  badUrl: "expected an address like https://chat.clinic.example/hooks/…, without name and password in it",
  urlNeedsTls: "outside the clinic's own network the address must begin with https://",
  liesElsewhere: "this address lies elsewhere than was chosen, or nowhere a notice may go",
  typeAgain: "the server is another one than the password was given for: type the password again",
  typeUrlAgain: "the webhook is another one than the address was given for: type the address again",
  notOn: "this channel is switched off: settle it first",
  settledMeanwhile: (by: string) => `${by} changed this meanwhile: read it again, then change it`,
};

const zh: typeof en = {
  noZone: "没有这样的时区：应为 Europe/Berlin 之类",
  passwordNeedsTls: "不使用 TLS 时不发送用户名和密码：请选择 TLS 或 STARTTLS，或将用户名留空",
  needsUrl: "请填写 Webhook 地址",
  tokenNeedsUrl: "更换令牌时请重新填写 Webhook 地址",
  badUrl: "应为 https://chat.clinic.example/hooks/… 形式的地址，其中不含用户名和密码",
  urlNeedsTls: "在诊所内部网络之外，地址必须以 https:// 开头",
  liesElsewhere: "该地址不在所选的范围内，或不允许向其发送通知",
  typeAgain: "服务器与密码所属的不同：请重新输入密码",
  typeUrlAgain: "Webhook 与地址所属的不同：请重新填写地址",
  notOn: "该渠道已关闭：请先设置",
  settledMeanwhile: (by) => `${by} 已在此期间更改：请重新读取后再更改`,
};

const words: Readonly<Record<Language, typeof en>> = { en, zh };

/** What is said where notices are settled, in one language. */
export const noticeWordsIn = (locale: Locale): typeof en => words[languageOf(locale)];
