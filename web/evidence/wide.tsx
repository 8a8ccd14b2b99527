/** A table that is wider than a narrow screen is pushed sideways on its own, by touch or by the arrow keys. */
export function Wide({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className="evidence-wide" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
