import {
  type Fraction,
  instantAfter,
  inward,
  outward,
  readInstant,
  renderInstant,
  readQuantity,
  renderQuantity,
} from "../../src/quantity/quantity.ts";
import { useWords } from "../words/words.tsx";
import type { Answers, Bridged } from "./answers.ts";
import { Model } from "./dates.tsx";
import { massUnits } from "./names.ts";
import { QuantityField } from "./quantity-field.tsx";
import { concentrationOf, primaryOf, solutionChanges } from "./read-order.ts";
import type { Order, Plan } from "./read-plan.ts";
import { useShow } from "./show.ts";
import { useActions, useStore } from "./store.tsx";

/** What to do about the old solution in the line, and what happens if nothing is done. */
export function BridgeCard({ answers }: { readonly answers: Answers }) {
  const { words, locale } = useWords();
  const { plan } = useStore();
  const { edit } = useActions();
  const { active, draft } = plan;
  if (!active) return null;
  const bridged = answers.last.bridge;
  const changes = solutionChanges(active, draft);
  const asked = changes === true;
  const strength = (order: Order): string => {
    const read = readQuantity(concentrationOf(order, primaryOf(order)), "concentration");
    return "quantity" in read ? renderQuantity(read.quantity, locale) : words.notKnown;
  };
  const choose = (choice: Plan["bridge"]["choice"]): void =>
    edit((plan) => ({ ...plan, bridge: { ...plan.bridge, choice } }), "");
  return (
    <section className="card" aria-labelledby="bridge-title">
      <h2 id="bridge-title">{words.bridgeTitle}</h2>
      {!asked && <p className="quiet">{changes === false ? words.bridgeNone : words.notComputed}</p>}
      {asked && (
        <>
          <p>{words.bridgeWhy(strength(active), strength(draft))}</p>
          {!bridged && <p className="quiet">{words.notComputed}</p>}
          {bridged && <BridgeFigures bridged={bridged} asOf={draft.reservoir.asOf} />}
          <QuantityField
            label={words.bridgeDose}
            path="bridgeDose"
            hint={words.bridgeDoseHint}
            units={massUnits(primaryOf(active), ["/d", "/h"])}
            value={plan.bridge.dose}
            onChange={(dose) => edit((plan) => ({ ...plan, bridge: { ...plan.bridge, dose } }), "bridgeDose")}
          />
          <fieldset className="group decide">
            <legend>{words.bridgeDecide}</legend>
            <label className="check">
              <input
                type="radio"
                name="bridge"
                checked={plan.bridge.choice === "with"}
                onChange={() => choose("with")}
              />
              {words.bridgeChooseWith}
            </label>
            <label className="check">
              <input
                type="radio"
                name="bridge"
                checked={plan.bridge.choice === "without"}
                onChange={() => choose("without")}
              />
              {words.bridgeChooseWithout}
            </label>
          </fieldset>
        </>
      )}
    </section>
  );
}

export function BridgeFigures({ bridged, asOf }: { readonly bridged: Bridged; readonly asOf: string }) {
  const { words, locale } = useWords();
  const show = useShow();
  const start = readInstant(asOf);
  const { without } = bridged;
  return (
    <>
      <div className="sides">
        <div className="side good">
          <h3>{words.bridgeWith}</h3>
          <p className="big">{words.bridgeRun(show.quantity(bridged.flow), show.span(bridged.duration))}</p>
          <p>{words.bridgeThen(show.quantity(bridged.thenFlow))}</p>
          <p className="quiet">
            {words.bridgeVolume}: {show.quantity(bridged.volume)}
          </p>
          {start && (
            <p>
              {words.bridgeEnds}:{" "}
              <b>{renderInstant(instantAfter(start, inward(bridged.duration, "time")), locale, true)}</b>
            </p>
          )}
        </div>
        <div className="side bad">
          <h3>{words.bridgeWithout}</h3>
          <p className="big">
            {words.bridgeWithoutSays(show.quantity(without.dose), show.span(without.duration))}
          </p>
          {typeof without.ratio === "number" && (
            <p>{words.bridgeRatio(show.quantity(outward(without.ratio as Fraction, "fraction", "%")))}</p>
          )}
        </div>
      </div>
      <p className="hint">
        <Model /> {words.bridgeModel} {words.bridgeNoBolus}
      </p>
    </>
  );
}
