import { useWords } from "../words/words.tsx";
import { usePerson } from "./standing.ts";
import { whenHere } from "./when.ts";

/** Who printed this, and when: on every sheet, where people sign in. */
export function PrintedBy() {
  const { words, locale } = useWords();
  const person = usePerson();
  if (!person) return null;
  return <p className="printed-by">{words.printedBy(person.by, whenHere(Date.now(), locale))}</p>;
}
