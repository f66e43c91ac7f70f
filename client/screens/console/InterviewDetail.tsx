import { useParams } from 'react-router';
import { InterviewId } from '../../../shared/ids.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import { BackLink } from '../../components/ui/ButtonLink.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { useOrganizerInterview } from '../../hooks/useOrganizerInterview.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { consoleTexts } from '../../texts/console.ts';
import { DetailHeader } from './detail/DetailHeader.tsx';
import { DetailSkeleton } from './detail/DetailSkeleton.tsx';
import { NextStep } from './detail/NextStep.tsx';
import { People } from './detail/People.tsx';
import { ScoringSection } from './detail/ScoringSection.tsx';
import { StaleBanner } from './detail/StaleBanner.tsx';
import { UnknownInterview } from './detail/UnknownInterview.tsx';
import { RecordingSection } from './recordings/RecordingSection.tsx';
import { RecruiterSection } from './recruiter/RecruiterSection.tsx';

const texts = consoleTexts.detail;

export function InterviewDetail() {
  const { interviewId } = useParams();
  const parsed = InterviewId.safeParse(interviewId);
  return (
    <div className="flex w-full max-w-3xl flex-col gap-5 px-4 py-5 sm:px-6">
      <BackLink to="/console" className="lg:hidden">
        {texts.back}
      </BackLink>
      {parsed.success ? <LiveDetail key={parsed.data} interviewId={parsed.data} /> : <UnknownInterview />}
    </div>
  );
}

function LiveDetail({ interviewId }: { interviewId: InterviewId }) {
  const { view, error, retry, retrying, connection, client } = useOrganizerInterview(interviewId);
  usePageTitle(view?.title);

  if (!view) {
    return (
      <>
        <h1 className="sr-only">{texts.untitled}</h1>
        {error ? (
          <ErrorState title={texts.failed} error={error} onRetry={retry} retrying={retrying} />
        ) : (
          <DetailSkeleton />
        )}
      </>
    );
  }
  // After the call the scorecards are what people come for, before it the people.
  const over = isFinal(view.phase);
  const scoring = <ScoringSection view={view} client={client} />;
  return (
    <>
      <DetailHeader view={view} />
      <StaleBanner connection={connection} />
      <NextStep view={view} />
      {over && <RecordingSection view={view} />}
      {over && scoring}
      {!over && <RecruiterSection view={view} />}
      <People view={view} client={client} />
      {!over && scoring}
      {!over && <RecordingSection view={view} />}
    </>
  );
}
