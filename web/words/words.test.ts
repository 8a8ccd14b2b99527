// Every sentence of both catalogues under the display rules; sentences with gaps are filled with what they are made for.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { simulationOnly } from "../../src/exposure/exposure.ts";
import { locales } from "../../src/quantity/quantity.ts";
import { lint } from "../../test/web/lint.ts";
import { wordsOf } from "./catalogues.ts";

for (const locale of locales) {
  test(`every sentence of the ${locale} catalogue follows the display rules`, () => {
    const dose =
      locale === "zh-CN" ? "400 微克/天" : locale === "en-GB" ? "400 micrograms/day" : "400 mcg/day";
    for (const [key, said] of Object.entries(wordsOf(locale))) {
      const text =
        typeof said === "string" ? said : (said as (...gaps: unknown[]) => string)(dose, dose, dose);
      assert.notEqual(text.trim(), "", key);
      assert.deepEqual(lint(text, locale), [], key);
    }
  });
}

test("Chinese sentences are Chinese, English ones are not", () => {
  const [en, zh] = [wordsOf("en-US"), wordsOf("zh-CN")];
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    const say = (said: unknown): string => (typeof said === "string" ? said : String(said));
    assert.doesNotMatch(say(en[key]), /\p{Script=Han}/u, key);
    assert.match(say(zh[key]), /\p{Script=Han}/u, key);
  }
});

test("no word stands in two parts of the catalogue: the later would be shown in the place of the other", () => {
  const keys = readdirSync(import.meta.dirname)
    .filter((file) => /(^|-)en\.ts$/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(import.meta.dirname, file), "utf8").matchAll(/^  (?:"([^"]+)"|(\w+)):/gm),
    ])
    .map(([, quoted, plain]) => quoted ?? plain);
  assert.ok(keys.length > 2000, "the parts are read");
  assert.deepEqual(
    keys.filter((key, i) => keys.indexOf(key) < i),
    [],
  );
});

test("a display rule that is broken is found", () => {
  const broken = ["400 µg/day", "5.0 mg", ".5 mL", "20 ml", "1440 mcg/day", "5mg", "QD", "hydromorphone"];
  for (const text of broken) assert.notDeepEqual(lint(text, "en-US"), [], text);
  assert.notDeepEqual(lint("400 mcg/天", "zh-CN"), []);
  assert.deepEqual(lint("1,440 mcg/day, 0.05 mL, 10 mg, 12.5%", "en-US"), []);
});

test("the sentence on every printed sheet of simulations and of the canal is the one on the screen", () => {
  const style = (name: string): string =>
    readFileSync(join(import.meta.dirname, "..", "style", `${name}.css`), "utf8");
  for (const [language, locale] of [
    ["en", "en-US"],
    ["zh", "zh-CN"],
  ] as const)
    for (const [name, sentence] of [
      ["simulation", simulationOnly(locale)],
      ["canal", wordsOf(locale).canalTeaching],
    ] as const) {
      const [, printed] =
        new RegExp(`@page ${name}-${language} \\{[^}]*content: "([^"]+)"`).exec(style(name)) ?? [];
      assert.equal(printed, sentence);
    }
});
