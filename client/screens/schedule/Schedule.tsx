import { LinkProblem } from '../../components/LinkProblem.tsx';
import { JoinPage } from '../../components/prejoin/JoinPage.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { SkeletonRows } from '../../components/ui/Skeleton.tsx';
import { useFragmentToken, useReloadOnNewLink } from '../../hooks/useFragmentToken.ts';
import { scheduleTexts as texts } from '../../texts/schedule.ts';
import { SchedulePages } from './SchedulePages.tsx';
import { useSchedule } from './useSchedule.ts';

/** Page of a personal link on which the candidate chooses, moves, or cancels the interview. */
export default function Schedule() {
  const link = useFragmentToken();
  useReloadOnNewLink();
  return (
    <JoinPage width="narrow">
      {link ? (
        <OfLink link={link} />
      ) : (
        <LinkProblem kind={window.location.hash.length < 2 ? 'absent' : undefined} />
      )}
    </JoinPage>
  );
}

function OfLink({ link }: { link: string }) {
  const scheduling = useSchedule(link);
  const { loading, pending, read } = scheduling;
  if (loading.state === 'loading')
    return <SkeletonRows count={4} row="h-20 w-full rounded-card!" className="gap-4" />;
  if (loading.state === 'failed') {
    const { error } = loading;
    if (['link-invalid', 'invalid', 'not-found'].includes(error.code)) return <LinkProblem error={error} />;
    return (
      <ErrorState
        title={texts.loadFailed}
        error={error}
        onRetry={() => void read()}
        retrying={pending === 'read'}
      />
    );
  }
  return <SchedulePages link={link} scheduling={scheduling} schedule={loading.schedule} />;
}
