export function LogoMark({ className = 'size-8' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <g className="fill-on-accent">
        <rect x="5.5" y="7.5" width="3" height="8" rx="1.5" />
        <rect x="10" y="11.5" width="3" height="8.5" rx="1.5" />
        <rect x="14.5" y="15.5" width="3" height="9" rx="1.5" />
        <rect x="19" y="11.5" width="3" height="8.5" rx="1.5" />
        <rect x="23.5" y="7.5" width="3" height="8" rx="1.5" />
      </g>
    </svg>
  );
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <LogoMark />
      <span className="text-base font-semibold tracking-tight">Vivavoce</span>
    </span>
  );
}
