import { library, type Receipt } from "../knowledge/knowledge.ts";

/** A receipt as it is answered: its source by title, and what of the page is known. */
export function writeSource(receipt: Receipt): object {
  const source = library.sources.get(receipt.source);
  return {
    id: receipt.source,
    title: source?.title ?? receipt.source,
    ...(source?.year !== undefined && { year: source.year }),
    ...(source?.doi !== undefined && { doi: source.doi }),
    ...(source?.pmid !== undefined && { pmid: source.pmid }),
    ...(receipt.edition !== undefined && { edition: receipt.edition }),
    ...(receipt.locator !== undefined && { locator: receipt.locator }),
    ...(receipt.quote !== undefined && { quote: receipt.quote }),
    ...(receipt.note && { note: receipt.note }),
    ...(receipt.fact !== undefined && { fact: receipt.fact }),
  };
}
