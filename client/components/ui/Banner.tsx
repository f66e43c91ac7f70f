import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { errorMessage } from '../../core/errorMessage.ts';
import { classNames } from './classNames.ts';

type BannerTone = 'info' | 'success' | 'warning' | 'danger';

const TONES: Record<BannerTone, string> = {
  info: 'bg-sunken text-ink',
  success: 'bg-success-soft text-success-ink',
  warning: 'bg-warning-soft text-warning-ink',
  danger: 'bg-danger-soft text-danger-ink',
};

const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert };

type BannerProps = { tone?: BannerTone; title?: string | undefined; children?: ReactNode };

/** Message box. Screen readers announce `danger` immediately, and other tones after the current speech. */
export function Banner({ tone = 'info', title, children }: BannerProps) {
  const Icon = ICONS[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={classNames(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card px-4 py-3 text-sm',
        TONES[tone],
      )}
    >
      <div className="flex min-w-0 flex-1 basis-60 items-start gap-3">
        <Icon className="mt-0.5 size-4 shrink-0" />
        <div className="min-w-0">
          {title && <p className="font-medium">{title}</p>}
          {children && <div>{children}</div>}
        </div>
      </div>
    </div>
  );
}

/** Says what failed and why. Shows nothing without an error. */
export function ErrorBanner({ title, error }: { title?: string; error: unknown }) {
  if (error === undefined || error === null) return null;
  return (
    <Banner tone="danger" title={title}>
      {errorMessage(error)}
    </Banner>
  );
}
