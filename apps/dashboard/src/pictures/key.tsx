/** One entry of a legend. */
export function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="key">
      <span className={`key-mark ${className}`} aria-hidden="true" />
      {children}
    </span>
  );
}
