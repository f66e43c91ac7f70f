import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { ButtonLink } from './ButtonLink.tsx';
import { classNames } from './classNames.ts';

interface BackLinkProps {
  to: string;
  className?: string;
  children: ReactNode;
}

/** Above a page's heading: to the page it belongs to. */
export function BackLink({ to, className, children }: BackLinkProps) {
  return (
    <ButtonLink
      to={to}
      variant="quiet"
      size="sm"
      className={classNames('-ml-3 self-start', className)}
      icon={<ArrowLeft className="size-4" aria-hidden="true" />}
    >
      {children}
    </ButtonLink>
  );
}
