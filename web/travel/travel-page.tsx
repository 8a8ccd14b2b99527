import { useId, useMemo, useState } from "react";
import { Button } from "react-aria-components";
import type { Locale } from "../../src/quantity/quantity.ts";
import { ask } from "../engine.ts";
import { Icon } from "../icon.tsx";
import { IdentityStrip } from "../patients/identity-strip.tsx";
import { asEntered } from "../patients/ledger.ts";
import { Waiting } from "../patients/patient-page.tsx";
import { type Patient, usePatient } from "../patients/use-patient.ts";
import { gather } from "../plan/answers.ts";
import { ChoiceField, Field, IssuesContext, TextField } from "../plan/field.tsx";
import { MomentField } from "../plan/moment-field.tsx";
import { PatientCard } from "../visit/card.tsx";
import { LocaleContext, localeNames, useWords } from "../words/words.tsx";
import "../style/travel.css";
import { Due, Journey, type Travelled } from "./journey.tsx";
import { zoneName, zoneOf, zonesIn } from "./zones.ts";

/** Where the patient goes: what the program does by the clocks there, what falls due, and the card to carry. */
export default function TravelPage({ of }: { readonly of: string }) {
  const { words } = useWords();
  const read = usePatient(of);
  if (read.state === "reading") return <Waiting text={words.loading} />;
  if (read.state === "missing") return <Waiting text={read.message} />;
  if (!read.patient.standing.pump) return <Waiting text={words.noPumpOnRecord} />;
  return <Shown patient={read.patient} />;
}

interface Going {
  readonly zone: string;
  readonly from: string;
  readonly to: string;
}

const useJourney = (patient: Patient, { zone, from, to }: Going, locale: Locale) =>
  useMemo(() => {
    const known = zoneOf(zone);
    if (!known || from === "") return undefined;
    const { entries, asOf } = patient;
    const asked = { now: asOf, entries: entries.map(asEntered), zone: known, from, ...(to !== "" && { to }) };
    return { reply: ask<Travelled>("travel", asked, locale), asked };
  }, [patient, zone, from, to, locale]);

function Shown({ patient }: { readonly patient: Patient }) {
  const { words, locale } = useWords();
  const [going, setGoing] = useState<Going>({ zone: "", from: "", to: "" });
  const [cardLocale, setCardLocale] = useState<Locale>(locale);
  const [call, setCall] = useState("");
  const here = useJourney(patient, going, locale);
  const onCard = useJourney(patient, going, cardLocale);
  const change = (part: Partial<Going>): void => setGoing((before) => ({ ...before, ...part }));
  const faults = [
    ...(here ? gather([[here.reply, here.asked]]) : []),
    ...(going.zone !== "" && !zoneOf(going.zone)
      ? [{ path: "zone", message: words.travelZoneUnknown, blank: false }]
      : []),
  ];
  return (
    <div className="travel-page">
      <div className="no-print">
        <IdentityStrip standing={patient.standing}>
          <a href={`#/patient/${patient.id}`}>{words.backToPatient}</a>
        </IdentityStrip>
      </div>
      <section className="card no-print" aria-labelledby="travel-title">
        <h1 id="travel-title">{words.travelTitle}</h1>
        <p>{words.travelIntro}</p>
        <IssuesContext value={faults}>
          <div className="travel-fields">
            <ZoneField value={going.zone} onChange={(zone) => change({ zone })} />
            <MomentField
              label={words.travelFrom}
              path="from"
              value={going.from}
              onChange={(from) => change({ from })}
            />
            <MomentField
              label={words.optionally(words.travelTo)}
              path="to"
              value={going.to}
              onChange={(to) => change({ to })}
            />
          </div>
        </IssuesContext>
        <div role="status" className="travel-answer">
          {here?.reply.ok ? (
            <>
              <h2>{words.travelDue}</h2>
              <Due dates={here.reply.answer.dates} />
              <h2>{words.travelSteps}</h2>
              <Journey travelled={here.reply.answer} />
            </>
          ) : (
            !here && <p className="quiet">{words.travelAsk}</p>
          )}
        </div>
      </section>
      {onCard?.reply.ok && (
        <>
          <div className="sheet-bar card-bar no-print">
            <ChoiceField
              label={words.cardLanguage}
              path="cardLanguage"
              value={cardLocale}
              choices={Object.entries(localeNames).map(([value, label]) => ({ value, label }))}
              onChange={(value) => setCardLocale(value as Locale)}
            />
            <TextField label={words.whomToCall} path="call" value={call} onChange={setCall} />
            <Button className="button main" onPress={() => print()}>
              <Icon name="print" />
              {words.travelPrint}
            </Button>
          </div>
          <LocaleContext value={cardLocale}>
            <PatientCard
              standing={patient.standing}
              call={call}
              journey={<OnCard travelled={onCard.reply.answer} />}
            />
          </LocaleContext>
        </>
      )}
    </div>
  );
}

/** A time zone: typed by its city, or chosen. */
function ZoneField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (zone: string) => void;
}) {
  const { words, locale } = useWords();
  const list = useId();
  const zones = useMemo(() => zonesIn(locale), [locale]);
  const known = zoneOf(value);
  return (
    <Field
      label={words.travelZone}
      path="zone"
      hint={words.travelZoneHint}
      beside={
        known && (
          <p className="echo">
            {zoneName(known, locale)} · {known}
          </p>
        )
      }
    >
      {(described) => (
        <>
          <input
            {...described}
            list={list}
            value={value}
            autoComplete="off"
            spellCheck={false}
            maxLength={80}
            onChange={({ target }) => onChange(target.value)}
          />
          <datalist id={list}>
            {zones.map(({ zone, name }) => (
              <option key={zone} value={zone}>
                {name}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** The journey on the card. */
function OnCard({ travelled }: { readonly travelled: Travelled }) {
  const { words, locale } = useWords();
  return (
    <section className="card-journey">
      <h2>{words.travelCard(`${zoneName(travelled.zone, locale)} (${travelled.zone})`)}</h2>
      <Due dates={travelled.dates} />
      <Journey travelled={travelled} />
      <p>
        <b>{words.travelCardClock}</b>
      </p>
    </section>
  );
}
