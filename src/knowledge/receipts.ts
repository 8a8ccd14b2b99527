import { inside, type Quantity } from "../quantity/quantity.ts";
import { drugName } from "./library.ts";
import type { CanalCheck, CanalModel } from "./read-canal.ts";
import type { Library } from "./read-library.ts";
import type { Model } from "./read-model.ts";
import { isVerified, type Receipt, type Status, type Text } from "./receipt.ts";
import type { Source } from "./read-source.ts";

/** One number or rule of the library with its receipt, as a row of a table. */
export interface ReceiptRow {
  /** Where it stands in `data/`, as `drugs.baclofen.limits[3].upper`. */
  readonly path: string;
  /** The id of the limit, rule or tolerance; absent for a plain property. */
  readonly id?: string | undefined;
  /** What it is about: the drug, pump or catheter. */
  readonly subject: Text;
  /** What the number is; for limits and rules the sentence itself. */
  readonly what: Text;
  /** Absent where the source says something in words only. */
  readonly value?: Quantity | undefined;
  readonly source: Source;
  readonly locator?: string | undefined;
  readonly edition?: string | undefined;
  readonly grade?: string | undefined;
  readonly fact?: string | undefined;
  readonly note?: Text | undefined;
  readonly status: Status;
  /** Somebody read it in its source. */
  readonly verified: boolean;
}

const names: Readonly<Record<string, Text>> = {
  // A file that is itself one number.
  "": { en: "plasma concentrations at which it was seen", zh: "出现该效应的血浆浓度" },
  capacity: { en: "reservoir", zh: "储药囊容量" },
  capacities: { en: "other reservoir size", zh: "其他储药囊规格" },
  residual: { en: "volume that cannot be aspirated", zh: "无法抽出的残余量" },
  alarmVolume: { en: "low-reservoir alarm volume", zh: "低储量报警容量" },
  minFlow: { en: "lowest flow", zh: "最低流速" },
  maxFlow: { en: "highest flow", zh: "最高流速" },
  minimumModeFlow: { en: "flow of the minimum rate mode", zh: "最低速率模式的流速" },
  factoryFlows: { en: "factory flow", zh: "出厂流速" },
  flowStep: { en: "smallest step of the flow", zh: "流速最小步长" },
  accuracy: { en: "labelled deviation of the delivered volume", zh: "标示的输注量偏差" },
  tubing: { en: "pump tubing volume", zh: "泵内管路容积" },
  flexSteps: { en: "steps of a flex day", zh: "弹性模式每日步数" },
  life: { en: "longest service life", zh: "最长使用年限" },
  replacementPlanned: { en: "how long ahead a replacement is scheduled", zh: "更换手术应提前安排的时间" },
  replacementNotice: { en: "from the replacement alarm to the stop", zh: "从更换提示到停泵" },
  labelled: { en: "labelled", zh: "标签批准" },
  supplied: { en: "length as supplied", zh: "出厂长度" },
  volumePerLength: { en: "volume per length", zh: "单位长度容积" },
  alternatives: { en: "volume per length, another value in use", zh: "单位长度容积（另一在用数值）" },
  hazard: { en: "events per patient-year", zh: "每患者年事件数" },
  ampoules: { en: "ampoule", zh: "安瓿浓度" },
  mean: { en: "delivered over programmed volume, mean", zh: "输注量与编程量之比，均值" },
  deviation: {
    en: "delivered over programmed volume, standard deviation between pumps",
    zh: "输注量与编程量之比，泵间标准差",
  },
  filled: { en: "error of a volume put in, standard deviation", zh: "注入量误差的标准差" },
  aspirated: { en: "error of a volume drawn out, standard deviation", zh: "抽出量误差的标准差" },
  shareOfAccuracy: {
    en: "standard deviation as a share of the labelled accuracy",
    zh: "标准差占标示精度的比例",
  },
  arms: { en: "arm of the trial", zh: "试验组" },
  regimen: { en: "what the arm got", zh: "该组所给方案" },
  total: { en: "total that the arm got", zh: "该组给药总量" },
  weight: { en: "body weight of the arm", zh: "该组体重" },
  scale: { en: "range of the scale", zh: "量表范围" },
  spread: { en: "what the ± is", zh: "± 的含义" },
  base: { en: "share of the salt that is the drug", zh: "盐中药物本体所占比例" },
  covariances: { en: "covariance of the logarithms between people", zh: "个体间对数协方差" },
  error: { en: "error of one measurement", zh: "单次测量的残差" },
  stretches: { en: "stretch of the canal", zh: "椎管分段" },
  landmarks: { en: "level", zh: "节段" },
  uptake: { en: "uptake", zh: "摄取" },
  uptakeVariation: { en: "uptake between people", zh: "个体间摄取差异" },
  lumbarVolume: { en: "lumbar volume between people", zh: "个体间腰段容积差异" },
  dispersion: { en: "dispersion along the canal", zh: "沿椎管弥散" },
  cranialVolume: { en: "cranial fluid", zh: "颅内脑脊液" },
  cranialAbsorption: { en: "absorption in the head", zh: "颅内吸收" },
  spinalAbsorption: { en: "absorption along the spine", zh: "脊髓段吸收" },
  tanks: { en: "mixed tanks that stand for the line", zh: "代表管路的混合槽数" },
  sets: { en: "parameter set of the checks", zh: "验证所用参数组" },
};
/** Which of several numbers under one receipt it is. */
const kinds: Readonly<Record<string, Text>> = {
  value: { en: "typical value", zh: "典型值" },
  omega2: { en: "variance of the logarithm between people", zh: "个体间对数方差" },
  occasion: { en: "variance of the logarithm between occasions", zh: "场合间对数方差" },
  cv: { en: "coefficient of variation between people", zh: "个体间变异系数" },
  asian: { en: "factor for Asian patients", zh: "亚洲患者系数" },
  "weight.reference": { en: "weight at which it holds", zh: "适用体重" },
  "weight.exponent": { en: "exponent of body weight", zh: "体重指数" },
  "age.over": { en: "age from which it falls", zh: "自该年龄起下降" },
  "age.less": { en: "fall per year of age", zh: "每岁下降量" },
  proportional: { en: "share of the value", zh: "占数值的比例" },
  logarithmic: { en: "standard deviation of the logarithm", zh: "对数标准差" },
  additive: { en: "constant part", zh: "固定部分" },
};
/** Every number and rule of the library, in the order of its files: the receipts page and `theca list` show it. */
export function receipts(library: Library): readonly ReceiptRow[] {
  const rows: ReceiptRow[] = [];
  for (const [folder, items] of [
    ["drugs", library.drugs],
    ["pumps", library.pumps],
    ["catheters", library.catheters],
    ["mixtures", library.mixtures],
    ["conversions", library.conversions],
    ["complications", library.complications],
    ["effects", library.effects],
    ["ratios", library.ratios],
    ["studies", library.studies],
    ["published", library.published],
  ] as const) {
    for (const [id, item] of items) {
      const subject = subjectOf(item, library);
      collect(item, `${folder}.${id}`, "", { subject, sources: library.sources, rows });
    }
  }
  return rows;
}

