import "../style/around.css";
import { useWords } from "../words/words.tsx";
import { OpioidLoad } from "./opioid-load.tsx";
import { PharmacyOrder } from "./pharmacy-order.tsx";
import { Weaning } from "./weaning.tsx";

/** What is reckoned before and after a visit. */
export default function AroundPage() {
  const { words } = useWords();
  return (
    <div className="around">
      <h1>{words.aroundTitle}</h1>
      <p className="lead no-print">{words.aroundLead}</p>
      <PharmacyOrder />
      <Weaning />
      <OpioidLoad />
    </div>
  );
}
