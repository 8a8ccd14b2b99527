import type { Operation } from "../operations/operations.ts";
import type { Locale } from "../quantity/quantity.ts";
import { wordsIn } from "./words.ts";

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** The page that stands where the workbench has not been built. */
export function plainPage(operations: readonly Operation[], locale: Locale): string {
  const words = wordsIn(locale);
  const rows = operations.map(
    ({ name, summary }) => `<dt><code>POST /api/${escape(name)}</code></dt><dd>${escape(summary)}</dd>`,
  );
  return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Theca</title>
<h1>${escape(words.plainTitle)}</h1>
<p>${escape(words.plainText)}</p>
<p><a href="/api/openapi.json">/api/openapi.json</a></p>
<dl>${rows.join("\n")}</dl>
</html>
`;
}