/** Every number of a kinetic model, parameter by parameter. */
export function modelReceipts({ id, label, parameters, covariances = [], compartments, ...model }: Model) {
  const rows: ReceiptRow[] = [];
  const sources = new Map(model.sources.map((one) => [one.id, one]));
  const into = { subject: label, sources, rows, kinds };
  for (const [symbol, { written, receipt }] of Object.entries(parameters))
    collect({ ...written, ...receipt }, `models.${id}.parameters.${symbol}`, symbol, into);
  for (const [i, { between, ...one }] of covariances.entries()) {
    const called = { en: between.join(", "), zh: between.join("、") };
    collect({ ...one, called }, `models.${id}.covariances[${i}]`, "covariances", {
      ...into,
      kinds: undefined,
    });
  }
  for (const { name, residual } of compartments)
    if (residual)
      collect(
        { ...residual, called: { en: name, zh: name } },
        `models.${id}.compartments.${name}.residual`,
        "error",
        into,
      );
  return rows;
}

/** Every number of the spinal canal, and what it is checked against. */
export function canalReceipts(
  canal: CanalModel,
  checks: readonly CanalCheck[],
  sources: ReadonlyMap<string, Source>,
): readonly ReceiptRow[] {
  const rows: ReceiptRow[] = [];
  const into = { subject: canal.label, sources, rows };
  const { stretches, landmarks, uptake, sets, sources: _, ...single } = canal;
  collect(
    {
      ...single,
      stretches,
      landmarks: landmarks.map(({ name, ...one }) => ({ ...one, called: name })),
      uptake: uptake.map(({ drug, ...one }) => ({
        ...one,
        called: { en: drugName(drug, "en"), zh: drugName(drug, "zh") },
      })),
      sets: sets.map(({ id, ...one }) => ({ ...one, version: id })),
    },
    `canal.${canal.id}`,
    "",
    into,
  );
  for (const { id, about, published, source, status, locator, fact, note } of checks) {
    const says = {
      en: `${about.en}: ${published.text.en}`,
      zh: `${about.zh}：${published.text.zh}`,
    };
    collect({ id, says, source, status, locator, fact, note }, `canal.checks.${id}`, "", into);
  }
  return rows;
}

