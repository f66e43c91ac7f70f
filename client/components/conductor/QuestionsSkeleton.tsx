import { useRef } from 'react';
import { QUESTIONS_ID, useEarlyKeyRecorder, useFocusAcross } from '../../hooks/conductor/questionsFocus.ts';
import { room } from '../../texts/room.ts';
import { Skeleton, Skeletons } from '../ui/Skeleton.tsx';

/** Placeholder that keeps the focus and records key presses until the questions have loaded. */
export function QuestionsSkeleton() {
  const region = useRef<HTMLElement>(null);
  useFocusAcross(region);
  const onKeyDown = useEarlyKeyRecorder();
  return (
    <section
      ref={region}
      id={QUESTIONS_ID}
      aria-label={room.questions.label}
      aria-busy="true"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="h-13 shrink-0 overflow-hidden rounded-card border border-line bg-surface p-1.5 md:h-44 md:p-3"
    >
      <Skeletons label={room.questions.loading} className="gap-3">
        <div className="flex gap-1.5 overflow-hidden">
          {['a', 'b', 'c', 'd', 'e'].map(key => (
            <Skeleton key={key} className="h-10 w-14 shrink-0 rounded-full!" />
          ))}
        </div>
        <Skeleton className="h-7 w-3/4 max-md:hidden" />
        <Skeleton className="h-5 w-1/3 max-md:hidden" />
      </Skeletons>
    </section>
  );
}
