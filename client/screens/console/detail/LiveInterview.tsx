import { CalendarX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { InterviewId } from '../../../../shared/ids.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { ErrorState } from '../../../components/ui/ErrorState.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import type { ConnectionState, InterviewClient } from '../../../core/interviewClient.ts';
import { useOrganizerInterview } from '../../../hooks/useOrganizerInterview.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { common } from '../../../texts/common.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { isForbidden, NotAllowed } from '../Loaded.tsx';

const texts = interviewPageTexts.detail;
export interface LiveView {
  view: InterviewView;
  decidedAt: number | undefined;
  canceledBy: string | undefined;
  client: InterviewClient | undefined;
  stale: ReactNode;
}

interface LiveInterviewProps {
  /** Heading that screen readers get until the interview has loaded. */
  heading: string;
  failed: string;
  skeleton: ReactNode;
  children: (live: LiveView) => ReactNode;
}

export function LiveInterview(props: LiveInterviewProps) {
  const { interviewId } = useParams();
  const parsed = InterviewId.safeParse(interviewId);
  if (!parsed.success) return <UnknownInterview />;
  return <KnownInterview key={parsed.data} {...props} interviewId={parsed.data} />;
}

function KnownInterview(props: LiveInterviewProps & { interviewId: InterviewId }) {
  const { view, decidedAt, canceledBy, error, retry, retrying, connection, client } = useOrganizerInterview(
    props.interviewId,
  );
  if (view)
    return props.children({
      view,
      decidedAt,
      canceledBy,
      client,
      stale: <StaleBanner connection={connection} />,
    });
  return (
    <>
      <h1 className="sr-only">{props.heading}</h1>
      {isForbidden(error) ? (
        <NotAllowed title={texts.notAllowed}>{errorMessage(error)}</NotAllowed>
      ) : error ? (
        <ErrorState title={props.failed} error={error} onRetry={retry} retrying={retrying} />
      ) : (
        props.skeleton
      )}
    </>
  );
}

function StaleBanner({ connection }: { connection: ConnectionState | undefined }) {
  if (connection?.state === 'reconnecting') return <Banner tone="warning">{texts.reconnecting}</Banner>;
  if (connection?.state !== 'ended') return null;
  return (
    <Banner tone="warning">
      {connection.reason === 'too-many-pages' ? texts.tooManyPages : texts.ended}
    </Banner>
  );
}

function UnknownInterview() {
  usePageTitle(common.notFound.title);
  return (
    <>
      <h1 className="sr-only">{texts.untitled}</h1>
      <EmptyState icon={CalendarX} title={common.notFound.title} />
    </>
  );
}
