import { needsName, type OrganizationCard } from '../../../shared/organization.ts';

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
      <span className="text-base font-semibold tracking-tight max-[22rem]:sr-only">Vivavoce</span>
    </span>
  );
}

/** The organization's logo or name; the product's if it has neither. */
export function Brand({ organization: { name, logo } }: { organization: OrganizationCard }) {
  return name || logo ? <OrganizationBrand name={name} logo={logo} /> : <Logo />;
}

/** The organization's logo and name instead of the product's. A wide logo is taken to contain the name. */
export function OrganizationBrand({ name, logo }: Pick<OrganizationCard, 'name' | 'logo'>) {
  const named = name !== '' && (!logo || needsName(logo));
  return (
    <span className="inline-flex min-w-0 items-center gap-2.5">
      {logo && (
        <img
          src={logo.src}
          width={logo.width}
          height={logo.height}
          alt={named ? '' : name}
          className="-my-1 -ml-1.5 box-content h-8 w-auto max-w-40 shrink-0 rounded-control bg-[light-dark(transparent,#f1eee7)] px-1.5 py-1 dark:ml-0 object-contain"
        />
      )}
      {named && <span className="truncate text-base font-semibold tracking-tight">{name}</span>}
    </span>
  );
}
