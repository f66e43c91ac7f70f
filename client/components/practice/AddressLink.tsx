import type { ReactNode } from 'react';
import { type ButtonSize, type ButtonVariant, buttonStyle } from '../ui/buttonStyle.ts';

interface AddressLinkProps {
  href: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
  children: ReactNode;
}

/** A link that looks like a button, for pages without a router. */
export function AddressLink({
  href,
  variant = 'secondary',
  size = 'md',
  className,
  children,
}: AddressLinkProps) {
  return (
    <a href={href} className={buttonStyle(variant, size, className)}>
      {children}
    </a>
  );
}
