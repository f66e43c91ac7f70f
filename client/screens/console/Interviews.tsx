import { Outlet, useParams } from 'react-router';
import { classNames } from '../../components/ui/classNames.ts';
import { useRouteQuery } from '../../hooks/useRouteQuery.ts';
import { InterviewList } from './InterviewList.tsx';

const REFRESH_MS = 10_000;

/** The list, and beside it the interview that is open; on narrow screens one or the other. */
export function Interviews() {
  const { interviewId } = useParams();
  const list = useRouteQuery('interviews.list', {}, { refetchIntervalMs: REFRESH_MS });
  const chosen = interviewId !== undefined;
  const empty = list.data?.interviews.length === 0;

  return (
    <div className="flex min-w-0 flex-1">
      <div
        className={classNames(
          'flex min-w-0 flex-col border-line lg:sticky lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:overflow-y-auto',
          empty ? 'w-full' : 'w-full lg:w-104 lg:shrink-0 lg:border-r',
          chosen && 'max-lg:hidden',
        )}
      >
        <InterviewList query={list} chosenId={interviewId} />
      </div>
      <div className={classNames('min-w-0 flex-1', !chosen && 'max-lg:hidden', empty && !chosen && 'hidden')}>
        <Outlet />
      </div>
    </div>
  );
}
