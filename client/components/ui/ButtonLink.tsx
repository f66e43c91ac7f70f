import { ArrowLeft } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import { Link, type LinkProps, type To } from 'react-router';
import { type ButtonSize, type ButtonVariant, buttonStyle } from './buttonStyle.ts';
import { classNames } from './classNames.ts';

interface ButtonLinkProps extends LinkProps {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ComponentType<{ className: string }>;
}

export function ButtonLink(props: ButtonLinkProps) {
  const { variant = 'secondary', size = 'md', icon: Icon, className, children, ...rest } = props;
  return (
    <Link {...rest} className={buttonStyle(variant, size, className)}>
      {Icon && <Icon className="size-4" />}
      {children}
    </Link>
  );
}

type BackLinkProps = { to: To; className?: string; children: ReactNode };

export function BackLink({ to, className, children }: BackLinkProps) {
  return (
    <ButtonLink
      to={to}
      variant="quiet"
      size="sm"
      className={classNames('-ml-3 self-start', className)}
      icon={ArrowLeft}
    >
      {children}
    </ButtonLink>
  );
}
