import { Button } from "react-aria-components";
import { languageOf } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { blankKetamine } from "../ketamine/read-ketamine.ts";
import { blankPlan } from "../plan/read-plan.ts";
import { useActions } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import { cases } from "./cases.ts";
import { SavedList } from "./saved-list.tsx";

export default function CasesPage() {
  const { words, locale } = useWords();
  const { open } = useActions();
  const language = languageOf(locale);
  return (
    <div className="cases">
      <h1>{words.casesTitle}</h1>
      <p className="lead">{words.casesIntro}</p>
      <SavedList />
      <ul className="case-list">
        <li className="case blank">
          <h2>{words.newPlan}</h2>
          <p>{words.newPlanSays}</p>
          {/* A copy: a plan begun from nothing is another plan than none. */}
          <Button className="button" onPress={() => open({ ...blankPlan })}>
            <Icon name="plus" />
            {words.newPlan}
          </Button>
        </li>
        <li className="case blank">
          <h2>{words.newKetamine}</h2>
          <p>{words.newKetamineSays}</p>
          <Button className="button" onPress={() => open({ ...blankPlan, ketamine: blankKetamine })}>
            <Icon name="plus" />
            {words.newKetamine}
          </Button>
        </li>
        {cases.map((each) => (
          <li key={each.id} className="case" data-case={each.id}>
            <h2>{each.title[language]}</h2>
            <p className="quiet">
              {each.identity.name[language]} · {each.identity.number}
            </p>
            <p>{each.summary[language]}</p>
            <p className="look">
              <strong>{words.showsUp}</strong> {each.look[language]}
            </p>
            <Button
              className="button"
              onPress={() => open(each.plan)}
              aria-label={`${words.openCase}: ${each.title[language]}`}
            >
              {words.openCase}
              <Icon name="arrow" />
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
