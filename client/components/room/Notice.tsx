import type { ComponentType, ReactNode } from 'react';
import { useLostSince, useSession, useView } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useLasting } from '../../hooks/useLasting.ts';
import { useNow } from '../../hooks/useNow.ts';
import { room } from '../../texts/room.ts';
import { classNames } from '../ui/classNames.ts';
import { Spinner } from '../ui/Spinner.tsx';

interface NoticeProps {
  icon: ComponentType<{ className: string }>;
  tone?: 'plain' | 'warning' | 'accent';
  children: ReactNode;
  action?: ReactNode;
}

const TONES = {
  plain: 'border-line bg-raised text-ink',
  warning: 'border-warning-fill/40 bg-warning-soft text-warning-ink',
  accent: 'border-accent/40 bg-accent-soft text-ink',
};

export function Notice({ icon: Icon, tone = 'plain', children, action }: NoticeProps) {
  return (
    <div
      data-notice
      className={classNames(
        'flex max-w-xl items-center gap-3 rounded-card border py-2 pr-2 pl-4 text-sm shadow-float @max-md:flex-wrap @max-md:justify-end @max-md:gap-y-0.5 @max-md:pl-3',
        TONES[tone],
      )}
    >
      <Icon className="size-4 shrink-0 @max-md:hidden" />
      <p className="min-w-0 flex-1 py-1.5 @max-md:basis-44 @max-md:py-0.5">{children}</p>
      {action}
    </div>
  );
}

const PATIENCE_MS = 600;

export function ConnectionNotice() {
  const mediaState = useStore(useSession().media.state);
  const { mediaState: roomState, practice } = useView();
  const { ownReconnecting: words } = room;
  const dropped = useLostSince();
  const mediaGone = useLasting(mediaState === 'recovering' || roomState === 'lost', PATIENCE_MS);
  return (
    <div role="status" aria-live="assertive" className="empty:hidden">
      {dropped !== undefined ? (
        // In practice, the sign of the turn shows it, which covers neither the face nor the question.
        <Line visible={practice === undefined}>
          <strong className="font-semibold">{words.title}</strong> <Since since={dropped} />
        </Line>
      ) : (
        mediaGone && <Line>{roomState === 'lost' ? words.mediaLost : words.media}</Line>
      )}
    </div>
  );
}

function Line({ visible = true, children }: { visible?: boolean; children: ReactNode }) {
  return (
    <div
      className={
        visible
          ? 'flex max-w-2xl items-center gap-3 rounded-card border border-warning-fill/40 bg-warning-soft px-4 py-2.5 text-sm text-warning-ink shadow-float'
          : 'sr-only'
      }
    >
      <Spinner className="size-4 shrink-0" />
      <p>{children}</p>
    </div>
  );
}

/** Shows the elapsed seconds. Hidden from screen readers, because they would read every second aloud. */
function Since({ since }: { since: number }) {
  const now = useNow(1_000);
  return (
    <span aria-hidden="true">
      {room.ownReconnecting.body(Math.max(0, Math.round((now - since) / 1_000)))}
    </span>
  );
}
