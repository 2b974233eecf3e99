/** The mark: a roof that speaks. */
export function BrandMark() {
  return (
    <span aria-hidden="true" className="grid size-[22px] shrink-0 place-items-center rounded-[5px] bg-ink">
      <svg
        width="14"
        height="14"
        viewBox="0 0 14 14"
        fill="none"
        stroke="var(--surface)"
        strokeWidth="1.6"
        strokeLinejoin="round"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M2 6.2 7 2.2l5 4V11H7.8L5.5 12.8V11H2z" />
      </svg>
    </span>
  );
}
