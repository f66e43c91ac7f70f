import { useState } from 'react';
import { Link } from 'react-router';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { loopTexts as texts } from '../../../texts/loops.ts';
import { formatDayTime } from '../../../texts/times.ts';
import { PageSection } from '../ConsolePage.tsx';
import { BulkDialog } from '../interviews/BulkDialog.tsx';
import { InterviewStatusBadge } from '../interviews/InterviewStatusBadge.tsx';

/** The rounds that were planned together and that the reader may see, in order of time. */
export function Rounds({ interviewId, loop }: Pick<InterviewView, 'interviewId' | 'loop'>) {
  const now = useNow(60_000);
  const mayChange = useStaffMay('interviews.change');
  const [asking, setAsking] = useState<'move' | 'cancel'>();
  const loopId = loop?.loopId;
  const { data } = useRouteQuery(
    'interviews.list',
    { filter: { ...(loopId && { loopId }) }, sort: { by: 'time', descending: false } },
    { enabled: loopId !== undefined },
  );
  const rounds = data?.interviews ?? [];
  if (loopId === undefined || rounds.length < 2) return null;
  const coming = rounds.filter(({ phase, begun }) => phase === 'lobby' && !begun);
  const close = () => setAsking(undefined);
  return (
    <PageSection title={texts.rounds}>
      <Card className="flex flex-col gap-4">
        <ol className="flex flex-col gap-3">
          {rounds.map(round => (
            <li
              key={round.interviewId}
              aria-current={round.interviewId === interviewId ? 'true' : undefined}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm"
            >
              {round.interviewId === interviewId ? (
                <span className="font-medium">{round.title}</span>
              ) : (
                <Link
                  to={`/console/interviews/${round.interviewId}`}
                  className="font-medium text-accent-ink underline underline-offset-2"
                >
                  {round.title}
                </Link>
              )}
              <span className="text-muted tabular-nums">{formatDayTime(round.scheduledAt, now)}</span>
              <InterviewStatusBadge status={round.status} />
            </li>
          ))}
        </ol>
        {mayChange && coming.length > 1 && (
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => setAsking('move')}>
              {texts.moveAll}
            </Button>
            <Button size="sm" variant="danger-quiet" onClick={() => setAsking('cancel')}>
              {texts.cancelAll}
            </Button>
          </div>
        )}
      </Card>
      {asking && (
        <BulkDialog
          kind={asking}
          count={coming.length}
          selection={{ interviewIds: coming.map(round => round.interviewId) }}
          rounds
          onClose={close}
          onStarted={close}
        />
      )}
    </PageSection>
  );
}
