import { useState } from 'react';
import { Outlet, useParams } from 'react-router';
import { classNames } from '../../components/ui/classNames.ts';
import { useDebounced } from '../../hooks/useDebounced.ts';
import { useNow } from '../../hooks/useNow.ts';
import { InterviewList } from './InterviewList.tsx';
import { useInterviews } from './useInterviews.ts';

const CLOCK_MS = 15_000;
const TYPING_MS = 250;

/** The list, and beside it the interview that is open; on narrow screens one or the other. */
export function Interviews() {
  const { interviewId } = useParams();
  const now = useNow(CLOCK_MS);
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), TYPING_MS);
  const list = useInterviews(search, now);
  const chosen = interviewId !== undefined;
  const empty =
    typed === '' &&
    search === '' &&
    !list.isPlaceholderData &&
    list.data?.every(({ interviews }) => interviews.length === 0) === true;

  return (
    <div className="flex min-w-0 flex-1">
      <div
        className={classNames(
          'flex min-w-0 flex-col border-line lg:sticky lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:overflow-y-auto',
          empty ? 'w-full' : 'w-full lg:w-104 lg:shrink-0 lg:border-r',
          chosen && 'max-lg:hidden',
        )}
      >
        <InterviewList
          list={list}
          now={now}
          empty={empty}
          chosenId={interviewId}
          typed={typed}
          onType={setTyped}
          search={search}
        />
      </div>
      <div className={classNames('min-w-0 flex-1', !chosen && 'max-lg:hidden', empty && !chosen && 'hidden')}>
        <Outlet />
      </div>
    </div>
  );
}
