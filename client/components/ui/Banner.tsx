import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { type ReactNode, useRef, useSyncExternalStore } from 'react';
import { AppError } from '../../../shared/errors.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { signedInAgain } from '../../core/signedIn.ts';
import { uiTexts } from '../../texts/ui.ts';
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

/**
 * Says what failed and why. Shows nothing without an error. If the session had ended and the person has signed in
 * again on top of the page, says to save again.
 */
export function ErrorBanner({ title, error }: { title?: string; error: unknown }) {
  const times = useSyncExternalStore(signedInAgain.subscribe, signedInAgain.get);
  const failed = useRef({ error, times });
  if (failed.current.error !== error) failed.current = { error, times };
  if (error === undefined || error === null) return null;
  const wasSignedOut = error instanceof AppError && error.code === 'unauthenticated';
  if (wasSignedOut && times > failed.current.times) return <Banner>{uiTexts.signedInAgain}</Banner>;
  return (
    <Banner tone="danger" title={title}>
      {errorMessage(error)}
    </Banner>
  );
}
