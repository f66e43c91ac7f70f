/** A share of the whole, 0 to 1, as a filled bar. A picture of the text that stands beside it. */
export function ShareBar({ share }: { share: number }) {
  return (
    <svg className="w-full" height={6} aria-hidden="true">
      <rect width="100%" height={6} rx={3} className="fill-line" />
      <rect width={`${100 * Math.min(1, share)}%`} height={6} rx={3} className="fill-accent" />
    </svg>
  );
}
