import { useQueries } from '@tanstack/react-query';
import { Link, Navigate, useSearchParams } from 'react-router';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { ProgressSteps } from '../../../components/ui/ProgressSteps.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { callRoute } from '../../../core/api.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { loopTexts as texts } from '../../../texts/loops.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { formatLong } from '../../../texts/times.ts';
import { ConsolePage, PageSection } from '../ConsolePage.tsx';
import { LinksEnd, useLinks } from '../detail/InterviewLinks.tsx';
import { Loaded } from '../Loaded.tsx';
import { roundsIn } from './freshLinks.ts';
import { LinksIntro, PeopleLinks } from './PeopleLinks.tsx';

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
  const links = useLinks(views);
  const mayCreate = useStaffMay('interviews.create');
  return (
    <div className="flex flex-col gap-6">
      <PageHeading>{texts.ready}</PageHeading>
      <LinksIntro people={links.people} />
      {views.map((view, index) => (
        <PageSection
          key={view.interviewId}
          title={texts.round(view.loop?.number ?? index + 1).replace(' ', '\u00a0')}
          action={
            <Link
              to={`/console/interviews/${view.interviewId}`}
              className="min-w-0 text-sm font-medium break-words text-accent-ink underline underline-offset-2"
            >
              {view.title}, {formatLong(view.scheduledAt, view.timeZone)}
            </Link>
          }
        >
          <PeopleLinks {...links.of(view)} />
        </PageSection>
      ))}
      <LinksEnd>
        {mayCreate && (
          <ButtonLink to="/console/interviews/rounds" variant="quiet">
            {texts.another}
          </ButtonLink>
        )}
        <ButtonLink to="/console/interviews" variant="primary">
          {texts.toInterviews}
        </ButtonLink>
      </LinksEnd>
    </div>
  );
}
