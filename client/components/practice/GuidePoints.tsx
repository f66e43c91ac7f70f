import { Check, Minus } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { AttemptQuestion } from '../../../shared/protocol/practiceRoutes.ts';
import { formatClock } from '../../texts/clock.ts';
import { practicePage } from '../../texts/practicePage.ts';

const texts = practicePage.points;

type Points = NonNullable<NonNullable<AttemptQuestion['spoken']>['points']>;

/** Plays the recording from a moment. Undefined if it can't be played. */
export type Jump = ((atMs: number) => void) | undefined;

/** What the guide says an answer can mention, with the words that did. Nothing is counted. */
export function GuidePoints({ points, onJump }: { points: Points; onJump: Jump }) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} data-points className="flex max-w-[70ch] flex-col gap-2">
      <h4 id={titleId} className="text-sm font-medium text-muted">
        {texts.title}
      </h4>
      <ul className="flex flex-col gap-2">
        {points.map(({ text, found }) => (
          <li key={text} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2">
            {found ? (
              <Check className="mt-1 size-4 text-accent-ink" />
            ) : (
              <Minus className="mt-1 size-4 text-faint" />
            )}
            <span>{text}</span>
            <span className="col-start-2 text-sm text-muted">
              {found ? (
                <>
                  {texts.mentioned}: “{found.words}” <Moment atMs={found.atMs} onJump={onJump} />
                </>
              ) : (
                texts.missing
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">{texts.about}</p>
    </section>
  );
}

/** The time of a moment in the recording, which plays from there if it can. */
export function Moment({ atMs, onJump }: { atMs: number; onJump: Jump }): ReactNode {
  const clock = formatClock(atMs);
  if (!onJump) return <span className="tabular-nums">{clock}</span>;
  return (
    <button
      type="button"
      aria-label={texts.playFrom(clock)}
      onClick={() => onJump(atMs)}
      className="min-h-6 min-w-6 rounded-control text-accent-ink underline decoration-dotted underline-offset-3 tabular-nums hover:decoration-solid"
    >
      {clock}
    </button>
  );
}
