import { languageOf, type Locale, suggest } from "../quantity/quantity.ts";

/**
 * A rate law as data: a formula of amounts (ug), concentrations (ug/mL) and time (h) that gives ug/h. Read from text
 * such as `12 * concentration(gut) ^ 2 / (0.5 + concentration(gut))`; never run as code.
 */
export type Law =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "amount" | "concentration"; readonly of: number }
  | { readonly kind: "time" }
  | { readonly kind: "+" | "-" | "*" | "/" | "^"; readonly left: Law; readonly right: Law }
  | { readonly kind: "exp" | "log" | "sqrt"; readonly of: Law };

const functions = ["exp", "log", "sqrt"] as const;
const sentences = {
  en: {
    unexpected: (at: number, came: string) => `cannot be read at character ${at + 1}: "${came}"`,
    ended: "ends before it is complete",
    compartment: (name: string, near?: string) =>
      `"${name}" is not a compartment of this model` + (near ? `; did you mean "${near}"?` : ""),
    deep: "is nested more than 50 deep",
  },
  zh: {
    unexpected: (at: number, came: string) => `第 ${at + 1} 个字符处无法读取："${came}"`,
    ended: "公式不完整",
    compartment: (name: string, near?: string) =>
      `"${name}" 不是本模型的房室` + (near ? `；是否为 "${near}"？` : ""),
    deep: "嵌套超过 50 层",
  },
};

/** Reads a rate law over the named compartments; what cannot be read says where and why. */
export function readLaw(
  text: string,
  names: readonly string[],
  locale: Locale,
): Law | { readonly message: string } {
  const reader = new Reader(text, names, locale);
  const law = reader.sum(0);
  reader.finish();
  return reader.fault === undefined && law ? law : { message: reader.fault! };
}

/** A reader over one formula; it stops at the first fault. */
class Reader {
  fault: string | undefined;
  readonly #text: string;
  readonly #names: readonly string[];
  readonly #locale: Locale;
  #at = 0;

  constructor(text: string, names: readonly string[], locale: Locale) {
    this.#text = text;
    this.#names = names;
    this.#locale = locale;
  }

  sum(depth: number): Law | undefined {
    return this.#chain(["+", "-"], () => this.#chain(["*", "/"], () => this.#raised(depth)));
  }

