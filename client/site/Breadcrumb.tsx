import { ChevronRight } from 'lucide-react';
import { site as texts } from '../texts/site.ts';

export interface Step {
  name: string;
  /** Absent: this page. */
  href?: string;
  lang?: string;
}

/** The way from the start page to this one. */
export function Breadcrumb({ steps }: { steps: readonly Step[] }) {
  return (
    <nav aria-label={texts.breadcrumb} className="pt-6 text-sm text-muted print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1.5">
        {steps.map(({ name, href, lang }, index) => (
          <li key={name} className="flex h-7 items-center gap-x-1.5" lang={lang}>
            {index > 0 && <ChevronRight className="size-3.5 text-faint" aria-hidden="true" />}
            {href ? (
              <a href={href} className="rounded-control py-1 hover:text-ink hover:underline">
                {name}
              </a>
            ) : (
              <span aria-current="page">{name}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
