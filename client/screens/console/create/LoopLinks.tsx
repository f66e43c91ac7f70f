import { useQueries } from '@tanstack/react-query';
import { Link, Navigate, useSearchParams } from 'react-router';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { ProgressSteps } from '../../../components/ui/ProgressSteps.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { callRoute } from '../../../core/api.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { loopTexts as texts } from '../../../texts/loops.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { formatDayTime, formatLong } from '../../../texts/times.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { LinksEnd, useLinks } from '../detail/InterviewLinks.tsx';
import { Loaded } from '../Loaded.tsx';
import { roundsIn } from './freshLinks.ts';
import { LinksIntro, PeopleLinks } from './PeopleLinks.tsx';
import { LOOP_PATH } from './paths.ts';

const createTexts = newInterviewTexts.create;

/** Everyone's links of several rounds, right after they were created, and later on demand. */
export function LoopLinks() {
  usePageTitle(texts.ready);
  const [params] = useSearchParams();
  const mayShow = useStaffMay('links.issue');
  const ids = roundsIn(params);
  const reads = useQueries({
    queries: ids.map(interviewId => ({
      queryKey: ['interviews.read', { interviewId }],
      queryFn: ({ signal }: { signal: AbortSignal }) => callRoute('interviews.read', { interviewId }, signal),
    })),
  });
  if (!mayShow || ids.length === 0) return <Navigate to="/console/interviews" replace />;
  const views = reads.flatMap(({ data }) => data?.view ?? []);
  const query = {
    data: views.length === ids.length ? views : undefined,
    isError: reads.some(({ isError }) => isError),
    error: reads.find(({ error }) => error)?.error,
    isFetching: reads.some(({ isFetching }) => isFetching),
    refetch: () => Promise.all(reads.filter(({ isError }) => isError).map(read => read.refetch())),
  };
  return (
    <ConsolePage width="reading">
      <ProgressSteps steps={createTexts.steps} current={1} label={createTexts.stepsLabel} />
      <Loaded
        query={query}
        failed={interviewPageTexts.detail.failed}
        skeleton={<SkeletonRows count={2} row="h-80 w-full rounded-card" className="gap-6" />}
      >
        {known => <Rounds views={known} />}
      </Loaded>
    </ConsolePage>
  );
}

function Rounds({ views }: { views: readonly InterviewView[] }) {
  const now = useNow(60_000);
  const coming = views.filter(({ phase }) => !isFinal(phase));
  const links = useLinks(coming);
  const mayCreate = useStaffMay('interviews.create');
  const [first] = views;
  if (coming.length === 0) return <Navigate to={`/console/interviews/${first?.interviewId ?? ''}`} replace />;
  const candidate = links.people.find(({ role }) => role === 'candidate')?.displayName;
  const labels = new Map(
    views.map(({ interviewId, loop, scheduledAt, timeZone }, index) => [
      interviewId,
      texts.roundAt(loop?.number ?? index + 1, formatDayTime(scheduledAt, now, timeZone)),
    ]),
  );
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1.5">
        <PageHeading>{texts.ready}</PageHeading>
        {candidate && <p className="font-medium">{texts.candidateFor(candidate, first?.jobRole ?? '')}</p>}
        <ol className="flex flex-col gap-1.5">
          {views.map(({ interviewId, title, loop, scheduledAt, plannedMinutes, timeZone, phase }, index) => (
            <li key={interviewId} className="flex flex-wrap gap-x-3">
              <span className="whitespace-nowrap text-muted tabular-nums">
                {texts.round(loop?.number ?? index + 1)}
              </span>
              <span className="min-w-0 flex-1 basis-60">
                <Link
                  to={`/console/interviews/${interviewId}`}
                  className="font-medium break-words text-accent-ink underline underline-offset-2"
                >
                  {title}
                </Link>
                <span className="block text-sm">
                  {isFinal(phase) && texts.over(phase === 'cancelled')}
                  {formatLong(scheduledAt, timeZone)} · {interviewPageTexts.detail.minutes(plannedMinutes)}
                </span>
              </span>
            </li>
          ))}
        </ol>
      </div>
      <LinksIntro people={links.people} rounds />
      <PeopleLinks {...links} labelOf={interviewId => labels.get(interviewId) ?? ''} />
      <LinksEnd>
        {mayCreate && (
          <ButtonLink to={LOOP_PATH} variant="quiet">
            {texts.another}
          </ButtonLink>
        )}
        <ButtonLink to={`/console/interviews/${coming[0]?.interviewId ?? ''}`} variant="primary">
          {texts.toFirst(coming[0]?.loop?.number ?? 1)}
        </ButtonLink>
      </LinksEnd>
    </div>
  );
}