  finish(): void {
    this.#space();
    if (this.fault === undefined && this.#at < this.#text.length) this.#unexpected();
  }

  #chain(signs: readonly ("+" | "-" | "*" | "/")[], part: () => Law | undefined): Law | undefined {
    let left = part();
    while (left) {
      const sign = signs.find((sign) => this.#next(sign));
      if (!sign) break;
      const right = part();
      left = right && { kind: sign, left, right };
    }
    return left;
  }

  #raised(depth: number): Law | undefined {
    if (depth > 50) return this.#refuse(sentences[languageOf(this.#locale)].deep);
    if (this.#next("-")) {
      const right = this.#raised(depth + 1);
      return right && { kind: "-", left: { kind: "number", value: 0 }, right };
    }
    const base = this.#atom(depth);
    if (!base || !this.#next("^")) return base;
    const right = this.#raised(depth + 1);
    return right && { kind: "^", left: base, right };
  }

  #atom(depth: number): Law | undefined {
    if (this.#next("(")) return this.#closed(this.sum(depth + 1));
    const digits = this.#match(/^\d+(\.\d+)?([eE][+-]?\d+)?/);
    if (digits !== undefined) return { kind: "number", value: Number(digits) };
    const word = this.#match(/^[a-z]+/);
    if (word === "time") return { kind: "time" };
    if (word === "amount" || word === "concentration") {
      if (!this.#next("(")) return this.#unexpected();
      const name = this.#match(/^[^()]+/)?.trim() ?? "";
      const of = this.#names.indexOf(name);
      if (of < 0)
        return this.#refuse(
          sentences[languageOf(this.#locale)].compartment(name.slice(0, 60), suggest(name, this.#names)),
        );
      return this.#closed({ kind: word, of });
    }
    const found = functions.find((name) => name === word);
    if (!found || !this.#next("(")) return this.#unexpected();
    const of = this.#closed(this.sum(depth + 1));
    return of && { kind: found, of };
  }

  #closed(inner: Law | undefined): Law | undefined {
    return inner && (this.#next(")") ? inner : this.#unexpected());
  }

  #space(): void {
    while (this.#text[this.#at] === " ") this.#at++;
  }

  #next(sign: string): boolean {
    this.#space();
    if (this.fault !== undefined || this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    this.#space();
    const found = pattern.exec(this.#text.slice(this.#at))?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #unexpected(): undefined {
    const say = sentences[languageOf(this.#locale)];
    const came = this.#text.slice(this.#at, this.#at + 12);
    return this.#refuse(came === "" ? say.ended : say.unexpected(this.#at, came));
  }

  #refuse(message: string): undefined {
    this.fault ??= message;
    return undefined;
  }
}

/** The law's value: amounts in ug, volumes in mL (1 where none), time in h. */
export function valueOf(law: Law, amounts: Float64Array, volumes: Float64Array, time: number): number {
  switch (law.kind) {
    case "number":
      return law.value;
    case "time":
      return time;
    case "amount":
      return amounts[law.of]!;
    case "concentration":
      return amounts[law.of]! / volumes[law.of]!;
    case "exp":
      return Math.exp(valueOf(law.of, amounts, volumes, time));
    case "log":
      return Math.log(valueOf(law.of, amounts, volumes, time));
    case "sqrt":
      return Math.sqrt(valueOf(law.of, amounts, volumes, time));
    default: {
      const left = valueOf(law.left, amounts, volumes, time);
      const right = valueOf(law.right, amounts, volumes, time);
      switch (law.kind) {
        case "+":
          return left + right;
        case "-":
          return left - right;
        case "*":
          return left * right;
        case "/":
          return left / right;
        case "^":
          return left ** right;
      }
    }
  }
}

const number = (value: number): Law => ({ kind: "number", value });
const is = (law: Law, value: number): boolean => law.kind === "number" && law.value === value;
const plus = (left: Law, right: Law): Law =>
  is(left, 0) ? right : is(right, 0) ? left : { kind: "+", left, right };
const minus = (left: Law, right: Law): Law => (is(right, 0) ? left : { kind: "-", left, right });
const times = (left: Law, right: Law): Law =>
  is(left, 0) || is(right, 0)
    ? number(0)
    : is(left, 1)
      ? right
      : is(right, 1)
        ? left
        : { kind: "*", left, right };
const over = (left: Law, right: Law): Law => (is(left, 0) ? left : { kind: "/", left, right });

/** The law's derivative by the amount in a compartment, or by time: a law itself. */
export function derivative(law: Law, by: number | "time", volumes: Float64Array): Law {
  switch (law.kind) {
    case "number":
      return number(0);
    case "time":
      return number(by === "time" ? 1 : 0);
    case "amount":
      return number(by === law.of ? 1 : 0);
    case "concentration":
      return number(by === law.of ? 1 / volumes[law.of]! : 0);
    case "exp":
      return times(law, derivative(law.of, by, volumes));
    case "log":
      return over(derivative(law.of, by, volumes), law.of);
    case "sqrt":
      return over(derivative(law.of, by, volumes), times(number(2), law));
    default: {
      const { left, right } = law;
      const [dl, dr] = [derivative(left, by, volumes), derivative(right, by, volumes)];
      switch (law.kind) {
        case "+":
          return plus(dl, dr);
        case "-":
          return minus(dl, dr);
        case "*":
          return plus(times(dl, right), times(left, dr));
        case "/":
          return over(minus(dl, times(law, dr)), right);
        case "^":
          // d(u^v) = v u^(v-1) du + u^v log(u) dv
          return plus(
            times(times(right, { kind: "^", left, right: minus(right, number(1)) }), dl),
            times(times(law, { kind: "log", of: left }), dr),
          );
      }
    }
  }
}