interface Collection {
  readonly subject: Text;
  readonly sources: ReadonlyMap<string, Source>;
  /** Names of the numbers under one receipt, where there are several. */
  readonly kinds?: typeof kinds | undefined;
  readonly rows: ReceiptRow[];
}

interface Named {
  readonly name: Text | string;
  readonly tallMan?: string | undefined;
}

const shownName = ({ name, tallMan }: Named): Text =>
  typeof name === "string" ? { en: name, zh: name } : { en: tallMan ?? name.en, zh: name.zh };

function subjectOf(item: object, library: Library): Text {
  if ("title" in item) return item.title as Text;
  if ("drugs" in item) {
    const names = (item.drugs as string[]).map((id) => shownName(library.drugs.get(id)!));
    return { en: names.map(({ en }) => en).join(" + "), zh: names.map(({ zh }) => zh).join(" + ") };
  }
  return shownName(item as Named);
}

function collect(value: unknown, path: string, field: string, into: Collection): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) collect(item, inside(path, i), field, into);
  } else if (isReceipted(value)) {
    const numbers = [...numbersIn(value)];
    const what = whatIs(value, field);
    if (numbers.length === 0) into.rows.push(rowOf(value, path, what, undefined, into));
    for (const [place, number] of numbers) {
      const kind = into.kinds?.[place];
      const named = kind ? { en: `${what.en}, ${kind.en}`, zh: `${what.zh}，${kind.zh}` } : what;
      into.rows.push(rowOf(value, `${path}.${place}`, named, number, into));
    }
    for (const [name, item] of Object.entries(value)) nested(item, inside(path, name), name, into);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) collect(item, inside(path, name), name, into);
  }
}

/** What has a receipt of its own inside what has one. */
function nested(value: unknown, path: string, field: string, into: Collection): void {
  if (isReceipted(value)) collect(value, path, field, into);
  else if (Array.isArray(value))
    for (const [i, item] of value.entries()) nested(item, inside(path, i), field, into);
}

interface Receipted extends Receipt {
  readonly id?: string;
  readonly says?: Text;
  readonly product?: string;
  readonly version?: string;
  readonly called?: Text;
}

const isReceipted = (value: unknown): value is Receipted =>
  typeof value === "object" && value !== null && "source" in value && "status" in value;

function rowOf(
  at: Receipted,
  path: string,
  what: Text,
  value: Quantity | undefined,
  { subject, sources }: Collection,
): ReceiptRow {
  const { id, locator, edition, grade, fact, note, status } = at;
  const source = sources.get(at.source)!;
  const verified = isVerified(status);
  return { path, id, subject, what, value, source, locator, edition, grade, fact, note, status, verified };
}

function whatIs(at: Receipted, field: string): Text {
  if (at.says) return at.says;
  const name = names[field] ?? { en: field, zh: field };
  if (at.called) return { en: `${name.en}, ${at.called.en}`, zh: `${name.zh}，${at.called.zh}` };
  const which = at.version ?? at.product;
  return which ? { en: `${name.en}, ${which}`, zh: `${name.zh}，${which}` } : name;
}

/** The numbers under one receipt, each with its place. Ages are years, plain numbers are ratios or counts. */
function* numbersIn(value: unknown, place = ""): Generator<readonly [string, Quantity]> {
  if (typeof value === "number") {
    yield [place, { value, unit: /^ages|^age\.over/.test(place) ? "a" : "1" }];
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* numbersIn(item, inside(place, i));
  } else if (typeof value === "object" && value !== null && !(place !== "" && isReceipted(value))) {
    const { value: number, unit } = value as { value?: unknown; unit?: unknown };
    if (typeof number === "number" && typeof unit === "string") yield [place, { value: number, unit }];
    else for (const [name, item] of Object.entries(value)) yield* numbersIn(item, inside(place, name));
  }
}
