import { type ReactNode, useState } from "react";

/** Something that can be unfolded. What is folded is not drawn at all, so that it costs nothing while a slider moves. */
export function Fold({
  summary,
  label,
  className,
  startsOpen = false,
  children,
}: {
  readonly summary: ReactNode;
  /** What is said of the summary where its own words do not suffice. */
  readonly label?: string;
  readonly className?: string;
  readonly startsOpen?: boolean;
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(startsOpen);
  return (
    <details className={className} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={label}>{summary}</summary>
      {open && children}
    </details>
  );
}
