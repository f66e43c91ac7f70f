import type { ComponentType, ReactNode } from 'react';
import { classNames } from './classNames.ts';

interface EmptyStateProps {
  icon?: ComponentType<{ className: string }>;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** True if the message replaces content that failed to load. Screen readers announce it. */
  alert?: boolean;
}

export function EmptyState({ icon: Icon, title, children, action, alert = false }: EmptyStateProps) {
  return (
    <div
      role={alert ? 'alert' : undefined}
      className="flex flex-col items-center gap-3 px-4 py-12 text-center"
    >
      {Icon && (
        <div
          className={classNames(
            'flex size-12 items-center justify-center rounded-card',
            alert ? 'bg-sunken text-muted' : 'bg-accent-soft text-accent-ink',
          )}
        >
          <Icon className="size-6" />
        </div>
      )}
      <h2 className="text-base font-semibold">{title}</h2>
      {children && <div className="max-w-sm text-sm text-muted">{children}</div>}
      {action && <div className="pt-2">{action}</div>}
    </div>
  );
}
