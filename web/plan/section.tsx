import { type ReactNode, useState } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { useIssues } from "./field.tsx";

/** A part of the editor that folds to one line, and opens by itself where one of its fields is at fault. */
export function Section({
  title,
  line,
  paths,
  startsOpen = false,
  children,
}: {
  readonly title: string;
  /** What it holds, in one line, while folded. */
  readonly line: string;
  readonly paths: readonly string[];
  readonly startsOpen?: boolean;
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(startsOpen);
  const faulty = useIssues(paths).length > 0;
  return (
    <Disclosure className="card section" isExpanded={open || faulty} onExpandedChange={setOpen}>
      <Heading level={2}>
        <Button slot="trigger" className="fold">
          <span className="fold-title">{title}</span>
          <span className="fold-line">{line}</span>
          <Icon name={open || faulty ? "up" : "down"} />
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className="section-body">{children}</div>
      </DisclosurePanel>
    </Disclosure>
  );
}
