import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../ui/classNames.ts';
import { PageHeading } from './PageHeading.tsx';

interface IconPageProps {
  icon: LucideIcon;
  tone?: 'accent' | 'warning';
  eyebrow?: string;
  title: string;
  size?: 'md' | 'lg';
  body?: ReactNode;
  /** True if screen readers announce the heading and text, for a page that appears without a navigation. */
  live?: boolean;
  className?: string;
  'data-ended'?: string;
  'data-claim-over'?: string;
  children?: ReactNode;
}

export function IconPage(props: IconPageProps) {
  const { icon: Icon, tone = 'accent', eyebrow, title, size = 'lg', body, live = false } = props;
  return (
    <div
      className={classNames('flex flex-col items-start gap-5', props.className)}
      data-ended={props['data-ended']}
      data-claim-over={props['data-claim-over']}
    >
      <div
        className={classNames(
          'flex size-14 items-center justify-center rounded-card',
          tone === 'warning' ? 'bg-warning-soft text-warning-ink' : 'bg-accent-soft text-accent-ink',
        )}
      >
        <Icon className="size-7" />
      </div>
      <div
        className={classNames('flex flex-col', eyebrow ? 'gap-1' : 'gap-2')}
        role={live ? 'status' : undefined}
      >
        {eyebrow && <p className="text-sm font-medium text-accent-ink">{eyebrow}</p>}
        <PageHeading className={size === 'lg' ? 'text-2xl!' : ''}>{title}</PageHeading>
        {body && <div className="flex max-w-[60ch] flex-col gap-2 text-muted">{body}</div>}
      </div>
      {props.children}
    </div>
  );
}
