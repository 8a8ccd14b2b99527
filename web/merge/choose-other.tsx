import { useDeferredValue, useEffect, useState } from "react";
import { Icon } from "../icon.tsx";
import { findPatients, type FoundPatient } from "../patients/ledger.ts";
import { sayDate } from "../patients/say-entry.ts";
import type { Patient } from "../patients/use-patient.ts";
import { TextField } from "../plan/field.tsx";
import { useWords } from "../words/words.tsx";

/** So many are offered; whoever means another types more of the name. */
const most = 8;

/** The other record: whoever looks like this one comes first, anybody else by name or number. */
export function ChooseOther({
  patient: { id, standing, asOf },
  onChoose,
}: {
  readonly patient: Patient;
  readonly onChoose: (id: string) => void;
}) {
  const { words, locale } = useWords();
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search);
  const [found, setFound] = useState<readonly FoundPatient[]>();
  const name = standing.person?.name ?? "";
  useEffect(() => {
    let stale = false;
    void (async () => {
      const own = wanted === "" ? await findPatients(asOf, name, locale) : undefined;
      const mine = own?.ok ? own.answer.patients.find(({ patient }) => patient === id) : undefined;
      const names = wanted === "" ? (mine?.twins ?? []).slice(0, most).map((one) => one.name) : [wanted];
      const replies = await Promise.all([...new Set(names)].map((one) => findPatients(asOf, one, locale)));
      const all = replies.flatMap((reply) => (reply?.ok ? reply.answer.patients : []));
      const twins = new Set(mine?.twins.map(({ patient }) => patient));
      const others = all.filter(({ patient }) => patient !== id && (wanted !== "" || twins.has(patient)));
      if (!stale) setFound(others.slice(0, most));
    })();
    return () => {
      stale = true;
    };
  }, [asOf, wanted, locale, id, name]);
  return (
    <section className="card" aria-labelledby="other-title">
      <h2 id="other-title">{words.mergeChoose}</h2>
      <TextField label={words.mergeSearch} path="other" type="search" value={search} onChange={setSearch} />
      {found?.length === 0 && search !== "" && <p role="status">{words.mergeNobody}</p>}
      <ul className="patient-list">
        {found?.map((one) => (
          <li key={one.patient}>
            <button
              type="button"
              className="patient-link"
              onClick={() => onChoose(one.patient)}
              data-choose={one.patient}
            >
              <strong>{one.name ?? words.noPatient}</strong>
              <span className="quiet">
                {[
                  one.birthDate && words.born(sayDate(one.birthDate, locale)),
                  ...one.identifiers.map(({ system, value }) => `${system} ${value}`),
                  one.serial,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
              {wanted === "" && (
                <span className="warned">
                  <Icon name="beyond" /> {words.mergeLooksAlike}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
