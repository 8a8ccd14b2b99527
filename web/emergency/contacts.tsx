import { useState } from "react";
import { TextField } from "../plan/field.tsx";
import { useWords } from "../words/words.tsx";

const places = ["clinic", "night", "maker", "poison"] as const;
type Contacts = Readonly<Record<(typeof places)[number], string>>;
const kept = "theca.contacts";
const none: Contacts = { clinic: "", night: "", maker: "", poison: "" };

function stored(): Contacts {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(kept) ?? "{}");
    const texts = Object.entries(read as object).filter(([, text]) => typeof text === "string");
    return { ...none, ...Object.fromEntries(texts) };
  } catch {
    // Without storage, or with something else in it, the lines are simply empty.
    return none;
  }
}

/** Whom to call: the clinic's own numbers, kept in this browser. */
export function Contacts() {
  const { words } = useWords();
  const [contacts, setContacts] = useState(stored);
  const write = (place: keyof Contacts, text: string): void => {
    const next = { ...contacts, [place]: text };
    setContacts(next);
    try {
      localStorage.setItem(kept, JSON.stringify(next));
    } catch {
      // They still stand on this page and are printed with it.
    }
  };
  return (
    <section className="card contacts" aria-labelledby="call-title">
      <h2 id="call-title">{words.emergencyCall}</h2>
      <p className="quiet no-print">{words.emergencyCallHint}</p>
      <div className="contact-lines">
        {places.map((place) => (
          <TextField
            key={place}
            label={words[`emergencyCall ${place}`]}
            path={`contacts.${place}`}
            value={contacts[place]}
            onChange={(text) => write(place, text)}
          />
        ))}
      </div>
    </section>
  );
}
