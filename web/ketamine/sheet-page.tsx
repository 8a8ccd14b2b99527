import { Button } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { KetamineSheet } from "./ketamine-sheet.tsx";

/** What the printer will get, on the screen. */
export default function KetamineSheetPage() {
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
      <KetamineSheet />
    </>
  );
}
