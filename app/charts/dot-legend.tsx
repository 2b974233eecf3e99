/** What dot, hollow dot and line of a dot-range plot are, each drawn as it is there. */
export function DotLegend({
  now,
  before,
  reference,
}: {
  readonly now: string;
  readonly before?: string | undefined;
  readonly reference?: string | undefined;
}) {
  return (
    <span className="flex flex-wrap items-center gap-x-3.5 text-12 text-ink-3">
      <span className="inline-flex items-center gap-[5px]">
        <svg width="22" height="10" aria-hidden="true">
          <line x1="0" x2="22" y1="5" y2="5" stroke="var(--accent)" strokeWidth="2" />
          <circle cx="11" cy="5" r="4" fill="var(--accent)" />
        </svg>
        {now}
      </span>
      {before !== undefined && (
        <span className="inline-flex items-center gap-[5px]">
          <svg width="9" height="10" aria-hidden="true">
            <circle cx="4.5" cy="5" r="3.5" fill="none" stroke="var(--prev)" strokeWidth="1.5" />
          </svg>
          {before}
        </span>
      )}
      {reference !== undefined && (
        <span className="inline-flex items-center gap-[5px]">
          <svg width="4" height="12" aria-hidden="true">
            <line x1="2" x2="2" y1="0" y2="12" stroke="var(--ref)" strokeWidth="1.5" />
          </svg>
          {reference}
        </span>
      )}
    </span>
  );
}
