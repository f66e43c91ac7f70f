import { Download, EllipsisVertical, Film, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Review } from '../../../shared/recording/review.ts';
import type { ReviewSession } from '../../core/review/reviewSession.ts';
import { formatClock } from '../../texts/clock.ts';
import { recordingTexts } from '../../texts/recordingList.ts';
import { reviewTexts, trackName } from '../../texts/review.ts';
import { formatMomentAlone } from '../../texts/times.ts';
import { PageHeading } from '../shell/PageHeading.tsx';
import { classNames } from '../ui/classNames.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { DeleteRecordingDialog } from './RecordingParts.tsx';

interface ReviewHeadProps {
  session: ReviewSession;
  review: Review | undefined;
  back: ReactNode;
  children?: ReactNode;
  /** Shown below the title, or instead of it on a phone held sideways. */
  headline?: ReactNode;
  /** Deletes the recording. Absent if recordings are deleted on another page. */
  onDelete?: () => Promise<unknown>;
}

export function ReviewHead({ session, review, back, children, headline, onDelete }: ReviewHeadProps) {
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
      <div className="flex min-w-0">{back}</div>
      <div
        className={classNames(
          'flex min-w-0 flex-col max-sm:order-last max-sm:col-span-full',
          headline !== undefined && 'sm:sideways:sr-only',
        )}
      >
        <PageHeading className="text-base! leading-6">
          {review ? review.title : reviewTexts.title}
        </PageHeading>
        {/* Each dot is before its part, and out of sight where the part begins a line. */}
        <p className="overflow-x-clip text-xs text-muted tabular-nums">
          <span className="-ml-3 flex flex-wrap">
            {review &&
              about(review, session.own).map(part => (
                <span key={part} className="whitespace-pre">
                  <span aria-hidden="true" className="inline-block w-3 text-center">
                    ·
                  </span>
                  {part}
                </span>
              ))}
          </span>
        </p>
      </div>
      <div className="flex flex-wrap items-center justify-end gap-1">
        {children}
        {review && <MoreMenu session={session} review={review} {...(onDelete && { onDelete })} />}
      </div>
      {headline && (
        <div className="order-last col-span-full min-w-0 pt-2 sm:sideways:col-span-1 sm:sideways:col-start-2 sm:sideways:row-start-1 sm:sideways:pt-0">
          {headline}
        </div>
      )}
    </div>
  );
}

/** A person's own recording starts at their answer, so its whole length would say the wrong thing there. */
function about({ jobRole, startedAt, durationMs, retainUntil, title }: Review, own: boolean): string[] {
  const now = Date.now();
  return [
    jobRole === title ? '' : jobRole,
    startedAt === undefined ? '' : formatMomentAlone(startedAt, now),
    durationMs === 0 || own ? '' : formatClock(durationMs),
    retainUntil === undefined ? '' : reviewTexts.banner.retain(retainUntil, now),
  ].filter(part => part !== '');
}

function MoreMenu({ session, review, onDelete }: Omit<ReviewHeadProps, 'back'> & { review: Review }) {
  const [asking, setAsking] = useState(false);
  const { composed, jobs, may, state, tracks } = review;
  const composing = jobs.find(
    job => job.kind === 'compose' && job.state !== 'done' && job.state !== 'failed',
  );
  const files = may.download && state === 'ready' ? tracks : [];
  const erasable = onDelete !== undefined && may.erase && state !== 'none' && state !== 'erased';
  if (files.length === 0 && !erasable) return null;
  return (
    <>
      <Menu
        trigger={
          <IconButton label={reviewTexts.transport.more} tooltipSide="bottom" icon={EllipsisVertical} />
        }
      >
        {composed && files.length > 0 && (
          <MenuItem icon={Download} onSelect={() => save(session.fileUrl(composed.fileId))}>
            {recordingTexts.download(reviewTexts.stage.composed)}
          </MenuItem>
        )}
        {session.own && composing && files.length > 0 && (
          <MenuItem icon={Film} disabled>
            {reviewTexts.stage.composing(composing.progress)}
          </MenuItem>
        )}
        {files.map(track => (
          <MenuItem key={track.fileId} icon={Download} onSelect={() => save(session.fileUrl(track.fileId))}>
            {recordingTexts.download(trackName(track))}
          </MenuItem>
        ))}
        {files.length > 0 && erasable && <MenuSeparator />}
        {erasable && (
          <MenuItem danger icon={Trash2} onSelect={() => setAsking(true)}>
            {recordingTexts.erase.button}
          </MenuItem>
        )}
      </Menu>
      {asking && onDelete && (
        <DeleteRecordingDialog
          onDelete={onDelete}
          onDeleted={() => session.refresh()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** Downloads a file. Without the link's `download` attribute, the browser could open the file. */
function save(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}
