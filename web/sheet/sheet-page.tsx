import { Button } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { Sheet } from "./sheet.tsx";

/** What the printer will get, on the screen. */
export default function SheetPage() {
  const { words } = useWords();
  return (
    <>
      <div className="sheet-bar">
        <p>{words.sheetPreview}</p>
        <Button className="button main" onPress={() => print()}>
          <Icon name="print" />
          {words.print}
        </Button>
      </div>
      <Sheet />
    </>
  );
}
