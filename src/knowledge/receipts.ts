import { inside, type Quantity } from "../quantity/quantity.ts";
import type { Library } from "./read-library.ts";
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
      collect(item, `${folder}.${id}`, "", { subject, library, rows });
    }
  }
  return rows;
}

interface Collection {
  readonly subject: Text;
  readonly library: Library;
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
      into.rows.push(rowOf(value, `${path}.${place}`, what, number, into));
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
  { subject, library }: Collection,
): ReceiptRow {
  const { id, locator, edition, grade, fact, note, status } = at;
  const source = library.sources.get(at.source)!;
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
    yield [place, { value, unit: place.startsWith("ages") ? "a" : "1" }];
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* numbersIn(item, inside(place, i));
  } else if (typeof value === "object" && value !== null && !(place !== "" && isReceipted(value))) {
    const { value: number, unit } = value as { value?: unknown; unit?: unknown };
    if (typeof number === "number" && typeof unit === "string") yield [place, { value: number, unit }];
    else for (const [name, item] of Object.entries(value)) yield* numbersIn(item, inside(place, name));
  }
}
